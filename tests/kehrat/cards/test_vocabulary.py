"""What people call the parts of a plan: the counted headings, and ones nobody looked at."""

import csv
from pathlib import Path

import pytest

from kehrat.cards.headings import HEADINGS
from kehrat.cards.vocabulary import TABLE, named

# Headings thought of before the table was tried on them, and what share it knew at first: 45 %
# with the rules of the counted ones alone, 84 % of others after the table had grown. Of the third,
# four lists of associations, parishes, schools and housing companies, 78, 77, 77 and 87 %.
UNSEEN = [Path(__file__).with_name(f"unseen_{name}.csv") for name in ("headings", "later", "third")]


def misread(path):
    """The headings of a table, and those whose field was not found."""
    with path.open(encoding="utf-8") as file:
        rows = [(row["heading"], row["field"].replace(" ", "_")) for row in csv.DictReader(file)]
    found = {heading: getattr(named(heading), "field", "remainder") for heading, _field in rows}
    wrong = [(heading, found[heading]) for heading, field in rows if found[heading] != field]
    print(f"{path.name}: {1 - len(wrong) / len(rows):.1%} of {len(rows)} find their field", wrong)
    return rows, wrong


def test_the_counted_headings_find_their_field(shared_file):
    rows, wrong = misread(shared_file("headings.csv"))
    assert len(rows) > 200
    assert len(wrong) <= len(rows) * 0.05, wrong


@pytest.mark.parametrize("path", UNSEEN, ids=lambda path: path.stem)
def test_headings_that_the_table_was_not_made_of_find_theirs(path):
    rows, wrong = misread(path)
    assert len(rows) > 50
    assert len(wrong) <= len(rows) * 0.2, wrong


@pytest.mark.parametrize(
    ("heading", "field", "others"),
    [
        ("Kustannukset ja rahoitus", "budget", ("funders",)),
        ("Syfte och mål", "goals", ()),
        ("Bakgrund och syfte", "need", ("goals",)),
        ("Hankkeen toimenpiteet ja aikataulu", "measures", ("phases",)),
        ("4.2.2 Hankkeen tavoitteet – Mitä tavoitellaan?", "goals", ()),
        ("§ 3 Projektets målgrupp:", "target_group", ()),
        ("**Kohderyhmä(t)**", "target_group", ()),
        ("Tavoitteiden toteutumisen arviointi", "evaluation", ()),
        ("Tavoitteiden kuvaus", "goals", ()),
        ("Riskien arviointi", "risks", ()),
        ("Vaarat", "risks", ()),
        ("Sekalaista", "remainder", ()),
    ],
)
def test_numbers_frames_and_second_names(heading, field, others):
    found = named(heading)
    assert (found.field, found.others) == (field, others)


@pytest.mark.parametrize(
    "heading", ["Naapurit tutustuvat", "Kevätpuuro", "Gräsmattan", "x" * 500], ids=len
)
def test_other_words_name_no_field(heading):
    assert named(heading) is None


def test_the_table_names_fields_that_there_are():
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    fields = {row["field"] for row in rows}
    assert fields <= HEADINGS.keys() | {"title", "contact", "state", "aside"}
    assert len({(row["field"], row["language"], row["heading"]) for row in rows}) == len(rows)
