"""A new project on the calls that are open: idea, card, a round of changes, ESR+, a grant."""

import re
from datetime import date

from kehityspolku import moments

KEHRA = "/kehrat/kallio-vallila-pasila/"
CALL = "osallisuus-kaupunginosissa"
TODAY = date.today()


def test_from_an_idea_to_a_running_project(walker):
    idea = suggest(walker)
    support_on_a_phone(walker, idea)
    project = write_card(walker, idea)
    ask_for_changes_and_approve(walker, project)
    application = route(walker, project)
    write_application(walker, application)
    check_and_send(walker, application)
    decide(walker, application, project)


def suggest(walker):
    """A resident suggests an idea to the Kehrä."""
    resident = walker("resident").go(KEHRA).follow("Suggest an idea", exact=False)
    resident.fill(title="Soitinlainaamo Kallioon", text="Kirjaston kellariin soittimia lainaan.")
    resident.press("Send the idea").sees("Soitinlainaamo Kallioon")
    return resident.path


def support_on_a_phone(walker, idea):
    """A neighbour types what people call the area, comes to its Kehrä and supports the idea."""
    neighbour = walker("member", viewport={"width": 390, "height": 844}).go("/")
    neighbour.page.locator("#q").press_sequentially("Sörkka")
    neighbour.page.get_by_text("suggested by the nickname").first.wait_for()
    neighbour.follow("Kallio–Vallila–Pasila")
    card = neighbour.page.locator("li.card", has=neighbour.page.locator(f"a[href$='{bare(idea)}']"))
    card.get_by_role("button").click()
    card.get_by_text("You support this idea.").wait_for()
    neighbour.go(bare(idea)).sees("2 people support this")


def bare(path):
    return path.removeprefix("/en")


def write_card(walker, idea):
    """The coordinator takes it up, forgets something, is told what, and submits."""
    coordinator = walker("coordinator").go(bare(idea)).press("Make a project card of it")
    project = coordinator.page.locator("main a.button", has_text="card").first
    if "/ideat/" in coordinator.path:
        project.click()
        coordinator.look()
    project = re.search(r"/en/hankkeet/\d+/", coordinator.path).group()
    coordinator.go(bare(project) + "muokkaa/")
    year = TODAY.year + 1
    coordinator.fill(
        goals="Soittimia on lainattavana\nNuoret soittavat yhdessä",
        benefits="Kokeilu näyttää mallin muille kirjastoille.",
        results="Lainaamo toimii",
        legacy_least="Soittimet",
        target_areas="Kallio",
    ).press("Save the card")
    coordinator.sees("Before the card can be submitted, it needs:")
    coordinator.go(bare(project) + "muokkaa/").fill(
        **{
            "phases-0-name": "I VAIHE",
            "phases-0-starts": f"{year}-03-01",
            "phases-0-ends": f"{year}-12-31",
            "budget-0-label": "I VAIHE",
            "budget-0-amount": "paljon",
        }
    )
    coordinator.press("Save the card").sees("Write the amount in euros")
    coordinator.fill(**{"budget-0-amount": "60 000,00"}).press("Save the card")
    coordinator.press("Submit to Sukkula").sees("Submitted since")
    return project


def ask_for_changes_and_approve(walker, project):
    """The adviser asks for one change; the coordinator makes it; the card is approved."""
    adviser = walker("adviser").go("/sukkula" + bare(project))
    adviser.follow("Take into review").press("Take into review")
    adviser.follow("Ask for changes").fill(message="Kertokaa, kuka vastaa soittimista.")
    adviser.press("Ask for changes")
    coordinator = walker("coordinator").go(bare(project)).sees("Kertokaa, kuka vastaa soittimista.")
    coordinator.follow("Edit the card").fill(actors="Kirjasto vastaa, yhdistykset auttavat.")
    coordinator.press("Save the card").fill(message="Vastuu on nyt kortissa.")
    coordinator.press("Give back to Sukkula")
    adviser.go("/sukkula" + bare(project)).sees("Kirjasto vastaa, yhdistykset auttavat.")
    adviser.follow("Approve the card").press("Approve the card").sees("Where to get funding?")


def route(walker, project):
    """The adviser reads the reasons and opens an application to the ESR+ call."""
    adviser = walker("adviser").go("/sukkula" + bare(project) + "rahoitus/")
    call = adviser.page.locator("section.route", has=adviser.page.locator(f"a[href*='{CALL}']"))
    if call.locator("summary").count():
        call.locator("summary").click()
        call.locator("textarea, input[type=text]").fill("Summa tarkentuu hakemuksessa.")
    call.locator("input[type=checkbox]").check()
    adviser.press("Open applications to the chosen calls")
    address = call.locator("a[href*='/hakemukset/']")
    if not address.count():
        adviser.go("/sukkula" + bare(project) + "rahoitus/")
    return address.get_attribute("href")


def write_application(walker, application):
    """The plan must balance to the cent before Sukkula can be asked to check."""
    coordinator = walker("coordinator").go(bare(application) + "kirjoita/")
    for name in ("costs", "funding"):
        for place in range(20):
            box = coordinator.page.locator(f"[name='{name}-{place}-DELETE']")
            if box.count():
                box.check()
    coordinator.press("Save").go(bare(application) + "kirjoita/")
    lines = {
        "costs-0-category": "staff",
        "costs-0-text": "Lainaamon vetäjä",
        "costs-0-amount": "30 000,01",
        "funding-0-kind": "grant",
        "funding-0-amount": "33 600",
        "funding-0-text": "ESR+",
    }
    coordinator.fill(**lines).press("Save")
    coordinator.sees("it must equal the costs")
    coordinator.go(bare(application) + "kirjoita/")
    coordinator.fill(
        **{
            "funding-1-kind": "own",
            "funding-1-text": "Yhdistys",
            "funding-1-amount": "8 400,01",
        }
    )
    coordinator.press("Save").press("Ask Sukkula to check", exact=False)
    coordinator.sees("You asked Sukkula to check the application. Sukkula was told.")


def check_and_send(walker, application):
    """The adviser checks, sends it in the funder's own service, and records the diary number."""
    adviser = walker("adviser").go(bare(application)).press("Mark as checked", exact=False)
    adviser.follow("Record as sent").fill(diary_number="EURA 2026/1").press("Record as sent")
    adviser.sees("0 signatories of 2").fill(because="Signed on paper.").press("Record as sent")
    adviser.sees("EURA 2026/1")


def decide(walker, application, project):
    """The funder's official decides in the portal; the project runs and its card shows the sum."""
    official = walker("funder_official").go(bare(application)).follow("Record a yes")
    official.fill(amount="33 600", decided_on=moments.today().isoformat())
    official.press("Record a yes").sees("33 600 €")
    reader = walker().go(bare(project)).sees("Running since").sees("33 600 €")
    assert "Soitinlainaamo" in reader.mail("33 600")
