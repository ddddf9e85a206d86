"""A card's text goes in by the command: nothing lost, nothing too early."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from kehrat.cards.card import BudgetRow, FunderRow, Phase
from kehrat.models import Project
from kehrat.projects.intake import reading_of, understood
from tests import make
from tests.make.intake import TEXT
from tests.pages import main

pytestmark = pytest.mark.django_db

REFUSED = {
    "empty": b" \n ",
    "binary": bytes(range(256)) * 4,
    "no_headings": b"Hei vain.\n",
    "too_large": b"Tavoitteet\n- a\n" * 400_000,
    "no_title": b"Tavoitteet\n- a\n",
}


@pytest.fixture
def kehra():
    return make.kehra(slug="kallio")


def run(tmp_path, text, *args):
    file = tmp_path / "card.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    call_command("import_card", str(file), *args)


def test_the_command_tells_line_by_line_and_where_the_card_is(tmp_path, kehra, capsys):
    run(tmp_path, TEXT, "--kehra", "kallio", "--yes")
    said = capsys.readouterr().out.splitlines()
    project = Project.objects.get()
    assert said[0].startswith("   1  ")
    assert said[0].endswith("  Pihatalkoot -hanke (käynnissä)")
    assert said[2].split() == ["3", "Tavoitteet", "-", "Siisti", "piha"]
    assert said[-1] == f"/hankkeet/{project.pk}/" == project.get_absolute_url()
    assert any("4\u00a0000\u00a0€" in line and "3\u00a0000\u00a0€" in line for line in said)
    assert (project.kehra, project.title, project.stated_state) == (kehra, "Pihatalkoot", "running")
    assert project.state == "draft"


def test_the_command_tells_what_needs_a_look_and_what_was_left_out(tmp_path, kehra, capsys):
    text = "Pihat\n\nTavoitteet\n- a\n\nLintujen pesät\nHarakka\n\nSivu 2\n"
    run(tmp_path, text, "--kehra", "kallio", "--yes")
    said = capsys.readouterr().out.splitlines()
    assert any(line.startswith("   6  ") and "Lintujen pesät →" in line for line in said)
    assert "Pois jätettiin: sivujen ylätunnisteet ja sivunumerot" in said
    assert Project.objects.get().remainder == "Lintujen pesät\nHarakka"


def test_a_text_without_headings_goes_in_with_a_title(tmp_path, kehra):
    run(
        tmp_path,
        REFUSED["no_headings"],
        "--kehra",
        "kallio",
        "--yes",
        "--title",
        "Tapulin torstait",
    )
    project = Project.objects.get()
    assert (project.title, project.remainder) == ("Tapulin torstait", "Hei vain.")


def test_the_command_asks_first(tmp_path, kehra, monkeypatch):
    for answer, stored in (("no", 0), ("", 0), ("yes", 1)):
        monkeypatch.setattr("builtins.input", lambda prompt, answer=answer: answer)
        run(tmp_path, TEXT, "--kehra", "kallio")
        assert Project.objects.count() == stored


def test_the_coordinator_or_the_named_reads_it_in(tmp_path, kehra):
    lead, coordinator = make.user("lead"), make.coordinator(kehra)
    run(tmp_path, TEXT, "--kehra", "kallio", "--yes")
    run(tmp_path, TEXT, "--host", "--yes", "--by", lead.email)
    assert [(p.kehra, p.made_by) for p in Project.objects.order_by("pk")] == [
        (kehra, coordinator),
        (None, lead),
    ]
    for args in (["--kehra", "kallio", "--by", make.user().email], ["--kehra", "nowhere"]):
        with pytest.raises(CommandError):
            run(tmp_path, TEXT, "--yes", *args)


@pytest.mark.parametrize("why", REFUSED)
def test_what_is_no_card_is_refused(tmp_path, kehra, why):
    with pytest.raises(CommandError) as refusal:
        run(tmp_path, REFUSED[why], "--kehra", "kallio", "--yes")
    assert str(refusal.value).strip()
    assert Project.objects.count() == 0


def test_a_file_that_is_not_there(kehra):
    with pytest.raises(CommandError):
        call_command("import_card", "/nonexistent/card.txt", "--kehra", "kallio", "--yes")


def test_helkas_own_card_ends_in_the_database(tmp_path, kehra, seed_text):
    run(tmp_path, seed_text, "--kehra", "kallio", "--yes")
    project = Project.objects.get()
    card = project.card()
    assert (card.title, card.stated_state) == ("Paikallinen kehittämispolku", "running")
    assert card.phases == [
        Phase("I ja II VAIHE", date(2012, 6, 1), date(2013, 12, 31)),
        Phase("III VAIHE", date(2014, 1, 1), date(2014, 10, 31)),
        Phase("IV VAIHE", date(2014, 11, 1), date(2015, 12, 31)),
    ]
    counted = ("goals", "results", "legacy_least", "legacy_best", "evaluation", "partners")
    assert [len(getattr(card, name)) for name in counted] == [5, 2, 2, 1, 2, 5]
    assert card.funders == [
        FunderRow("TEM", 2012, 2013),
        FunderRow("Uudenmaan liitto", 2013, 2013),
        FunderRow("Uudenmaan ELY-keskus/ESR", 2014, 2014),
        FunderRow("Helsingin kaupunki", 2014, 2015),
        FunderRow("6Aika (EAKR)", 2015, 2016),
    ]
    parts = [Decimal(47000), Decimal(40000)]
    assert card.budget[:2] == [
        BudgetRow("I ja II VAIHE", (2012, 2013), Decimal(87000), parts),
        BudgetRow("III VAIHE", (2014, 2014), Decimal(50000)),
    ]
    assert (card.budget[2].amount, card.budget[2].target) == (Decimal(225000), True)
    assert (card.lessons_good, card.lessons_improve, card.remainder) == ("", "", "")
    assert card.all_districts is True
    assert all((card.actors, card.description, card.purpose, card.benefits))


def test_helkas_card_on_its_page(client, kehra, tmp_path, seed_text):
    run(tmp_path, seed_text, "--kehra", "kallio", "--yes")
    project = Project.objects.get()
    client.force_login(make.coordinator(kehra))
    text = main(client.get(project.get_absolute_url()))
    words = {word for word in seed_text.split() if len(word) > 9 and word.isalpha()}
    assert {word for word in words if word not in text} == set()
    assert project.title_line.replace("  ", "") != ""
    assert "IV VAIHE: " in text


def test_dates_years_and_sums_are_told_as_understood(seed_text):
    facts = [
        words.replace("\u00a0", " ") for _field, words in understood(reading_of(seed_text))["facts"]
    ]
    assert facts[:3] == [
        "I ja II VAIHE: 1.6.2012–31.12.2013",
        "III VAIHE: 1.1.–31.10.2014",
        "IV VAIHE: 1.11.2014–31.12.2015",
    ]
    assert [words.rpartition(": ")[2] for words in facts[3:8]] == [
        "2012–2013",
        "2013",
        "2014",
        "2014–2015",
        "2015–2016",
    ]
    assert facts[8].endswith("87 000 € (47 000 € + 40 000 €)")
    assert "225 000 €" in facts[10]
