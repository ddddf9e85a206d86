"""An application that is returned, supplemented, declined while the supplement is open, and made
again to the same call."""

from datetime import date, timedelta

TITLE = "Kallion kävelykoulu"
MADE = """
from decimal import Decimal
from kehityspolku.dev.demo import account, story
from kehrat.cards.card import BudgetRow
from kehrat.models import Kehra
from rahoitus.models import Call
from sukkula.review.demo import walked
with story():
    kehra = Kehra.objects.get(slug="kallio-vallila-pasila")
    costs = [BudgetRow("Ohjaajan palkkio", amount=Decimal(2400))]
    costs.append(BudgetRow("Tilavuokra", amount=Decimal(900)))
    content = {"title": "Kallion kävelykoulu", "funders": [], "budget": costs}
    card = walked(kehra, account("coordinator"), account("adviser"), content)
    card.approve(by=account("adviser"), reason="Selkeä.")
    print("card", card.pk, Call.objects.get(slug="hyte-pienavustus").pk)
"""
TODAY = date.today()
ASKED = "Lähettäkää viimeisin tilinpäätös 15.12. mennessä."
ANSWER = "Tilinpäätös on vuodelta 2025, ja se on kortin liitteenä."
WHY_NOT = "Rahaa ei ollut kaikille. Hakea voi uudelleen."


def test_returned_supplemented_declined_and_applied_again(walker, portal):
    made = portal.manage("shell", "-c", MADE).splitlines()
    (card, call) = next(line.split()[1:] for line in made if line.startswith("card "))
    adviser, coordinator = walker("adviser"), walker("coordinator")
    first = opened(adviser, card, call)
    returned(adviser, coordinator, first)
    sent(adviser, coordinator, first, "HEL-0606-7")
    supplemented(adviser, coordinator, first)
    declined(adviser, coordinator, first)
    again = opened(adviser, card, call)
    assert again != first
    goes_on_from_the_first(coordinator, again)
    sent(adviser, coordinator, again, "HEL-0606-8")
    granted(adviser, again, card)
    adviser.go(first + "sittenkin/").fill(amount="1 000", decided_on=str(TODAY))
    adviser.fill(reason="Oikaisuvaatimus hyväksyttiin.").press("Record a yes after all")
    adviser.sees("The call has been applied to again: go on with that one.")


def opened(adviser, card, call):
    """The adviser opens an application to the call; returns its path."""
    adviser.go(f"/sukkula/hankkeet/{card}/rahoitus/")
    adviser.page.locator(f"[name=call_{call}]").check()
    adviser.press("Open applications to the chosen calls").sees("1 application is open.")
    link = adviser.page.locator("main a[href*='/hakemukset/']").first
    return link.get_attribute("href").removeprefix("/en")


def returned(adviser, coordinator, application):
    """A remark on the budget, mended and held against what it was."""
    coordinator.go(application).press("Ask Sukkula to check")
    adviser.go(application).follow("Sukkula's check")
    adviser.fill(about="budget", text="Salin vuokra on korkea: pyydä tarjous.")
    adviser.press("Save the remark").go(application).press("Mark as checked")
    adviser.sees("1 remark is open").go(application).follow("Return for changes")
    adviser.fill(message="Katsokaa huomautus.").press("Return for changes")
    coordinator.go(application).sees("Katsokaa huomautus.").sees("1 remark").follow("Budget")
    coordinator.sees("Salin vuokra on korkea")
    coordinator.fill(**{"costs-1-amount": "400", "funding-0-amount": "2 800"}).press("Save")
    coordinator.go(application + "huomautukset/").fill(reply="Uusi tarjous: 400 €.")
    coordinator.press("Mark as done")
    coordinator.go(application).press("Ask Sukkula to check")
    adviser.go(application + "huomautukset/").sees("Uusi tarjous: 400 €.")
    adviser.sees("Tilavuokra, 900 €").sees("Tilavuokra, 400 €").press("It is right now")


def sent(adviser, coordinator, application, number):
    if coordinator.go(application).page.get_by_role("button", name="Ask Sukkula to check").count():
        coordinator.press("Ask Sukkula to check")
    adviser.go(application).press("Mark as checked").follow("Record as sent")
    adviser.fill(sent_on=str(TODAY), diary_number=number).press("Record as sent")
    adviser.sees("0 signatories of 2").fill(because="Signed on paper.").press(
        "Record as sent"
    ).sees(number)


def supplemented(adviser, coordinator, application):
    """What the funder asks for and what the applicants answer stand beside one another."""
    adviser.go(application).follow("Record a request for more")
    adviser.fill(message=ASKED).press("Record a request for more").sees(ASKED)
    assert ASKED in coordinator.mail("pyytää täydennystä", to="coordinator@")
    coordinator.go(application).follow("Answer the funder's request").fill(message=ANSWER)
    coordinator.press("Answer the funder's request").sees("Sukkula was told.")
    adviser.go(application).sees(ASKED).sees(ANSWER)


def declined(adviser, coordinator, application):
    """The funder decides before the answer is forwarded; the same call is still open."""
    adviser.follow("Record a no").fill(decided_on=str(TODAY), reason=WHY_NOT)
    adviser.fill(appeal_by=str(TODAY + timedelta(days=14))).press("Record a no")
    adviser.sees("Declined").sees(WHY_NOT).follow("Apply again or elsewhere")
    coordinator.go(application).sees(WHY_NOT).sees("Declined")
    assert WHY_NOT in coordinator.mail("ei saanut rahoitusta", to="coordinator@")


def goes_on_from_the_first(coordinator, application):
    """What was mended is not written anew: the rent is the mended one, no remark is open."""
    coordinator.go(application).sees("In preparation").sees("Tilavuokra: 400 €")
    coordinator.sees("2 800 €, 100 %")
    assert coordinator.page.locator("main", has_text="1 remark").count() == 0


def granted(adviser, application, card):
    adviser.go(application).follow("Record a yes")
    adviser.fill(amount="2 800", decided_on=str(TODAY)).press("Record a yes").sees("2 800 €")
    rows = adviser.go("/rahoitus/rekisteri/").page.locator("main tr", has_text=TITLE)
    assert rows.count() == 1
    adviser.sees(f"{TITLE}").go(f"/hankkeet/{card}/").sees("Declined").sees("Granted")
