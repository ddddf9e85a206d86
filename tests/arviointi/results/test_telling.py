"""What a closed survey tells in pages and files: rounds, what is kept back, themes of the words."""

from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from arviointi.models import Publication, Reading
from arviointi.results.results import results, themes_of
from arviointi.results.rounds import signed
from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from tests import make
from tests.arranged import once
from tests.pages import main

pytestmark = pytest.mark.django_db
WORDS = ["Penkit", "Valot", "Bussit"]


def at(name, survey):
    with override("en"):
        return reverse(f"arviointi:{name}", args=[survey.pk])


def closed(kehra, lead, choices, days, **fields):
    """A survey of twelve invited people, closed so many days ago."""
    with moments.days_ago(days):
        survey = make.survey(kehra, by=lead, mode="anonymous", state="draft", **fields)
        survey.invitations.update(role="resident")
        make.asked(survey, 7, role="school")
        survey.open_survey(by=lead)
        survey.invitations.update(mails=1)
        codes = survey.questions.filter(kind="scale").values_list("code", flat=True)
        for invitation, choice in zip(
            survey.invitations.order_by("address"), choices, strict=False
        ):
            words = {"O1": WORDS[int(choice) % 3]} if choice != "3" else {}
            assert invitation.answer(dict.fromkeys(codes, choice) | words)
        survey.close_survey(by=lead)
    return survey


@once
def rounds():
    """Two rounds of a Kehrä, the first answered by twelve people, the second by ten; the lead."""
    with moments.days_ago(401):
        kehra, lead = make.kehra(), make.user("lead")
    return closed(kehra, lead, "112233112233", 400), closed(kehra, lead, "5454545454", 2), lead


def test_two_rounds_stand_side_by_side_with_the_interval_of_the_change(client, rounds):
    first, second, lead = rounds
    page = client.get(at("survey_rounds", second))
    assert (page.context["earlier"], page.context["later"]) == (first, second)
    assert page.context["changes"] == client.get(at("survey_rounds", first)).context["changes"]
    trust = page.context["changes"][1]
    # Means 2 and 4.5 of twelve and ten people, spreads 0.853 and 0.527, Welch's freedom 18.6.
    assert (trust.earlier.value, trust.later.value) == (25, 87.5)
    assert trust.change == pytest.approx((62.5, 46.94, 78.06), abs=0.1)
    assert "+63 (+47…+78)" in main(page)
    assert [signed(n) for n in (3, 0, -4)] == ["+3", "0", "−4"]
    assert client.get(f"{at('survey_rounds', second)}?toinen={first.pk}").status_code == 200
    for odd in ("x", "0", second.pk):
        assert client.get(f"{at('survey_rounds', second)}?toinen={odd}").status_code == 404
    # A statement that reads otherwise is another statement, and one kept back is not compared.
    first.questions.filter(code="B1").update(text_sv="Något annat")
    Publication.objects.choose(second, ["C1"], by=lead)
    compared = client.get(at("survey_rounds", second)).context["changes"]
    assert not {"Trust", "Leadership"} & {change.label for change in compared}
    assert len(compared) == 4


def test_what_is_kept_back_is_nowhere_and_its_theme_neither(client, rounds):
    survey, _second, lead = rounds
    with pytest.raises(PermissionDenied):
        Publication.objects.choose(survey, ["A1"], by=make.coordinator(survey.kehra))
    with pytest.raises(WrongState):
        Publication.objects.choose(make.survey(), ["A1"], by=lead)
    adviser = make.user("adviser")
    every = set(survey.open_answers.values_list("pk", flat=True))
    Reading.objects.read(survey, by=lead, shown=every)
    client.force_login(adviser)
    there = at("survey_publish", survey)
    assert main(client.get(there)).count(" checked") == 16
    published = [q.code for q in survey.questions if q.code not in ("A1", "O1")]
    assert client.post(there, {"published": published}).status_code == 302
    assert main(client.get(there)).count(" checked") == 14
    told = results(survey)
    assert told.kept_back == 2
    assert "A1" not in [statement.question.code for statement in told.statements]
    assert [theme.code for theme in told.themes][0] == "trust"
    assert told.quotes == []
    client.logout()
    a1 = survey.questions.get(code="A1").text_en
    for name in ("survey", "survey_csv"):
        page = client.get(at(name, survey))
        assert a1 not in page.text
        assert WORDS[1] not in page.text
    client.force_login(adviser)
    client.post(there, {"published": [*published, "A1", "O1"]})  # the next version holds
    assert results(survey).kept_back == 0
    assert survey.publications.count() == 2


