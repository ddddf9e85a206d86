"""A grant of the European Social Fund: staff pay with a flat rate of 40 %, two partners, and a year
of claims, reports and payments."""

from datetime import date, timedelta
from io import BytesIO

from PIL import Image
from pypdf import PdfReader

TITLE = "Pasilan työpaja"
MADE = """
import json
from decimal import Decimal
from kehityspolku.dev.demo import account, on, story
from kehrat.cards.card import BudgetRow
from kehrat.models import Kehra
from rahoitus import demo
from rahoitus.models import Application, Call
from sukkula.review.demo import walked
with story():
    kehra = Kehra.objects.get(slug="kallio-vallila-pasila")
    adviser = account("adviser")
    content = {"title": "Pasilan työpaja", "funders": []}
    content["budget"] = [BudgetRow("Hanke", amount=Decimal(70000))]
    card = walked(kehra, account("coordinator"), adviser, content)
    calls = json.loads(demo.CALLS.read_text())
    given = next(row for row in calls if row["slug"] == "osallisuus-kaupunginosissa")
    demo.make_call(given | {"slug": "osallisuus-jatkuva", "opens": -420, "closes": 20})
    with on(6):
        card.approve(by=adviser, reason="Selkeä.")
    with on(5):
        call = Call.objects.get(slug="osallisuus-jatkuva")
        print("made", Application.objects.open(card, call, by=adviser).pk)
"""
A_NIGHT = """
from datetime import date, timedelta
from rahoitus.running import clock
clock.watch(date.today() + timedelta(days={days}))
"""
PARTNERS = ["Pasilan kotikutojat ry", "Itä-Pasilan taitotalo"]
STAFF = {"Työpajan vetäjä": "30 000", "Ompelun ohjaaja": "12 000", "Puutöiden ohjaaja": "8 000"}


def test_a_year_of_claims_and_payments(walker, portal, tmp_path):
    made = portal.manage("shell", "-c", MADE).splitlines()
    number = next(line.split()[1] for line in made if line.startswith("made "))
    application = f"/rahoitus/hakemukset/{number}/"
    adviser, coordinator = walker("adviser"), walker("coordinator")
    budget(coordinator, application)
    granted(adviser, coordinator, application)
    night_falls(portal, days=0)
    work = application + "toteutus/"
    advance(adviser, coordinator, work)
    pay = voucher(coordinator, work, tmp_path, "Työpajan vetäjä", "10 000,33", 250)
    approved(adviser, pay)
    claim(adviser, coordinator, work, told=["4 000,13 €", "14 000,46 €", "11 200,37 €"])
    paid(adviser, coordinator, work, "11 200,37")
    report(adviser, coordinator, work)
    sewing = f"Ompelun ohjaaja ({PARTNERS[0]})"
    sewing = voucher(coordinator, work, tmp_path, sewing, "4 000,01", 120)
    approved(adviser, sewing)
    claim(adviser, coordinator, work, told=["1 600,01 €", "5 600,02 €", "4 480,01 €"])
    the_claims_are_the_whole(coordinator, application)
    night_falls(portal, days=22)
    assert TITLE in coordinator.mail("annetaan viimeistään", to="coordinator@")


def days_ago(number):
    return date.today() - timedelta(days=number)


def night_falls(portal, days):
    """The clock's work, as if so many days had passed."""
    portal.manage("shell", "-c", A_NIGHT.format(days=days))


def budget(coordinator, application):
    """Staff pay alone is written, two lines of it the partners'; all else is 40 % of it."""
    days = {"starts_on": str(days_ago(330)), "ends_on": str(days_ago(-400))}
    coordinator.go(application + "kirjoita/").fill(**days, partners="\n".join(PARTNERS))
    coordinator.press("Save").go(application + "kirjoita/")
    for number, (what, pay) in enumerate(STAFF.items()):
        if number:
            coordinator.press("Add a cost")
        line = {"category": "staff", "text": what, "amount": pay}
        coordinator.fill(**{f"costs-{number}-{name}": value for name, value in line.items()})
        if number:
            whose = coordinator.page.locator(f"[name=costs-{number}-partner_id]")
            whose.select_option(label=PARTNERS[number - 1])
    coordinator.press("Save").sees("The application is saved.")
    for told in ("40 % of staff pay 50 000 €", "20 000 €", "56 000 €, 80 %", "14 000 €, 20 %"):
        coordinator.sees(told)
    for who, share in zip([*PARTNERS, "The applicant"], ("24 %", "16 %", "60 %"), strict=True):
        row = coordinator.page.locator("main tr", has_text=who)
        assert row.locator("td").last.inner_text().replace("\u00a0", " ") == share


