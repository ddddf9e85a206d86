"""A week at the desk: a case put off that wakes, a deputy's days, the list as a file that says the
same as the screen."""

import csv
import re
from datetime import date, timedelta
from io import BytesIO, StringIO

from openpyxl import load_workbook

from kehityspolku import moments

CARDS = """
from kehityspolku.dev.demo import account
from kehrat.models import Kehra
from tests import make
kehra = Kehra.objects.get(slug="lantiset-alueet")
for title in ("Talvipuutarha", "Pihasauna"):
    card = make.project(kehra, "in_review", account("adviser"), title=title)
    print("card", card.pk)
"""
TIME_PASSES = """
from datetime import timedelta
from django.db.models import F
from kehityspolku import moments
from kehrat.models import Project
from sukkula.models import Snooze
from sukkula.tasks import wake_cases
days = timedelta(days=7)
Project.objects.filter(pk={card}).update(state_since=F("state_since") - 2 * days)
Snooze.objects.filter(project={card}).update(at=F("at") - days, until=moments.today())
wake_cases()
"""
PROMISE = """
from kehityspolku import working_days, moments
from kehrat.models import Project
from sukkula.tasks import watch_promises
soon = working_days.after(moments.today(), 1)
Project.objects.filter(pk={card}).update(promised_on=soon)
watch_promises()
"""
WHY = "Kaupungin lausunto tulee ensi viikolla."


def cards(portal):
    printed = portal.manage("shell", "-c", CARDS).splitlines()
    return [line.split()[1] for line in printed if line.startswith("card ")]


def titles(person):
    links = person.page.locator("table.cards tbody th a.title")
    return [" ".join(text.split()) for text in links.all_inner_texts()]


def test_a_week_of_the_desk(walker, portal):
    garden, sauna = cards(portal)
    adviser, lead = walker("adviser"), walker("lead")
    puts_off(adviser, portal, garden)
    stands_in(adviser, lead, portal, sauna)
    takes_the_list_home(adviser)


def puts_off(adviser, portal, card):
    """Until a day, with the reason; it wakes by itself, and that is told."""
    adviser.go(f"/sukkula/hankkeet/{card}/").follow("Put off")
    day = moments.today() + timedelta(days=7)
    adviser.press("Put off").sees("Choose a day, an answer, or both.")
    adviser.fill(until=day.isoformat(), reason=WHY).press("Put off")
    adviser.sees("The case is put off.")
    assert "Talvipuutarha" not in titles(adviser.go("/sukkula/?tab=mine"))
    adviser.go("/sukkula/?tab=snoozed").sees(f"Put off until {moments.day_text(day)}: {WHY}")
    assert "Talvipuutarha" in titles(adviser)
    portal.manage("shell", "-c", TIME_PASSES.format(card=card))
    assert "Talvipuutarha" in titles(adviser.go("/sukkula/?tab=mine"))
    assert "Talvipuutarha" not in titles(adviser.go("/sukkula/?tab=snoozed"))
    assert WHY in adviser.mail("”Talvipuutarha” oli siirretty")


def stands_in(adviser, lead, portal, card):
    """The deputy sees the desk, gets its reminder, acts; afterwards it is the adviser's again."""
    adviser.go("/sukkula/tyokuorma/poissa/")
    days = {"starts_on": date.isoformat(moments.today())}
    days["ends_on"] = date.isoformat(moments.today() + timedelta(days=5))
    deputy = adviser.page.locator("[name=deputy] option", has_text="Lauri").get_attribute("value")
    adviser.fill(**days, deputy=deputy).press("Save the absence")
    lead.go("/sukkula/?tab=mine").sees("You stand in for: Aino Esimerkki.")
    assert "Pihasauna" in titles(lead)
    portal.manage("shell", "-c", PROMISE.format(card=card))
    assert "Pihasauna" in lead.mail("Vastaus korttiin ”Pihasauna”", to="lead@")
    lead.go(f"/sukkula/hankkeet/{card}/pyyda-muutoksia/")
    lead.page.locator("main [name=message]").fill("Kertokaa, kuka lämmittää.")
    lead.press("Ask for changes")
    adviser.go("/sukkula/tyokuorma/").press("Take back", exact=False)
    assert "Pihasauna" in titles(adviser.go("/sukkula/?tab=others"))
    assert "Pihasauna" not in titles(lead.go("/sukkula/?tab=others"))


def takes_the_list_home(adviser):
    """The files say what the screen says, in its order."""
    query = "tab=all&order=title&columns=state&columns=adviser&columns=amount"
    adviser.go(f"/sukkula/?{query}")
    seen = [
        [" ".join(cell.split()) for cell in row.locator("td").all_inner_texts()]
        for row in adviser.page.locator("table.cards tbody tr").all()
    ]
    names = [re.sub(r"\W+", " ", title) for title in titles(adviser)]
    adviser.page.get_by_text("Save or export this list").click()
    adviser.press("The list as CSV and XLSX")
    adviser.page.get_by_role("link", name="Download CSV", exact=False).wait_for(timeout=60_000)
    head, *rows = list(
        csv.reader(StringIO(file(adviser, "CSV").decode("utf-8-sig")), delimiter=";")
    )
    assert head == ["Project", "Kehrä", "State", "Adviser", "Amount asked, €"]
    assert [re.sub(r"\W+", " ", row[0]) for row in rows[: len(names)]] == names
    for row, cells in zip(rows, seen, strict=False):
        state, adviser_shown, amount = cells
        assert row[2] == state
        assert row[3] == {"–": "", "You": "Aino Esimerkki"}.get(adviser_shown, adviser_shown)
        assert digits(row[4]) == digits(amount)
    sheet = load_workbook(BytesIO(file(adviser, "XLSX"))).active
    told = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True, max_col=4)]
    assert told == [row[:4] for row in [head, *rows]]


def digits(text):
    """A sum without what separates its thousands, in cents."""
    whole, _comma, cents = re.sub(r"[^\d,]", "", text).partition(",")
    return (whole, cents.ljust(2, "0")) if whole else ("", "")


def file(person, kind):
    link = person.page.get_by_role("link", name=f"Download {kind}", exact=False)
    return person.page.request.get(person.address + link.get_attribute("href")).body()
