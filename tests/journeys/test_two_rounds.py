"""A card that Sukkula asks to have changed twice, part by part: from an idea to its approval."""

import re
from datetime import date

KEHRA = "/kehrat/kallio-vallila-pasila/"
YEAR = date.today().year + 1
READY = {
    "goals": "Kesäiltoina on elokuvia puistossa",
    "benefits": "Puisto elää iltaisin, ja malli sopii muihinkin puistoihin.",
    "results": "Kymmenen näytöstä",
    "legacy_least": "Valkokangas",
    "target_areas": "Kallio",
    "phases-0-name": "I VAIHE",
    "phases-0-starts": f"{YEAR}-05-01",
    "phases-0-ends": f"{YEAR}-09-30",
    "budget-0-label": "I VAIHE",
    "budget-0-amount": "12 000,00",
}
WHO, HOW_MUCH = "Kenelle näytökset ovat?", "Mistä 12 000 euroa koostuu?"
FIRST, AGE, LAST = "Kaikenikäisille, myös lapsille.", "Mistä iästä alkaen?", "Seitsemästä alkaen."


def test_from_an_idea_to_approval_in_two_rounds(walker):
    project = begin(walker)
    ask(walker, project)
    answer_one(walker, project)
    settle_and_ask_again(walker, project)
    answer_again(walker, project)
    approve(walker, project)
    only_its_people_read(walker, project)


def bare(path):
    return path.removeprefix("/en")


def begin(walker):
    """A member's idea becomes a card, which is submitted."""
    member = walker("member").go(KEHRA).follow("Suggest an idea", exact=False)
    member.fill(title="Kesäkino Karhupuistoon", text="Elokuvia ulkona kesäiltoina.")
    member.press("Send the idea").sees("Kesäkino Karhupuistoon")
    coordinator = walker("coordinator").go(bare(member.path)).press("Take up into a card")
    if "/ideat/" in coordinator.path:
        coordinator.page.locator("main a.button", has_text="card").first.click()
        coordinator.look()
    project = bare(re.search(r"/en/hankkeet/\d+/", coordinator.path).group())
    coordinator.go(project + "muokkaa/").fill(**READY).press("Save the card")
    coordinator.press("Submit to Sukkula").sees("Submitted since")
    return project


def desk(project):
    return "/sukkula" + project


def part(who, name):
    """The part of the page on one change asked for: the newest of the name."""
    heading = who.page.get_by_role("heading", name=name, exact=True)
    return who.page.locator("#changes li.card", has=heading).last


def ask(walker, project):
    """The adviser names two parts of the card, each with its words."""
    adviser = walker("adviser").go(desk(project)).follow("Take into review")
    adviser.press("Take into review").follow("Ask for changes")
    for name in ("Goals", "Budget"):
        adviser.page.locator("details summary", has_text=re.compile(f"^{name}$")).click()
    adviser.look().fill(message="Hieno idea.", change_goals=WHO, change_budget=HOW_MUCH)
    adviser.press("Ask for changes").sees("The coordinators were told.")
    adviser.sees(WHO).sees(HOW_MUCH)
    assert HOW_MUCH in walker("coordinator").mail(WHO)


def answer_one(walker, project):
    """The coordinator answers beside one field, leaves the other, is told so and gives back."""
    coordinator = walker("coordinator").go(project).sees("2 changes that Sukkula asked for have no")
    coordinator.follow("Edit the card").sees("Sukkula asks for a change:")
    coordinator.page.locator("#goals").get_by_label("Your answer to Sukkula").fill(FIRST)
    coordinator.fill(goals="Kaikenikäisille on elokuvia puistossa").press("Save the card")
    coordinator.sees(FIRST).sees("1 change that Sukkula asked for has no answer yet.")
    coordinator.fill(message="Budjetti tulee vielä.").press("Give back to Sukkula")
    assert "1 (Talousarvio)" in walker("adviser").mail("1 (Tavoitteet)")  # in the reader's language


def settle_and_ask_again(walker, project):
    """The adviser finds the budget in order, and asks once more about the goals."""
    adviser = walker("adviser").go("/sukkula/").sees("Changes asked for: 2, answered: 1")
    adviser.go(desk(project)).sees(FIRST)
    part(adviser, "Budget").get_by_role("button", name="In order").click()
    adviser.look().sees("In order: Budget.").sees("found it in order on")
    part(adviser, "Goals").get_by_role("link", name="Ask again").click()
    adviser.look()
    box = adviser.page.locator("[name=change_goals]")
    if not box.is_visible():
        adviser.page.locator("details summary", has_text=re.compile("^Goals$")).click()
    adviser.fill(change_goals=AGE).press("Ask for changes")
    adviser.sees(WHO).sees(FIRST).sees(AGE)


def answer_again(walker, project):
    """Both sides' old words are there; the coordinator answers the new ones."""
    coordinator = walker("coordinator").go(project).sees(WHO).sees(FIRST).sees(AGE)
    coordinator.follow("Edit the card")
    coordinator.page.locator("#goals").get_by_label("Your answer to Sukkula").fill(LAST)
    coordinator.press("Save the card").press("Give back to Sukkula")


def approve(walker, project):
    """The page tells of the change that is not settled; settled, it tells no more."""
    adviser = walker("adviser").go(desk(project)).follow("Approve the card")
    adviser.sees("1 change that you asked for is not settled.").follow("Read the answers first")
    part(adviser, "Goals").get_by_role("button", name="In order").click()
    adviser.look().follow("Approve the card")
    assert adviser.page.get_by_text("not settled").count() == 0
    adviser.press("Approve the card").sees("Where to get funding?")


def only_its_people_read(walker, project):
    """A member reads the talk on the approved card; a reader from outside does not."""
    walker("coordinator").go(project).sees(WHO).sees(FIRST).sees(AGE).sees(LAST)
    reader = walker().go(project).sees("Approved since")
    words = reader.page.locator("body").inner_text()
    assert [word for word in (WHO, HOW_MUCH, FIRST, AGE, LAST) if word in words] == []
