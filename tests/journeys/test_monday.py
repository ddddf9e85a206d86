"""A coordinator's Monday: all that waits is done from one page, with the way back after each."""

BACK = "Back to what waits for me"


def test_all_that_waits_is_done_from_the_one_page(walker):
    coordinator = walker("coordinator").go("/odottaa/")
    waited = number(coordinator)
    answer_the_letter(coordinator)
    answer_the_requests(coordinator)
    decide_on_the_text(coordinator)
    write_the_minutes(coordinator)
    call_the_meeting(coordinator)
    answer_the_ideas(coordinator)
    open_the_application(coordinator)
    coordinator.go("/odottaa/")
    assert number(coordinator) <= waited - 7


def number(coordinator):
    """How many things stand on the page."""
    return coordinator.page.locator("main ul.lines > li").count()


def back(coordinator):
    coordinator.follow(BACK, exact=False)
    assert coordinator.path == "/en/odottaa/"


def answer_the_letter(coordinator):
    coordinator.follow("Ulla Esimerkki", exact=False)
    coordinator.fill(text="Talkoot ovat lauantaina, tervetuloa!").press("Send the answer")
    back(coordinator)


def answer_the_requests(coordinator):
    coordinator.follow("Ritva Esimerkki", exact=False).press("Take in as a member")
    back(coordinator)
    coordinator.follow("Jari Esimerkki", exact=False).press("Take in as a member")
    back(coordinator)


def decide_on_the_text(coordinator):
    coordinator.follow("Myydään edullisesti", exact=False)
    why = {"hide-ground": "spam", "hide-reason": "Mainos, ei liity asiaan."}
    coordinator.fill(**why).press("Hide it")
    back(coordinator)


def write_the_minutes(coordinator):
    coordinator.follow("Pihan iltavastaavien ilta")
    coordinator.page.locator("main a[href$='/poytakirja/']").first.click()  # maybe begun before
    coordinator.fill(text="Sovittiin vuorot.", attended="7").press("Save the draft")
    coordinator.press("Publish the minutes")
    back(coordinator)


def call_the_meeting(coordinator):
    """The day that suits most becomes a meeting: the form is filled in."""
    coordinator.follow("Naapurikahvien ilta").follow("Call the meeting", exact=False)
    coordinator.press("Call the meeting")
    back(coordinator)


def answer_the_ideas(coordinator):
    coordinator.follow("Korjauspaja Pasilaan").follow("Decline with a reason")
    coordinator.fill(reason="Kirjastossa on jo korjauspaja.").press("Send the answer")
    back(coordinator)
    coordinator.follow("Kallion pihat auki kesällä").press("Make a project card of it")
    back(coordinator)


def open_the_application(coordinator):
    """What can't be done at once is opened, and the head leads back."""
    coordinator.follow("Vallilan yhteispiha", exact=False).follow("Write the application")
    coordinator.follow("Waits for me", exact=False)
