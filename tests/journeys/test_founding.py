"""A Kehrä founded from an idea: an area that has none, a founder on a phone who signs up midway,
Sukkula's yes."""

import re
from datetime import date, timedelta

DISTRICT = "/kaupunginosat/mellunkyla/"
PHONE = {"viewport": {"width": 390, "height": 844}}
NAME = "Mellunkylän kylät"
FOUNDER, PASSWORD = "perustaja@elsewhere.example", "neljä sanaa ihan peräkkäin"


def bare(path):
    return path.removeprefix("/en")


def test_a_kehra_is_founded_from_an_idea(walker):
    idea = suggest(walker)
    support(walker, idea)
    founder, checklist = propose(walker)
    accept(walker)
    get_ready(founder, checklist, idea)
    confirm(walker, checklist)


def suggest(walker):
    """A resident of a district without a Kehrä suggests an idea that waits for one."""
    resident = walker("resident").go(DISTRICT).sees("has no Kehrä yet: found one")
    resident.follow("Suggest an idea", exact=False)
    resident.fill(title="Kontulan yhteiskeittiö", text="Keitetään yhdessä keskiviikkoisin.")
    resident.press("Send the idea").sees("Kontulan yhteiskeittiö")
    return re.search(r"/en/ideat/\d+/", resident.path).group()


def support(walker, idea):
    """Another supports it, and wants to hear when the area gets a Kehrä."""
    member = walker("member").go(bare(idea) + "kannata/").press("Support this idea")
    member.go(DISTRICT).sees("Kontulan yhteiskeittiö")
    member.press("Tell me when my area gets a Kehrä")
    member.sees("You are told when this area gets a Kehrä.")


def propose(walker):
    """A newcomer proposes a Kehrä, on a phone, and signs up midway; nobody else sees it yet."""
    founder = walker(**PHONE).go(DISTRICT).follow("Found a Kehrä here")
    founder.press("Send the proposal").sees("Write the name in at least one language.")
    founder.fill(name_fi=NAME, description="Avataan kylätalot kaikille.")
    founder.page.locator("main [name=areas][value='471']").check()
    founder.press("Send the proposal").sees("is kept").follow("Create an account")
    founder.fill(name="Fatima Esimerkki", email=FOUNDER, password1=PASSWORD)
    with founder.page.expect_navigation():
        founder.page.press("[name=password1]", "Enter")
    confirm = re.search(r"http\S+confirm-email\S+", founder.mail(FOUNDER)).group()
    founder = walker(**PHONE).go(confirm).fill(password=PASSWORD)  # in another browser
    founder.press("Confirm the address").sees("Sukkula was told.").sees(NAME)
    founder.follow("Checklist", exact=False)
    founder.fill(name="Kontulan koulu", actor_type="school").press("Add to the list")
    wide = founder.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["viewport"]["width"]
    assert NAME not in walker().go("/kehrat/").page.inner_text("main")
    return founder, bare(founder.path)


def accept(walker):
    """Sukkula finds it on the work list and accepts it; who waited is told."""
    lead = walker("lead").go("/sukkula/?tab=open").follow(NAME)
    lead.sees("At least three organisations").follow("Accept as forming")
    lead.fill(message="Hyvä suunnitelma.").press("Accept as forming").sees("Forming")
    assert NAME in walker("member").mail("Mellunkylän kylät").replace("\u00a0", " ")
    walker("member").go("/ilmoitukset/").sees(NAME)


def get_ready(founder, checklist, idea):
    """The idea came along; the founder lists organisations, calls a meeting, asks for the yes."""
    founder.go(bare(idea)).sees(NAME)
    founder.go(checklist)
    for name, kind in (("Kontulan kirjasto", "official"), ("Kylä ry", "association")):
        founder.fill(name=name, actor_type=kind).press("Add to the list")
    founder.follow("Call a meeting")
    day = (date.today() + timedelta(days=9)).isoformat()
    founder.fill(title="Ensimmäinen kokous", day=day, begins="18:00", ends="20:00")
    founder.fill(place="Kontulan kirjasto").press("Call the meeting")
    founder.go(checklist).sees("First meeting held or called Done")
    founder.follow("Ask to be confirmed").press("Ask to be confirmed")


def confirm(walker, checklist):
    """The plan is still missing: Sukkula confirms with a written reason."""
    lead = walker("lead").go("/sukkula/?tab=open").follow(NAME).follow("Confirm as active")
    lead.sees("Development plan Not done yet").press("Confirm as active")
    lead.sees("Write why it is confirmed though something is missing.")
    lead.fill(reason="Suunnitelma tehdään ensimmäisessä kokouksessa.")
    lead.press("Confirm as active").sees("The Kehrä is active.")
    visitor = walker().go(checklist.removesuffix("perustaminen/"))
    visitor.sees("Active since").follow("What has happened").sees("Sukkula confirmed")
