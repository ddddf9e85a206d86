"""What Sukkula records when it has happened elsewhere: sent in time and told the next morning, a
wrong sum that is mended, and what was decided before the portal."""

import re
from datetime import date, timedelta
from io import BytesIO

from openpyxl import load_workbook

TITLE = "Pasilan taitotalkoot"
MADE = """
from datetime import time
from decimal import Decimal
from kehityspolku import moments
from kehityspolku.dev.demo import account, on, story
from kehrat.cards.card import BudgetRow
from kehrat.models import Kehra
from rahoitus.models import Application, Call, Source
from sukkula.review.demo import walked
with story():
    kehra = Kehra.objects.get(slug="kallio-vallila-pasila")
    team, adviser = account("coordinator"), account("adviser")
    costs = [BudgetRow("Taitopajojen ohjaajat", amount=Decimal(68768))]
    content = {"title": "Pasilan taitotalkoot", "funders": [], "budget": costs}
    card = walked(kehra, team, adviser, content)
    with on(9):
        card.approve(by=adviser, reason="Selkeä.")
    days = {"opens_on": moments.in_days(-30), "closes_on": moments.in_days(-1)}
    call = Call.objects.create(
        source=Source.objects.get(slug="helsingin-kaupunki"),
        slug="taitoavustus",
        name_fi="Taitoavustus",
        name_en="Skills grant",
        closes_time=time(16),
        applicants=["association"],
        cost_models=["actual"],
        published_at=moments.start_of(moments.in_days(-30)),
        **days,
    )
    with on(8):
        made = Application.objects.open(card, call, by=adviser)
    with on(7):
        made.ask_check(by=team)
    with on(6):
        made.mark_checked(by=adviser)
    print("made", card.pk, made.pk)
"""
A_NIGHT = "from rahoitus.applications import clock; clock.watch()"
TODAY, YESTERDAY = date.today(), date.today() - timedelta(days=1)
HELKA = "Paikallinen kehittämispolku"
PAST = {  # the source's name: the years, which is all that was stated
    "Ministry of Economic Affairs": ["2012", "2013"],
    "Regional Council": ["2013"],
    "ESF": ["2014"],
    "City of Helsinki": ["2014", "2015"],
    "6Aika": ["2015", "2016"],
}


def test_sent_in_time_a_wrong_sum_and_what_was_before_the_portal(walker, portal):
    made = portal.manage("shell", "-c", MADE).splitlines()
    (card, application) = next(line.split()[1:] for line in made if line.startswith("made "))
    application = f"/rahoitus/hakemukset/{application}/"
    adviser = walker("adviser")
    portal.manage("shell", "-c", A_NIGHT)
    told_the_next_morning(adviser, application)
    a_slip(adviser, application)
    assert in_the_register(walker()) == ["67 868 €"]
    mended(adviser, application)
    assert in_the_register(walker()) == ["68 768 €"]
    assert in_the_citys_report(walker) == [68768]
    walker().go(f"/hankkeet/{card}/").sees("68 768 €")
    before_the_portal(walker(), adviser)


def told_the_next_morning(adviser, application):
    """It expired at night; what counts is when it went. A minute after the closing is too late."""
    adviser.go(application).sees("Expired").follow("Record as sent")
    adviser.fill(sent_on=str(YESTERDAY), sent_time="16:01").press("Record as sent")
    adviser.sees("It had to be sent by").sees("16.00")
    adviser.fill(sent_time="15:58", diary_number="HEL-0707-1").press("Record as sent")
    adviser.sees("0 signatories of 2").fill(because="Signed on paper.").press("Record as sent")
    adviser.sees("Sent to the funder").sees("15.58").sees("HEL-0707-1")


def a_slip(adviser, application):
    """A sum above what was asked is asked about; two figures in a wrong order are not."""
    adviser.go(application).follow("Record a yes")
    adviser.fill(amount="6 876 800", decided_on=str(TODAY)).press("Record a yes")
    adviser.sees("Check it. If it is right, write why and press again.").sees("68 768 €")
    adviser.fill(amount="67 868").press("Record a yes").sees("Granted").sees("67 868 €")


def mended(adviser, application):
    """Both stand on the page: the wrong one struck out, with why."""
    adviser.go(application).follow("Recorded wrongly? Correct it")
    adviser.fill(amount="68 768", why="Numerot vaihtoivat paikkaa.").press("Correct the decision")
    adviser.sees("67 868 €").sees("recorded wrongly, corrected below")
    adviser.sees("Granted now: 68 768 €").sees("Numerot vaihtoivat paikkaa.")
    assert adviser.page.locator("main s", has_text="67\u00a0868").count() == 1


def in_the_register(reader):
    """The sums of the project's rows in the public register."""
    rows = reader.go("/rahoitus/rekisteri/").page.locator("main tr", has_text=TITLE)
    sums = rows.locator("td").last
    return [text.replace("\u00a0", " ") for text in sums.all_inner_texts()]


def in_the_citys_report(walker):
    """The sums of the project's decisions in the report that the city's official orders."""
    official = walker("city_official").go("/raportit/")
    days = {"first": str(YESTERDAY), "last": str(TODAY)}
    official.fill(area="city", **days, language="fi").press("Make the report")
    table = official.page.get_by_role("link", name="Download XLSX", exact=False)
    table.wait_for(timeout=90_000)
    with official.page.expect_download() as got:
        table.click()
    sheets = load_workbook(BytesIO(got.value.path().read_bytes())).worksheets
    rows = [row for sheet in sheets for row in sheet.iter_rows(values_only=True) if TITLE in row]
    return [cell for row in rows for cell in row if isinstance(cell, int | float) and cell > 9999]


def before_the_portal(reader, adviser):
    """Helka's five sources: their years alone were stated, and nothing else is told of them."""
    reader.go("/rahoitus/rekisteri/")
    for source, years in PAST.items():
        row = reader.page.locator("main tr", has_text=HELKA).filter(has_text=source)
        row = row.filter(has_text=re.compile(f"money for {'–'.join(years)}\\b"))
        assert row.locator("td", has_text="not stated").count() == 2, source  # day and sum
    card = reader.page.get_by_role("link", name=HELKA).last.get_attribute("href")
    links = adviser.go(card.removeprefix("/en")).page.locator("main a[href*='/hakemukset/']")
    paths = {link.get_attribute("href").removeprefix("/en") for link in links.all()}
    told = [by_year(adviser.go(path)) for path in paths]
    assert sorted(told) == sorted(PAST.values())


def by_year(adviser):
    """The years of a past decision. Its page tells no costs, no sum and no day of sending."""
    adviser.sees("recorded afterwards")
    words = adviser.page.locator("main").inner_text()
    assert [word for word in ("€", "Costs", "Sent\n") if word in words] == []
    return re.findall(r"(\d{4}): not stated", words)
