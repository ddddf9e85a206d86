"""Answering part by part: every kind, conditions, saved and continued, two tabs, grace, paper."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from arviointi.models import Answer, Invitation, Kept, OpenAnswer, Survey
from arviointi.results.results import results
from arviointi.results.table import write
from arviointi.surveys import editor, paper, seal
from arviointi.surveys.answer_form import AnswerForm
from arviointi.surveys.clock import close_what_is_over
from arviointi.surveys.publications import with_decided
from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from tests import make
from tests.arranged import once
from tests.pages import main

pytestmark = pytest.mark.django_db
KEY = "k" * 22
FIRST = {"Q2": "1", "Q3": ["1", "99"], "Q3_words": "Leikkipuistossa", "Q4": "9"}
SECOND = {
    "Q6_1": "4",
    "Q6_2": "dk",
    "Q7": "2",
    "Q8_1": "2",
    "Q8_2": "1",
    "Q9": "12",
    "Q10": "24.11.2026",
    "Q11": "Kiitos!",
    "Q12": "10",
}
ALL = FIRST | SECOND
STORED = {
    **SECOND,
    "Q2": "1",
    "Q3_1": "x",
    "Q3_99": "x",
    "Q3_words": "Leikkipuistossa",
    "Q4": "9",
    "Q10": "2026-11-24",
}


@once
def world():
    kehra = make.kehra()
    lead = make.user("lead")
    link = make.every_kind(kehra, by=lead)
    editor.show_if(link.parts.get(code="Q11"), link.parts.get(code="Q2"), ["1"], by=lead)
    link.open_survey(by=lead)
    listed = make.every_kind(kehra, by=lead, mode="anonymous")
    listed.parts.filter(code="Q9").update(roles=["school"])
    listed.open_survey(by=lead)
    return {"kehra": kehra, "lead": lead, "link": link, "listed": listed}


@pytest.fixture
def link(world):
    return Survey.objects.get(pk=world["link"].pk)


@pytest.fixture
def listed(world):
    return Survey.objects.get(pk=world["listed"].pk)


def at(token):
    return f"/kysely/{token}/"


def posted(**given):
    data = QueryDict(mutable=True)
    for name, value in given.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def in_box(survey):
    return [seal.unseal(ballot.sealed)["answers"] for ballot in survey.ballots.all()]


def test_who_is_filling_in_when_the_answering_is_ended_has_minutes_to_send(client, world):
    """By hand as by the clock: nobody begins, what comes in a quarter is taken, then it closes."""
    survey, kehra = make.every_kind(world["kehra"], state="open", by=world["lead"]), world["kehra"]
    client.force_login(make.coordinator(kehra))
    end = reverse("arviointi:survey_end", args=[survey.pk])
    assert client.post(end).status_code == 302
    assert client.post(end).status_code == 409  # its end has come already
    page = main(client.get(survey.get_absolute_url()))
    assert "Sulje 15 minuutin kuluttua" not in page
    assert "Kesken olevat vastaukset otetaan vastaan" in page
    assert 'name="Q2"' not in client.get(at(survey.token)).text
    assert client.post(at(survey.token), ALL | {"form_key": KEY}).status_code == 302
    for minutes, state in ((0, "open"), (14, "open"), (16, "closed")):
        if minutes:
            then = moments.now() - timedelta(minutes=minutes)
            Survey.objects.filter(pk=survey.pk).update(ended_at=then)
        close_what_is_over()
        survey.refresh_from_db()
        assert survey.state == state
    assert survey.responses.count() == 1
    late = client.post(at(survey.token), ALL | {"form_key": "l" * 22})
    assert late.status_code == 409
    assert "Kiitos!" in main(late)  # to be copied


def test_a_whole_section_is_shown_only_to_those_who_answered_so(client, world):
    """Whoever is not asked of it meets one part less, has nothing to fill there, and what stands in
    its fields all the same is not counted; results tell of it no more than of what decides."""
    survey, lead = make.every_kind(world["kehra"], by=world["lead"], state="draft"), world["lead"]
    decides, section = survey.parts.get(code="Q2"), survey.parts.get(code="Q5")
    client.force_login(lead)
    there = reverse("arviointi:part_condition", args=[survey.pk, section.pk])
    assert client.post(f"{there}?of={decides.pk}", {"when": ["1"]}).status_code == 302
    survey.parts.filter(code="Q7").update(required=True)
    asked, unasked = (AnswerForm(survey, posted(**ALL | {"Q2": way})) for way in "12")
    assert [[str(page.head) for page in form.pages] for form in (asked, unasked)] == [
        ["Taustatiedot", "Toiminta"],
        ["Taustatiedot"],
    ]
    assert asked.is_valid()
    assert asked.values().keys() >= SECOND.keys()
    assert unasked.is_valid()
    assert not unasked.values().keys() & SECOND.keys()
    assert not AnswerForm(survey, posted(**FIRST)).is_valid()  # it has to be answered
    assert AnswerForm(survey, posted(**FIRST | {"Q2": "2"})).is_valid()
    assert survey.decided().keys() >= SECOND.keys()
    assert {tuple(codes) for codes in survey.decided().values()} == {("Q2",)}
    kept_back = with_decided(list(survey.parts.select_related("shown_if")), {"Q2"})
    assert [question.code for question in kept_back] == ["Q2", *(f"Q{n}" for n in range(6, 13))]
    page = main(client.get(reverse("arviointi:survey_preview", args=[survey.pk])))
    assert page.count("Kysytään niiltä") == 1
    made = Survey.objects.copy(survey, world["kehra"], by=lead)
    copied = made.parts.get(code="Q5")
    assert (copied.shown_if.survey, copied.shown_if.code, copied.shown_when) == (made, "Q2", ["1"])


def test_one_walks_the_parts_forth_and_back_and_sends_all(client, link):
    """Without script, without a cookie: what other parts hold stands in the form, hidden."""
    first = client.get(at(link.token))
    told = ["Osa 1/2", "Taustatiedot", "Seuraava osa", "Käytkö tapahtumissa?"]
    assert [words for words in told if words not in main(first)] == []
    assert "Toiminta" not in main(first)
    given = {"form_key": KEY, "page": "0"}
    wrong = client.post(at(link.token), FIRST | given | {"Q2": ""})
    assert (list(wrong.context["form"].errors), wrong.context["number"]) == (["Q2"], 0)
    second = client.post(at(link.token), FIRST | given)
    assert (second.status_code, second.context["number"]) == (200, 1)
    hidden = {f.name: f.value() for f in second.context["carried"]}
    assert hidden == FIRST
    assert second.text.count('name="Q3" value="') == 2
    assert "Lähetä vastaukset" in main(second)
    back = client.post(at(link.token), ALL | given | {"page": "1", "go": "back"})
    assert back.context["number"] == 0
    assert {f.name: f.value() for f in back.context["carried"]} == SECOND
    swedish = client.post(f"/sv{at(link.token)}", ALL | given | {"page": "1", "tongue": "sv"})
    assert (swedish.context["number"], swedish.context["form"].errors) == (1, {})
    assert "Kiitos!" in main(swedish)
    assert in_box(link) == []
    sent = client.post(at(link.token), ALL | given | {"page": "1"})
    assert sent.status_code == 302
    assert in_box(link) == [STORED]
    assert "Kiitos" in main(client.get(sent.url))
    assert client.cookies == {}
    for page in ("9", "-1", "x", "\x00", "٣", "9" * 99):
        odd = client.post(at(link.token), {"form_key": KEY, "page": page})
        assert (odd.status_code, in_box(link)) == (200, [STORED])


WRONG = [
    ({"Q2": "3"}, ["Q2"]),
    ({"Q3": ["1", "7"]}, ["Q3"]),
    ({"Q4": "11"}, ["Q4"]),
    ({"Q6_1": "6"}, ["Q6_1"]),
    ({"Q8_1": "1"}, ["Q8_1"]),
    ({"Q8_1": ""}, ["Q8_1"]),
    ({"Q9": "100"}, ["Q9"]),
    ({"Q9": "1.5"}, ["Q9"]),
    ({"Q10": "31.2.2026"}, ["Q10"]),
    ({"Q11": "x" * 2001}, ["Q11"]),
    ({"Q12": "999"}, ["Q12"]),
    ({"Q3_words": "x" * 201}, ["Q3_words"]),
]


def test_each_kind_says_what_is_wrong_and_takes_what_is_right(link):
    for change, wrong in WRONG:
        assert list(AnswerForm(link, posted(**ALL | change)).errors) == wrong, change
    form = AnswerForm(link, posted(**ALL))
    assert form.is_valid()
    assert form.values() == STORED
    few = AnswerForm(link, posted(Q2="2", forged="1", Q99="1"))
    assert (few.is_valid(), few.values()) == (True, {"Q2": "2"})
    other = AnswerForm(link, posted(Q2_words="Joskus", Q3_words="Talossa"))
    written = {"Q2_words": "Joskus", "Q2": "99", "Q3_words": "Talossa", "Q3_99": "x"}
    assert (other.is_valid(), other.values()) == (True, written)


def test_a_question_is_asked_after_the_answers_that_lead_to_it(link, listed):
    asked = AnswerForm(link, posted(**ALL))
    assert "Q11" in asked.pages[1].names
    without = AnswerForm(link, posted(**ALL | {"Q2": "2"}))
    assert "Q11" not in without.pages[1].names
    assert without.is_valid()
    assert "Q11" not in without.values()
    assert [f.name for f in without.carried(without.pages[1]) if f.name == "Q11"] == ["Q11"]
    pupil, resident = (AnswerForm(listed, role=role) for role in ("school", "resident"))
    assert ("Q9" in pupil.fields, "Q9" in resident.fields) == (True, False)


def test_what_is_saved_of_an_open_link_is_for_the_private_link_alone(client, link):
    given = FIRST | {"form_key": KEY, "page": "0", "go": "save", "Q11": "Keskeneräistä"}
    saved = client.post(at(link.token), given)
    private = saved.url.split("?")[0]
    token = private.strip("/").split("/")[-1]
    assert token != link.token
    page = client.get(saved.url)
    assert private in main(page)
    assert {f.name: f.value() for f in page.context["carried"]} == {"Q11": "Keskeneräistä"}
    assert (page.context["form_key"], in_box(link)) == (KEY, [])
    kept = Kept.objects.get()
    assert (kept.content("another"), kept.content(token)["Q3_words"]) == ({}, ["Leikkipuistossa"])
    assert token not in f"{kept.mark}{bytes(kept.sealed)}"
    assert "Leikki" not in f"{bytes(kept.sealed)}"
    again = client.post(private, given | {"Q2": "2"})
    assert (again.url, Kept.objects.count()) == (saved.url, 1)
    tabs = [client.post(private, ALL | {"form_key": KEY, "page": "1"}) for _tab in range(2)]
    assert [tab.status_code for tab in tabs] == [302, 409]
    assert "Kiitos!" in main(tabs[1])  # of the second tab: to be copied
    assert (in_box(link), Kept.objects.count()) == ([STORED], 0)
    thanks = client.get(tabs[0].url)
    assert (thanks.status_code, client.get(private).status_code) == (200, 200)
    client.post(at(link.token), given)
    link.close_survey(by=make.user("lead"))
    assert Kept.objects.count() == 0
    gone = client.post(private, ALL)
    assert (gone.status_code, "Kiitos!" in gone.text) == (404, True)
    assert client.post(at(link.token), {"go": "save", "Q11": "Myöhässä"}).status_code == 409


def test_more_than_a_form_holds_is_not_saved(client, link):
    page = client.post(at(link.token), {"go": "save", "page": "1", "Q11": "x" * 300_001})
    assert (page.status_code, Kept.objects.count()) == (413, 0)
    assert "x" * 2000 in main(page)


def test_an_invitation_saves_under_its_own_link(client, listed):
    invitation = listed.invitations.first()
    there = at(invitation.token)
    saved = client.post(there, FIRST | {"page": "1", "go": "save", "Q11": "Kesken"})
    assert saved.url == f"{there}?saved=1"
    assert Kept.objects.get().mark != invitation.mark
    page = client.get(there)
    assert (page.context["number"], "Kesken" in main(page)) == (1, True)
    sent = client.post(there, ALL | {"page": "1"})
    assert (sent.url, Kept.objects.count()) == (f"{there}kiitos/", 0)
    assert "Kiitos, vastauksesi" in main(client.get(there))
    late = client.post(there, ALL | {"Q11": "Toinen yritys"})
    assert (late.status_code, "Toinen yritys" in main(late)) == (409, True)
    assert len(in_box(listed)) == 1


def test_what_was_begun_before_the_last_day_ended_is_taken_some_minutes_more(
    client, link, monkeypatch
):
    last = moments.today()
    Survey.objects.filter(pk=link.pk).update(closes_on=last)
    midnight = moments.end_of(last)

    def met(minutes):
        monkeypatch.setattr(moments, "now", lambda: midnight + timedelta(minutes=minutes))
        given = ALL | {"form_key": f"{minutes:022}"}
        posted = client.post(at(link.token), given)
        over = link.pk in Survey.objects.over().values_list("pk", flat=True)
        begins = b"Q2" in client.get(at(link.token)).content
        return begins, posted.status_code, "Kiitos!" in posted.text, over

    assert [met(-1), met(14), met(16)] == [
        (True, 302, False, False),
        (False, 302, False, False),
        (False, 409, True, True),
    ]
    assert len(in_box(link)) == 2


def test_paper_is_typed_in_by_sukkula_and_marked_as_such(client, world, link, listed):
    person = listed.invitations.last()
    Invitation.objects.filter(pk=person.pk).update(bounced=True, mails=0)
    there = reverse("arviointi:paper_answer", args=[listed.pk])
    client.force_login(world["lead"])
    nobody = client.post(there, ALL)
    assert (nobody.status_code, "person" in nobody.context["person"].errors) == (200, True)
    assert "Kiitos!" in main(nobody)
    assert client.post(there, ALL | {"person": str(person.pk)}).status_code == 302
    person.refresh_from_db()
    listed.refresh_from_db()
    assert (person.done, person.bounced, person.mails, listed.on_paper) == (True, False, 1, 1)
    assert [answers.get("Q9") for answers in in_box(listed)] == [None]  # schools alone are asked
    for odd in (str(person.pk), "x", "\x00", link.token):
        assert client.post(there, ALL | {"person": odd}).status_code == 200
    there = reverse("arviointi:paper_answer", args=[link.pk])
    for _press in range(2):
        assert client.post(there, ALL | {"form_key": KEY}).status_code == 302
    link.refresh_from_db()
    assert (link.on_paper, in_box(link)) == (1, [STORED])
    with pytest.raises(PermissionDenied):
        paper.enter(link, STORED, by=make.coordinator(world["kehra"]))
    link.close_survey(by=world["lead"])
    with pytest.raises(WrongState):
        paper.enter(link, STORED, by=world["lead"])


def test_the_paper_form_asks_everything_and_is_tagged(client, world, link):
    client.force_login(world["lead"])
    with translation.override("sv"):
        there = reverse("arviointi:survey_pdf", args=[link.pk])
    answer = client.get(there)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "sv"


def test_all_kinds_come_out_in_page_and_table_when_enough_answered(client, world, link):
    for n in range(10):
        taken = link.receive(STORED | {"Q2": "12"[n % 2], "Q9": str(n), "Q12": "10" if n else "46"})
        assert taken
    link.close_survey(by=world["lead"])
    assert Answer.objects.filter(response__survey=link).count() == 10 * 11
    words = {"Leikkipuistossa", "2026-11-24", "Kiitos!"}
    assert set(OpenAnswer.objects.filter(survey=link).values_list("text", flat=True)) == words
    link.release_results(by=world["lead"])
    told = {a.code: a for a in results(link).answers}
    assert list(told) == ["Q2", "Q3", "Q4", "Q7", "Q8", "Q9", "Q12"]
    assert [(r.words, r.n, r.percent) for r in told["Q2"].rows][:2] == [
        ("Kyllä", 5, "50\u00a0%"),
        ("En", 5, "50\u00a0%"),
    ]
    statements = {s.question.code: s.told and s.told.counts for s in results(link).statements}
    assert statements == {"Q6_1": [0, 0, 0, 10, 0], "Q6_2": None}  # nobody took a stand
    assert told["Q9"].mean == 4.5
    assert sum(row.n for row in told["Q12"].rows) == 10
    page = main(client.get(link.get_absolute_url()))
    table = write(results(link))
    for text in ("Käytkö tapahtumissa?", "Kokoukset: Aika sopii.", "Talkoissa", "Montako kertaa?"):
        assert (text, text in page, text in table) == (text, True, True)
