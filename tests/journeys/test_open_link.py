"""A survey with an open link: answered by several, what is told of nine answers and of ten."""

import csv
import re
import urllib.request

TITLES = {"title_fi": "Pihakysely", "title_sv": "Gårdsenkät", "title_en": "Yard survey"}
ANSWERED = """
from arviointi.models import Survey
survey = Survey.objects.get(pk={pk})
codes = list(survey.questions.filter(kind="scale").values_list("code", flat=True))
for number in range({many}):
    assert survey.receive(dict.fromkeys(codes, str(3 + number % 3)))
"""
LOOKS = "Sukkula looks at the numbers before they are public."
LEAST = {"part": "whole", "n": "", "hidden": "true"}


def test_an_open_link_tells_nothing_of_nine_and_the_whole_of_ten(walker, portal):
    coordinator, lead = walker("coordinator"), walker("lead")
    coordinator.go("/arviointi/uusi/")
    kehra = coordinator.page.locator("[name=scope] option[value^='kehra-']").first
    coordinator.fill(scope=kehra.get_attribute("value"), mode="link", **TITLES)
    coordinator.page.locator("main form button.button").first.click()
    few, link = opened(coordinator.look())
    before = walker().go(f"/arviointi/{few}/").page.locator("main").inner_text()
    answers(walker, link)
    portal.manage("shell", "-c", ANSWERED.format(pk=few, many=8))
    assert walker().go(f"/arviointi/{few}/").page.locator("main").inner_text() == before
    closed(coordinator, few)
    released(lead, few).sees("Too few people answered.")
    walker().go(f"/arviointi/{few}/").sees("Too few people answered.")
    assert [{name: row[name] for name in LEAST} for row in told(portal, few)] == [LEAST]

    coordinator.go(f"/arviointi/{few}/").follow("Copy the survey")
    coordinator.press("Make the copy").go(re.sub(r"kysymykset/.*", "", unprefixed(coordinator)))
    enough, _link = opened(coordinator)
    portal.manage("shell", "-c", ANSWERED.format(pk=enough, many=10))
    closed(coordinator, enough)
    assert told(portal, enough) == []  # nothing before Sukkula has looked
    released(lead, enough)
    everyone = walker().go(f"/arviointi/{enough}/").sees("open link: anyone could answer")
    everyone.sees("answers 10")
    assert everyone.page.locator("h2", has_text="Statements").count() == 1
    assert everyone.page.locator("h2", has_text="By role").count() == 0
    assert everyone.page.locator("caption", has_text="How many of those asked").count() == 0
    rows = told(portal, enough)
    assert {row["part"] for row in rows} == {"whole", "statement", "theme"}
    assert [row["n"] for row in rows if row["part"] == "whole"] == ["10"]


def unprefixed(person):
    return person.path.removeprefix("/en")


def opened(person):
    """Open the draft whose page is shown; returns its number and the link to answer."""
    person.press("Open the survey").sees("nobody sees results or how many have answered")
    number = re.search(r"\d+", person.path).group()
    return number, person.page.locator("#link-1").input_value()


def answers(walker, link):
    """Somebody answers through the link, part by part, and is thanked."""
    person = walker(prefix="").go(link)
    while "kiitos" not in person.path:
        groups = person.page.locator("main fieldset:has(input[value='4'])")
        for place in range(groups.count()):
            groups.nth(place).locator("input[value='4']").check()
        person.page.locator("main form button.button").click()
        person.look()
    person.sees("Kiitos")


def closed(person, survey):
    """The coordinator closes it and is told no more than that."""
    path = f"/arviointi/{survey}/"
    person.go(path).page.locator("summary", has_text="Close the survey").click()
    person.press("Close now").sees("Anyone with its link could answer, so " + LOOKS)
    assert person.page.locator("main table").count() == 0


def released(lead, survey):
    return lead.go(f"/arviointi/{survey}/").press("Release the results")


def told(portal, survey):
    """The rows of open data of the survey."""
    address = f"{portal.address}/avoindata/kyselytulokset.csv"
    with urllib.request.urlopen(address, timeout=60) as answer:
        rows = csv.DictReader(answer.read().decode().splitlines(keepends=True))
        return [row for row in rows if row["survey"] == survey]
