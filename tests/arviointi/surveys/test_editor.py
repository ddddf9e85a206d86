"""Writing a draft: every kind, order, conditions, what is missing, copies and rounds."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation

from arviointi.models import Question, Survey
from arviointi.results.counting import Kind
from arviointi.surveys import editor, whole
from kehityspolku.events.steps import WrongState
from kehityspolku.marks import Outdated
from tests import make
from tests.arranged import once
from tests.pages import main

pytestmark = pytest.mark.django_db
THREE = ("fi", "sv", "en")


@once
def world():
    kehra = make.kehra()
    by = make.coordinator(kehra)
    return {"kehra": kehra, "by": by, "whole": make.every_kind(kehra, by=by)}


def draft(world):
    return Survey.objects.get(pk=world["whole"].pk)


def url(name, *args):
    return reverse(f"arviointi:{name}", args=args)


def order(survey):
    return [part.code for part in survey.parts.all()]


def by_code(survey, code):
    return survey.parts.get(code=code)


def texts(**given):
    return {f"{name}_{code}": value for name, value in given.items() for code in THREE}


def test_a_part_of_every_kind_is_written_by_its_form(client, world):
    """What the form of each kind asks for is stored as given, and nothing else is asked."""
    survey = draft(world)
    client.force_login(world["by"])
    more = {
        Kind.MATRIX: {"options": "Yksi\r\n\r\nKolme", "low": "vähän", "high": "paljon"},
        Kind.CHOICE: {"options": "Yksi\nKaksi"},
        Kind.MULTIPLE: {"options": "Yksi\nKaksi"},
        Kind.RANKING: {"options": "Yksi\nKaksi"},
        Kind.SCALE: {"low": "vähän", "high": "paljon"},
        Kind.SCORE: {"low": "en", "high": "kyllä"},
    }
    for kind in Kind:
        told = {"text": f"Teksti {kind}", "lead": "Ohje\nkahdella rivillä"} | more.get(kind, {})
        same = {"required": "on", "other": "on", "least": "5", "most": "25"}
        sent = client.post(url("part_new", survey.pk, kind), texts(**told) | same)
        made = survey.parts.last()
        assert sent.url == f"{url('survey_questions', survey.pk)}#part-{made.pk}"
        expected = {n: v.replace("\r\n", "\n") for n, v in told.items()}
        assert {n: getattr(made, f"{n}_sv") for n in told} == expected
        assert made.kind == kind
        bounds = (5, 25) if kind == Kind.NUMBER else (None, None)
        assert (made.least, made.most) == bounds
        assert made.required == (kind != Kind.SECTION)
        assert made.other == (kind in (Kind.CHOICE, Kind.MULTIPLE))
    assert client.get(url("survey_questions", survey.pk)).status_code == 200
    wrong = [
        ("choice", {}, "text_fi"),
        ("choice", texts(text="x" * 301), "text_fi"),
        ("choice", texts(text="a", options="x\n" * 31), "options_fi"),
        ("choice", texts(text="a", options="x" * 201), "options_fi"),
        ("number", texts(text="a") | {"least": "9", "most": "9"}, "most"),
        ("number", texts(text="a") | {"least": "-1", "most": "1e9"}, "least"),
        ("number", texts(text="a") | {"least": "", "most": "٣"}, "least"),
    ]
    many = survey.parts.count()
    for kind, given, field in wrong:
        page = client.post(url("part_new", survey.pk, kind), given)
        assert (page.status_code, field in page.context["form"].errors) == (200, True)
    assert client.post(url("part_new", survey.pk, "poem"), texts(text="a")).status_code == 404
    assert survey.parts.count() == many


def test_what_somebody_else_saved_meanwhile_is_shown_before_it_is_replaced(client, world):
    survey = draft(world)
    part = by_code(survey, "Q11")
    client.force_login(world["by"])
    given = {"seen": part.mark(), "text_fi": "Minun", "text_sv": "Min", "text_en": "Mine"}
    editor.write(part, by=world["by"], seen=part.mark(), text_fi="Toisen")
    page = client.post(url("part", survey.pk, part.pk), given)
    assert (page.status_code, "Toisen" in main(page), "Minun" in main(page)) == (409, True, True)
    with pytest.raises(Outdated):
        editor.write(part, by=world["by"], seen=given["seen"], text_fi="Minun")
    again = given | {"seen": page.context["form"]["seen"].value()}
    assert client.post(url("part", survey.pk, part.pk), again).status_code == 302
    part.refresh_from_db()
    assert part.text_fi == "Minun"


def test_parts_move_by_buttons_or_dragged_and_stay_after_what_decides_them(client, world):
    survey = draft(world)
    client.force_login(world["by"])
    there = url("part_move", survey.pk)
    was = order(survey)
    first, second = by_code(survey, was[0]), by_code(survey, was[1])
    sent = client.post(there, {"part": first.pk, "by": "down"})
    assert sent.url.endswith(f"?moved={first.pk}&by=down")
    assert order(survey) == [was[1], was[0], *was[2:]]
    page = main(client.get(sent.url))
    assert page.count("autofocus") == 1  # the button pressed keeps the focus
    client.post(there, {"part": first.pk, "by": "up"})
    client.post(there, {"part": first.pk, "by": "up"})
    assert order(survey) == was
    client.post(there, {"part": by_code(survey, was[-1]).pk, "before": second.pk})
    assert order(survey) == [was[0], was[-1], *was[1:-1]]
    client.post(there, {"part": by_code(survey, was[-1]).pk, "before": "x\x00"})
    assert order(survey) == was
    assert client.post(there, {"part": "999999"}).status_code == 404
    editor.show_if(by_code(survey, "Q3"), by_code(survey, "Q2"), ["1"], by=world["by"])
    told = main(client.post(there, {"part": by_code(survey, "Q3").pk, "by": "up"}, follow=True))
    assert order(survey) == was
    assert "Missä olet mukana?" in told
    assert by_code(survey, "Q2").decides.get().code == "Q3"
    with pytest.raises(ValidationError):
        editor.remove(by_code(survey, "Q2"), by=world["by"])
    assert client.post(url("part_remove", survey.pk, by_code(survey, "Q3").pk)).status_code == 302
    editor.remove(by_code(survey, "Q2"), by=world["by"])
    assert order(survey) == [code for code in was if code not in ("Q2", "Q3")]


def test_a_condition_is_an_earlier_closed_question(client, world):
    survey = draft(world)
    client.force_login(world["by"])
    part, decides = by_code(survey, "Q4"), by_code(survey, "Q2")
    there = url("part_condition", survey.pk, part.pk)
    assert [str(q.code) for q in editor.deciding(part)] == ["Q2", "Q3"]
    page = client.get(f"{there}?of={decides.pk}")
    assert list(page.context["form"].fields) == ["when"]
    assert client.post(f"{there}?of={decides.pk}", {"when": ["1", "9"]}).status_code == 200
    assert client.post(f"{there}?of={decides.pk}", {"when": ["1"]}).status_code == 302
    part.refresh_from_db()
    assert (part.shown_if, part.shown_when) == (decides, ["1"])
    for odd in ("x", "\x00", str(part.pk), str(by_code(survey, "Q11").pk), "9" * 30):
        page = client.get(there, {"of": odd})
        assert (page.status_code, "when" in page.context["form"].fields) == (200, False)
    with pytest.raises(ValidationError):
        editor.show_if(part, by_code(survey, "Q11"), ["1"], by=world["by"])
    options = texts(options="En enää") | {"required": True}
    editor.write(decides, by=world["by"], seen=decides.mark(), **options)
    assert [gap.part for gap in whole.gaps(survey)] == [decides]
    part.shown_when = ["7"]
    part.save()
    assert part in [gap.part for gap in whole.gaps(survey)]
    assert client.post(f"{there}?of=", {}).status_code == 302
    part.refresh_from_db()
    assert (part.shown_if, part.shown_when) == (None, [])


LACKS = [
    # (part, what is taken away, words of the missing place in English)
    ("Q2", {"text_sv": ""}, "Missing in Swedish: the text."),
    ("Q2", {"options_en": "Yes"}, "Missing in English: option 2."),
    ("Q2", {"options_sv": "Ja\n"}, "Missing in Swedish: option 2."),
    ("Q2", texts(options="Yksi"), "It needs at least 2 options."),
    ("Q6", texts(options=""), "It needs at least 1 options."),
    ("Q7", {"high_fi": ""}, "Missing in Finnish: the words at the high end of the scale."),
    ("Q5", {"lead_fi": "Johdanto", "lead_sv": "Inledning"}, "Missing in English: the lead text."),
]


def test_opening_waits_for_each_missing_place_which_is_told_and_linked(client, world):
    survey = draft(world)
    client.force_login(world["by"])
    assert whole.gaps(survey) == []
    for code, change, words in LACKS:
        part = by_code(survey, code)
        was = {name: getattr(part, name) for name in change}
        Question.objects.filter(pk=part.pk).update(**change)
        with translation.override("en"):
            assert [(g.part.code, g.words) for g in whole.gaps(survey)] == [(code, words)]
        with pytest.raises(WrongState):
            survey.open_survey(by=world["by"])
        with translation.override("en"):
            page = main(client.get(url("survey", survey.pk)))
            assert (words in page, url("part", survey.pk, part.pk) in page) == (True, True)
            assert url("survey_open", survey.pk) not in page
        Question.objects.filter(pk=part.pk).update(**was)
    Survey.objects.filter(pk=survey.pk).update(title_sv="", title_en="")
    survey.refresh_from_db()
    assert [(gap.part, gap.is_of_title) for gap in whole.gaps(survey)] == [(None, True)] * 2
    settings = {"mode": "link", "language": "fi", "title_fi": "Vain suomeksi"}
    assert client.post(url("survey_settings", survey.pk), settings).status_code == 302
    Question.objects.filter(survey=survey).update(text_sv="", text_en="", options_en="", low_en="")
    survey.refresh_from_db()
    survey.open_survey(by=world["by"])
    assert survey.is_open
    with translation.override("sv"):
        assert str(survey).startswith("Vain suomeksi: ")  # and whose it is
        assert str(survey.questions.first()) == "Käytkö tapahtumissa?"


def test_an_empty_draft_gets_the_battery_in_one_press_and_once(client, world):
    survey = make.survey(world["kehra"], by=world["by"], state="draft", codes=[])
    client.force_login(world["by"])
    with pytest.raises(WrongState):
        survey.open_survey(by=world["by"])
    for _press in range(2):
        assert client.post(url("survey_ready", survey.pk)).status_code == 302
    assert survey.questions.count() == 16
    assert [str(s) for s in survey.parts.filter(kind="section")][:2] == ["Osallisuus", "Luottamus"]
    assert survey.statements()["A1"] == "participation"
    client.post(url("survey_ready", survey.pk), {"what": "roles"})
    asked = survey.questions.last()
    with translation.override("en"):
        rows = [words for _number, words in asked.choices()]
        assert (str(asked), rows[0], len(rows)) == ("As what do you answer?", "A resident", 6)
    strange = url("part", survey.pk, world["whole"].parts.first().pk)
    assert client.get(strange).status_code == 404  # a part of another survey
    survey.open_survey(by=world["by"])


def test_once_open_the_questions_stay_and_a_copy_is_the_new_version_or_next_round(client, world):
    survey, by = draft(world), world["by"]
    editor.show_if(by_code(survey, "Q4"), by_code(survey, "Q2"), ["1"], by=by)
    survey.open_survey(by=by)
    client.force_login(by)
    part = by_code(survey, "Q4")
    told = client.post(url("part", survey.pk, part.pk), {"text_fi": "Kirjoitin tämän"})
    assert (told.status_code, "Kirjoitin tämän" in told.text) == (409, True)
    changes = [
        lambda: editor.add(survey, "open", by=by, text_fi="Lisää"),
        lambda: editor.write(part, by=by, seen=part.mark(), text_fi="Muu"),
        lambda: editor.move(part, 0, by=by),
        lambda: editor.remove(part, by=by),
        lambda: editor.show_if(part, None, [], by=by),
        lambda: editor.add_battery(survey, by=by),
        lambda: editor.settle(survey, by=by, title_fi="Muu"),
    ]
    for change in changes:
        with pytest.raises(WrongState):
            change()
    scope = f"kehra-{world['kehra'].pk}"
    assert client.post(url("survey_copy", survey.pk), {"scope": scope}).status_code == 302
    version = Survey.objects.first()
    given = {"scope": scope, "is_round": "on"}
    assert client.post(url("survey_copy", survey.pk), given).status_code == 302
    round_two = Survey.objects.first()
    assert (version.follows, round_two.follows) == (None, survey)
    assert round_two.rounds == [survey, round_two]
    assert (round_two.state, round_two.ballots.count()) == ("draft", 0)
    assert order(round_two) == order(survey)
    assert [p.mark() for p in round_two.parts.all()] == [p.mark() for p in survey.parts.all()]
    copied = by_code(round_two, "Q4")
    assert (copied.shown_if.survey, copied.shown_if.code) == (round_two, "Q2")
    other = make.kehra()
    with pytest.raises(PermissionDenied):
        Survey.objects.copy(survey, other, by=by, is_round=True)
    lead = make.user("lead")
    assert Survey.objects.copy(survey, other, by=lead, is_round=True).follows is None
    with pytest.raises(PermissionDenied):
        editor.add(round_two, "open", by=make.member(world["kehra"]), text_fi="Minäkin")
