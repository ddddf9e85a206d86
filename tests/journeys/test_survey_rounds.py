"""A survey in two rounds, of invited people, one on paper."""

import csv
import re
import urllib.request

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
