"""A small grant of the City, from an approved card and a filled profile to the use report."""

import re
from datetime import date, timedelta
from zipfile import ZipFile

from PIL import Image

from tests.journeys.walker import Walker

MADE = """
from decimal import Decimal
from kehityspolku.dev.demo import account, story
from kehrat.cards.card import BudgetRow
from kehrat.models import Kehra
from rahoitus.models import Call
from sukkula.review.demo import walked
with story():
    kehra = Kehra.objects.get(slug="kallio-vallila-pasila")
    costs = [BudgetRow("Tarvikkeet", amount=Decimal(1900))]
    costs.append(BudgetRow("Tilavuokra", amount=Decimal(900)))
    content = {"title": "Vallilan lukunurkka", "funders": [], "budget": costs}
    card = walked(kehra, account("coordinator"), account("adviser"), content)
    card.approve(by=account("adviser"), reason="Selkeä.")
    print("card", card.pk, Call.objects.get(slug="pienavustus").pk)
"""
A_NIGHT = "from rahoitus.running import clock; clock.watch()"
SIGNS = {"Helmi Heinonen": "helmi@elsewhere.example", "Otso Ojala": "otso@elsewhere.example"}
MOST = 40  # clicks and typed fields, from the card to the package
TODAY = date.today()


def test_from_an_approved_card_to_the_use_report(walker, portal, monkeypatch, tmp_path):
    made = portal.manage("shell", "-c", MADE).splitlines()
    (card, call) = next(line.split()[1:] for line in made if line.startswith("card "))
    done = counted(monkeypatch)
    application = opened(walker, card, call)
    prepared(walker, application)
    package(walker, application)
    assert len(done) <= MOST, done
    fills_the_funders_form(walker, application)
    sent_and_granted(walker, application)
    receipt = tmp_path / "kuitti.png"
    Image.new("RGB", (200, 300), "white").save(receipt)
    spent(walker, application, receipt)
    portal.manage("shell", "-c", A_NIGHT)
    use_report(walker, application)


def counted(monkeypatch):
    """All that people press, follow and type from now on."""
    done = []

    def counting(name, act):
        def walked(person, *args, **fields):
            done.extend(fields if name == "fill" else [f"{name} {args[0]}"])
            return act(person, *args, **fields)

        return walked

    for name in ("press", "follow", "fill"):
        monkeypatch.setattr(Walker, name, counting(name, getattr(Walker, name)))
    return done


def opened(walker, card, call):
    """The adviser opens an application to the call; returns its path."""
    adviser = walker("adviser").go(f"/sukkula/hankkeet/{card}/rahoitus/")
    adviser.page.locator(f"[name=call_{call}]").check()
    adviser.press("Open applications to the chosen calls")
    link = adviser.page.locator("main a[href*='/hakemukset/']").first
    return link.get_attribute("href").removeprefix("/en")


def prepared(walker, application):
    """The coordinator tells who signs, they approve by their links, Sukkula checks."""
    coordinator = walker("coordinator").go(application)
    coordinator.follow("Suomi.fi mandate and signatories")
    mandate = {"mandate": "Helmi Heinonen", "mandate_to": str(TODAY + timedelta(days=400))}
    coordinator.fill(**mandate, signs=", ".join(SIGNS)).press("Save")
    coordinator.go(application + "hyvaksynnat/")
    for name, email in SIGNS.items():
        coordinator.fill(name=name, email=email).press("Send the link")
    for email in SIGNS.values():
        link = re.search(
            r"http\S+/allekirjoitus/\S+", coordinator.mail("Approve", to=email)
        ).group()
        walker().go(link).sees("2 800 €").press("I approve the application")
    coordinator.go(application + "hyvaksynnat/").sees("The application is approved as it is now.")
    coordinator.go(application).press("Ask Sukkula to check")
    walker("adviser").go(application).press("Mark as checked").sees("The application is checked.")


def package(walker, application):
    """The worker makes it; it holds the application and its budget."""
    coordinator = walker("coordinator").go(application).press("Make the package")
    link = coordinator.page.get_by_role("link", name="Download ZIP", exact=False)
    link.wait_for(timeout=90_000)
    with coordinator.page.expect_download() as got:
        link.click()
    names = ZipFile(got.value.path()).namelist()
    assert {name.rpartition(".")[2] for name in names} >= {"pdf", "xlsx"}


def fills_the_funders_form(walker, application):
    page = walker("coordinator").go(application + "kopiointi/")
    told = re.search(
        r"(\d+) of (\d+) questions are answered", page.page.locator("main").inner_text()
    )
    filled, rows = map(int, told.groups())
    assert filled >= 0.85 * rows


def sent_and_granted(walker, application):
    adviser = walker("adviser").go(application).follow("Record as sent")
    adviser.fill(sent_on=str(TODAY), diary_number="HEL-0505-12").press("Record as sent")
    adviser.go(application).follow("Record a yes")
    adviser.fill(amount="2 700", decided_on=str(TODAY)).press("Record a yes")
    adviser.sees("2 700 €")
    walker().go("/rahoitus/rekisteri/").sees("Vallilan lukunurkka")


def spent(walker, application, receipt):
    """The money comes; a receipt of a day before the work is asked about; Sukkula approves it."""
    work = application + "toteutus/"
    adviser = walker("adviser").go(work + "uusi-maksu/")
    adviser.fill(kind="once", amount="2700", due_on=str(TODAY)).press("Save the payment")
    coordinator = walker("coordinator").go(work)
    coordinator.follow("Record as paid").press("Record as paid").sees("2 700 €")
    coordinator.go(work).follow("Bring in a voucher")
    coordinator.page.set_input_files("[name=file]", receipt)
    line = coordinator.page.locator("[name=cost_line] option", has_text="Tarvikkeet")
    coordinator.fill(cost_line=line.get_attribute("value"), payee="Rautakauppa Oy")
    coordinator.fill(day=str(TODAY), amount="1 900").press("Save the voucher")
    coordinator.sees("The file you chose is kept").fill(because="Ostettiin ennakkoon, luvalla.")
    coordinator.press("Save the voucher").sees("Somebody else approves it.")
    voucher = coordinator.path.removeprefix("/en")
    walker("adviser").go(voucher).follow("Approve the voucher").press("Approve the voucher")
    coordinator.go(work).sees("1 900 €")


def use_report(walker, application):
    """By the call's timetable: written, given, accepted, sent; its figures open to the receipt."""
    work = application + "toteutus/"
    coordinator = walker("coordinator").go(work).follow("Use report", exact=False)
    report = coordinator.path.removeprefix("/en")
    coordinator.follow("Write the report")
    words = {"results": "Lukunurkka on auki.", "worked": "Talkoot.", "improve": "Tiedotus."}
    coordinator.fill(**words, risks="Ei uusia.").press("Save the report")
    coordinator.follow("Give it to Sukkula").press("Give it to Sukkula")
    adviser = walker("adviser").go(report).sees("Lukunurkka on auki.")
    adviser.follow("Accept it").press("Accept it")
    adviser.go(report).follow("Record as sent to the funder")
    adviser.press("Record as sent to the funder").sees("Sent to the funder on")
    adviser.page.get_by_role("link", name="1 900 €").first.click()
    adviser.look().sees("Rautakauppa Oy")