def granted(adviser, coordinator, application):
    """Sent and granted a year ago: the letters are recorded with their own days."""
    coordinator.go(application).press("Ask Sukkula to check")
    adviser.go(application).press("Mark as checked").follow("Record as sent")
    adviser.fill(sent_on=str(days_ago(360)), diary_number="EURA-0808-1").press("Record as sent")
    adviser.sees("0 signatories of 2").fill(because="Signed on paper.").press("Record as sent")
    adviser.go(application).follow("Record a yes")
    adviser.fill(amount="56 000", decided_on=str(days_ago(340))).press("Record a yes")
    adviser.sees("The grant is recorded. The project runs.")


def advance(adviser, coordinator, work):
    """No more than 30 % is paid in advance."""
    adviser.go(work).follow("Add a payment")
    adviser.fill(kind="advance", amount="17 000", due_on=str(days_ago(320)))
    adviser.press("Save the payment")
    adviser.sees("The call pays no more than 16 800 € of this grant in advance.")
    adviser.fill(amount="16 800").press("Save the payment")
    coordinator.go(work).follow("Record as paid").press("Record as paid")


def voucher(coordinator, work, folder, line, amount, days):
    """The coordinator brings one in; returns its path."""
    file = folder / f"{days}.png"
    Image.new("RGB", (200, 300), (days % 256, 200, 200)).save(file)
    coordinator.go(work).follow("Bring in a voucher").page.set_input_files("[name=file]", file)
    line = coordinator.page.locator("[name=cost_line] option", has_text=line)
    coordinator.fill(cost_line=line.get_attribute("value"), payee="Palkanlaskenta Oy")
    coordinator.fill(day=str(days_ago(days)), amount=amount)
    coordinator.press("Save the voucher").sees("Somebody else approves it.")
    return coordinator.path.removeprefix("/en")


def approved(adviser, voucher):
    adviser.go(voucher).follow("Approve the voucher").press("Approve the voucher")


def claim(adviser, coordinator, work, told):
    """The next one of the call's timetable: what is approved and not claimed, with its flat rate
    and the grant's share, on the page and in the file for the funder's service."""
    next_one = coordinator.go(work).page.locator("main tr", has_text="Payment claim")
    next_one.filter(has_text="Late").get_by_role("link").first.click()
    coordinator.look().follow("Give it to Sukkula").press("Give it to Sukkula")
    address = coordinator.path.removeprefix("/en")
    printed = text_of(coordinator, coordinator.page.get_by_role("link", name="(PDF)").first)
    for amount in told:
        coordinator.sees(amount)
        assert amount in printed
    adviser.go(address).follow("Accept it").press("Accept it")
    adviser.go(address).follow("Record as sent to the funder")
    adviser.press("Record as sent to the funder").sees("Sent to the funder on")


def text_of(person, link):
    """The words of the file that a link gives to this person."""
    answer = person.page.request.get(person.address + link.get_attribute("href"))
    pages = PdfReader(BytesIO(answer.body())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())


def paid(adviser, coordinator, work, amount):
    """What the claim brought stands in the list with the claim that it answers."""
    adviser.go(work).follow("Add a payment")
    adviser.page.locator("[name=claim]").select_option(index=1)
    adviser.fill(kind="claim", amount=amount, due_on=str(days_ago(150))).press("Save the payment")
    coordinator.go(work).follow("Record as paid").press("Record as paid").sees("28 000,37 €")


def report(adviser, coordinator, work):
    """An interim report is written, given and accepted."""
    link = coordinator.go(work).page.locator("main tr", has_text="Interim report")
    link.get_by_role("link").first.click()
    address = coordinator.look().path.removeprefix("/en")
    coordinator.follow("Write the report").fill(results="Kaksi pajaa, kävijöitä 84.")
    coordinator.press("Save the report").follow("Give it to Sukkula").press("Give it to Sukkula")
    adviser.go(address).sees("kävijöitä 84").follow("Accept it").press("Accept it")


def the_claims_are_the_whole(coordinator, application):
    """What is used on the grant's page and in the budget is the claims together, to the cent."""
    coordinator.go(application + "toteutus/").sees("Used of the grant 15 680,38 €")
    coordinator.sees("Left of the grant 40 319,62 €").sees("Paid 28 000,37 €")
    coordinator.go(application + "budjetti/").sees("70 000 € 70 000 € 19 600,48 € 50 399,52 €")
