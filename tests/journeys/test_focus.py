"""Where the focus lands: after an act, after a row that comes or goes, after an error."""

import re

from playwright.sync_api import expect

KEHRA = "/kehrat/kallio-vallila-pasila/"
FOCUSED = """() => {
  const e = document.activeElement;
  const words = e.id === "errors" || e.matches("[role=status]") ? e.innerText : e.name || e.id;
  return e === document.body ? "nothing" : words.replace(/\\s+/g, " ").trim();
}"""


def focused(person):
    """What has the focus: the words of what is told, else the name of a field or the id."""
    person.page.wait_for_timeout(100)
    return person.page.evaluate(FOCUSED)


def idea_of(person):
    person.go("/ideat/")
    person.page.locator("main .card a.title").first.click()
    return person.look()


def test_after_an_act_the_focus_is_on_what_is_told(walker):
    member = idea_of(walker("member"))
    member.press("Follow")
    assert focused(member).startswith("You follow this now")
    member.press("Stop following")
    assert focused(member).startswith("You no longer follow")
    member.go("/ilmoitukset/").press("Mark as read", exact=False)
    assert focused(member).startswith("notice-")
    member.go("/ilmoitukset/?unread=on").press("Mark as read", exact=False)
    assert focused(member) == "Marked as read."
    member.press("Mark all as read")
    assert focused(member) == "All notices are marked as read."


def test_what_was_written_has_the_focus_and_so_has_the_form_to_answer_it(walker):
    member = idea_of(walker("member"))
    member.fill(text="Tulen mukaan.").press("Send the comment")
    at = member.page.url.partition("#")[2]
    assert focused(member) == at
    member.page.locator(f"#{at}").get_by_role("link", name="Answer", exact=False).first.click()
    member.page.wait_for_selector("textarea:focus")
    assert focused(member) == "text"
    member.page.locator("textarea:focus").fill("Ja minä.")
    member.press("Send the answer")
    assert focused(member).startswith("c")


def test_after_an_error_the_focus_is_on_its_summary(walker):
    coordinator = walker("coordinator")
    coordinator.go(f"{KEHRA}tiedotteet/uusi/").press("Publish")
    assert focused(coordinator).startswith("Please check these")
    coordinator.page.keyboard.press("Tab")
    coordinator.page.keyboard.press("Enter")
    assert focused(coordinator) == "title"


def test_rows_that_come_and_go(walker):
    coordinator = walker("coordinator")
    coordinator.go(f"{KEHRA}hankkeet/uusi/").fill(title="Rivien kortti").press("Begin the card")
    coordinator.page.goto(re.sub(r"(/hankkeet/\d+/).*", r"\1muokkaa/", coordinator.page.url))
    coordinator.look()
    rows = coordinator.page.locator("#budget > div > .card")
    for number in (rows.count() - 1, rows.count()):
        coordinator.fill(**{f"budget-{number}-label": "Kahvia"})
        coordinator.page.locator("#budget button[name=add]").click()
        expect(rows).to_have_count(number + 2)
        assert focused(coordinator) == f"budget-{number + 1}-label"
    coordinator.page.locator("#budget button[name=remove]").first.click()
    expect(rows).to_have_count(2)
    assert focused(coordinator) == "budget-0-label"


def test_without_script_too(walker):
    """Taken in by hand: no page without scripts can be asked by axe."""
    member = without_script(walker, "member").page
    member.goto(member.url + "en/ideat/")
    member.locator("main .card a.title").first.click()
    member.get_by_role("button", name="Follow", exact=True).click()
    assert member.locator("[role=status][autofocus]").inner_text().startswith("You follow this now")
    coordinator = without_script(walker, "coordinator").page
    coordinator.goto(f"{coordinator.url}en{KEHRA}tiedotteet/uusi/")
    coordinator.get_by_role("button", name="Publish").click()
    assert coordinator.locator("#errors[autofocus]").is_visible()


def without_script(walker, account):
    state = walker(account).go("/").page.context.storage_state()
    person = walker(storage_state=state, java_script_enabled=False)
    person.page.goto(person.address + "/")
    return person
