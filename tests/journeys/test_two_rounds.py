"""A card that Sukkula asks to have changed twice, part by part and by a day: from an idea to its
approval."""

import re
from datetime import date, timedelta

from kehityspolku import working_days

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
DAY, LATER, SECOND = (
    working_days.from_on(date.today() + timedelta(days=days)) for days in (9, 20, 30)
)
FIRST, AGE, LAST = "Kaikenikäisille, myös lapsille.", "Mistä iästä alkaen?", "Seitsemästä alkaen."


def test_from_an_idea_to_approval_in_two_rounds(walker, portal):
    project = begin(walker)
    ask(walker, project)
    more_time(walker, project, portal)
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
    coordinator = walker("coordinator").go(bare(member.path)).press("Make a project card of it")
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
    return who.page.locator("main li.card", has=heading).last


def ask(walker, project):
    """The adviser writes beside two parts of the card, reads it through, says by when and sends."""
    adviser = walker("adviser").go(desk(project)).follow("Take into review")
    adviser.press("Take into review")
    for name, words in (("goals", WHO), ("budget", HOW_MUCH)):
        beside = adviser.page.locator(f"#plan-{name}")
        beside.get_by_role("link").click()
        beside.get_by_role("textbox").fill(words)
        beside.get_by_role("button", name="Save").click()
        adviser.page.wait_for_url(re.compile(f"#h-{name}$"))
        adviser.look().sees(words)
    assert WHO not in walker("coordinator").go(project).page.content()
    adviser.sees("2 parts of the draft of changes wait to be sent.")
    adviser.follow("Read it through and send")
    adviser.fill(message="Hieno idea.", day=DAY.isoformat()).press("Ask for changes")
    adviser.sees("The coordinators were told.").sees(f"changes wanted by {written(DAY)}")
    adviser.sees(WHO).sees(HOW_MUCH)
    assert HOW_MUCH in walker("coordinator").mail(WHO)


def written(day):
    return f"{day.day}.{day.month}.{day.year}"


def more_time(walker, project, portal):
    """The coordinator sees the day and is reminded of it; the adviser gives more time."""
    coordinator = walker("coordinator").go(project)
    coordinator.sees(f"Sukkula waits for the changes by {written(DAY)}.")
    near = DAY - timedelta(days=2)
    watch = "from datetime import date; from kehrat.projects import clock; clock.watch(date({}))"
    portal.manage("shell", "-c", watch.format(f"{near.year}, {near.month}, {near.day}"))
    assert written(DAY) in coordinator.mail("Sukkula odottaa muutoksia hankkeeseen ”Kesäkino")
    adviser = walker("adviser").go(desk(project)).follow("Set the day for the changes")
    adviser.fill(day=LATER.isoformat(), reason="Odotamme vuokrasopimusta.")
    adviser.press("Set the day for the changes").sees(f"changes wanted by {written(LATER)}")
    coordinator.go(project).sees(f"Sukkula waits for the changes by {written(LATER)}.")


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
    adviser.fill(change_goals=AGE, day=SECOND.isoformat()).press("Ask for changes")
    adviser.sees(WHO).sees(FIRST).sees(AGE).sees(f"changes wanted by {written(SECOND)}")


def answer_again(walker, project):
    """Both sides' old words are there; the coordinator answers the new ones."""
    coordinator = walker("coordinator").go(project).sees(WHO).sees(FIRST).sees(AGE)
    coordinator.sees(f"Sukkula waits for the changes by {written(SECOND)}.")
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
