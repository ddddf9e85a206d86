"""A survey in two rounds, of invited people, one on paper; an official's report of the year."""

import csv
import json
import re
import urllib.request
from datetime import date, timedelta
from io import BytesIO

from openpyxl import load_workbook

ASKED = [f"kutsuttu{number}@elsewhere.example" for number in range(1, 9)]
TITLES = {"title_fi": "Naapurikysely", "title_sv": "Grannenkät", "title_en": "Neighbours' survey"}
REST = """
from arviointi.models import Survey
survey = Survey.objects.get(pk={pk})
codes = list(survey.questions.filter(kind="scale").values_list("code", flat=True))
for number, one in enumerate(survey.invitations.filter(done=False).order_by("address")[:{many}]):
    one.answer(dict.fromkeys(codes, str({least} + number % 2)))
print("answered", survey.invitations.filter(done=True).count())
"""
COUNTED = """
import json
from datetime import date
from arviointi.models import Survey
from kehityspolku import moments
from kehrat.models import Idea
first, last = date.fromisoformat("{first}"), date.fromisoformat("{last}")
days = [i.paper_on or moments.day_of(i.made_at) for i in Idea.objects.all() if not i.hidden_at]
surveys = [s for s in Survey.objects.filter(state="closed").exclude(mode="link")]
surveys = [s for s in surveys if first <= moments.day_of(s.closed_at) <= last]
lists = [one for s in surveys for one in s.invitations.all()]
reached = [one for one in lists if one.mails and not one.bounced]
print("counted", json.dumps({{
    "ideas": sum(first <= day <= last for day in days),
    "reached": len(reached),
    "answered": sum(one.done for one in reached),
}}))
"""


def test_two_rounds_of_invited_people_from_the_battery_to_what_changed(walker, portal):
    lead = walker("lead")
    first = invited(lead)
    used = answers_on_a_phone(walker)
    types_in_a_paper(lead, first)
    rest(portal, first, many=5, least=2)
    closed(walker, lead, first, answers=7)
    second = next_round(lead, first)
    answers_on_a_phone(walker, used)
    rest(portal, second, many=6, least=4)
    closed(walker, lead, second, answers=7)
    reader = walker().go(f"/arviointi/{second}/kierrokset/").sees("What changed between the rounds")
    rows = reader.page.locator("main table.cards").last.locator("tbody tr")
    changes = [rows.nth(n).locator("td").last.inner_text() for n in range(rows.count())]
    assert len(changes) == 6
    assert all(change.startswith("+") for change in changes), changes
    told = table(portal, "kyselytulokset")
    wholes = {row["survey"]: row["n"] for row in told if row["part"] == "whole"}
    assert (wholes[first], wholes[second]) == ("7", "7")


def invited(lead):
    """The lead makes the survey of the battery and puts eight people on its list."""
    lead.go("/arviointi/uusi/")
    kehra = lead.page.locator("[name=scope] option", has_text="Vuosaari").first
    lead.fill(scope=kehra.get_attribute("value"), mode="anonymous", **TITLES)
    lead.page.locator("main form button.button").first.click()
    lead.look()
    return opened(lead)


def opened(lead):
    """The list is entered, the survey opened; returns its number."""
    number = re.search(r"\d+", lead.path).group()
    lead.go(f"/arviointi/{number}/").follow("Who is asked: the list")
    facts = {"role": "resident", "source": "Talon postituslista", "language": "fi"}
    lead.fill(addresses="\n".join(ASKED), **facts).press("Add to the list")
    lead.go(f"/arviointi/{number}/").press("Open the survey")
    return number


def answers_on_a_phone(walker, used=""):
    """One of those invited answers by the link in the mail, part by part; returns the link.

    `used`: that of the round before, whose mail lies there too.
    """
    person = walker(prefix="", viewport={"width": 390, "height": 844})
    link = used
    while link == used:
        letter = person.mail("Vastaa kyselyyn: Naapurikysely", to=ASKED[0])
        link = re.search(r"http\S+/kysely/\S+", letter).group()
    person.go(link)
    for _part in range(7):
        groups = person.page.locator("main fieldset:has(input[value='4'])")
        for place in range(groups.count()):
            groups.nth(place).locator("input[value='4']").check()
        person.page.locator("main form button.button").click()
        person.look()
    assert "kiitos" in person.path
    return link


def types_in_a_paper(lead, survey):
    """What one of them filled in on the printed form."""
    lead.go(f"/arviointi/{survey}/").follow("Type in a paper answer")
    choice = lead.page.locator("[name=person] option", has_text=ASKED[1])
    lead.fill(person=choice.get_attribute("value"))
    for each in lead.page.locator("main fieldset input[value='3']").all():
        each.check()
    lead.press("Put it into the ballot box").sees("marked as from paper")


def rest(portal, survey, *, many, least):
    """So many others answer, each second one a step more."""
    portal.manage("shell", "-c", REST.format(pk=survey, many=many, least=least))


def closed(walker, lead, survey, *, answers):
    """Nobody sees results before it closes; then everyone does."""
    path = f"/arviointi/{survey}/"
    walker().go(path).sees("Its results will be here for everyone when it closes.")
    lead.go(path).page.locator("summary", has_text="Close the survey").click()
    lead.press("Close now").sees("What may be shown of the answers is public.")
    page = walker().go(path).sees(f"answers {answers}")
    assert page.page.locator("figure table").count() > 0


def next_round(lead, survey):
    """The same questions once more, to the same people."""
    lead.go(f"/arviointi/{survey}/").follow("Copy the survey").press("Make the copy")
    return opened(lead)


def table(portal, name):
    with urllib.request.urlopen(f"{portal.address}/avoindata/{name}.csv", timeout=60) as answer:
        return list(csv.DictReader(answer.read().decode().splitlines(keepends=True)))


def test_an_officials_report_of_a_year_is_what_one_counts_by_hand(walker, portal):
    last = date.today()
    first = last - timedelta(days=364)
    official = walker("city_official").go("/raportit/")
    official.fill(area="city", first=str(first), last=str(last), language="en")
    official.press("Make the report")
    link = official.page.get_by_role("link", name="Download XLSX", exact=False)
    link.wait_for(timeout=120_000)
    with official.page.expect_download() as got:
        link.click()
    rows = load_workbook(BytesIO(got.value.path().read_bytes()))["Figures"].iter_rows(
        min_row=2, values_only=True
    )
    told = {label: (value, note) for label, value, _before, _to_date, _rule, note in rows}
    printed = portal.manage("shell", "-c", COUNTED.format(first=first, last=last))
    line = next(line for line in printed.splitlines() if line.startswith("counted "))
    counted = json.loads(line.removeprefix("counted "))
    grants = [row for row in table(portal, "rahoitus") if str(first) <= row["decided_on"]]
    euros = sum(float(row["granted_eur"] or 0) for row in grants)
    assert (told["new ideas"][0], float(told["granted"][0])) == (counted["ideas"], euros)
    rate, note = told["response rate"]
    assert counted["reached"] > 0
    assert rate == counted["answered"] / counted["reached"]
    assert f"{counted['answered']} of the {counted['reached']} invited" in note