def test_words_are_coded_into_themes_and_few_are_told_together(client, rounds):
    survey, _second, lead = rounds
    client.force_login(lead)
    answers = list(survey.open_answers.all())
    assert len(answers) == 8
    themes = {a.pk: "Travel" if number < 5 else "Light" for number, a in enumerate(answers)}
    posted = {f"theme-{key}": f"  {theme}\n" for key, theme in themes.items()}
    posted["shown"] = [str(answers[0].pk)]
    there = at("survey_moderate", survey)
    assert client.post(there, posted).status_code == 302
    (quotes,) = results(survey).quotes
    # Three wrote of light: with the next smallest they are all, so nothing is told of themes.
    assert (quotes.themes, quotes.texts) == ([], [answers[0].text])
    assert main(client.get(there)).count('value="Light"') == 4  # three answers and the list
    posted |= {f"theme-{answer.pk}": "Travel" for answer in answers}
    client.post(there, posted)
    assert results(survey).quotes[0].themes == [("Travel", 8)]
    # The answers are deleted: what is hidden then keeps its theme.
    survey.open_answers.all().delete()
    (shown,) = client.get(there).context["answers"]
    client.post(there, {f"theme-{shown.pk}": "Travel"})
    (quotes,) = results(survey).quotes
    assert (quotes.themes, quotes.texts) == ([("Travel", 8)], [])


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 12)))
def test_no_theme_of_words_is_told_of_fewer_than_five(tally):
    told = themes_of(tally)
    assert all(many >= 5 for _theme, many in told)
    assert sum(many for _theme, many in told) in (0, sum(tally.values()))
    assert {theme for theme, _many in told} <= {*tally, ""}
    if all(many >= 5 for many in tally.values()):
        assert dict(told) == tally


def test_the_workbook_has_a_codebook_and_the_document_a_title_for_each_picture(client, rounds):
    survey, _second, _lead = rounds
    book = load_workbook(BytesIO(client.get(at("survey_xlsx", survey)).content), read_only=True)
    sheets = {sheet.title: list(sheet.values) for sheet in book}
    names = "Read me, Response rate, Statements, Themes, Open answers, Codebook"
    assert ", ".join(sheets) == names
    codes = {row[0]: row[2:] for row in sheets["Codebook"]}
    used = {row[0] for name in ("Statements", "Themes") for row in sheets[name][1:]}
    assert used <= codes.keys()
    assert codes["dk"] == ("En osaa sanoa", "Kan inte säga", "Don't know")
    assert codes["trust"] == ("Luottamus", "Förtroende", "Trust")
    answer = client.get(at("survey_results_pdf", survey))
    with pikepdf.open(BytesIO(answer.content)) as document:
        assert (str(document.Root.Lang), bool(document.Root.MarkInfo.Marked)) == ("en", True)
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        figures = [e for e in elements(document.Root.StructTreeRoot) if e.S == "/Figure"]
        texts = [str(figure.get("/Alt", "")) for figure in figures]
    # The thread on the cover, the key, twelve statements, six themes of all, and of each role.
    assert len(texts) == 1 + 5 + 12 + 6 + 12
    assert "" not in texts


def elements(node):
    """Every structure element below a node of the tag tree."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)
