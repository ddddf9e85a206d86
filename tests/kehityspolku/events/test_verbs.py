"""What follows from a verb is said beside it, once, in known words; other names are refused."""

import ast
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist, loader

from kehityspolku.events import verbs
from kehityspolku.events.verbs import Kind, UnknownVerb, verb
from kehityspolku.models import Event
from kehrat.models import ChangeRequest, Kehra, Membership, Project

ROOT = Path(__file__).resolve().parent.parent.parent.parent
OURS = ("kehityspolku", "kehrat", "rahoitus", "arviointi", "sukkula")
# Mail that is no event's, and pieces of the events' words.
NO_EVENTS = {"digest", "letter", "invitation", "ask_to_confirm_enquiry", "ask_approval", "answer"}
NO_EVENTS |= {
    "ask_guest",
    "guest",
    "alteration_words",
    "by_whom",
    "closing",
    "decision_words",
    "foot",
    "if_wrong",
    "meeting_facts",
    "what_next",
}


@pytest.fixture
def said(monkeypatch):
    """Gathers with one more method of a class; afterwards everything is as it was."""

    def gather(place, method):
        with monkeypatch.context() as patch:
            patch.setattr(place, "one_more", method, raising=False)
            verbs.gather()

    yield gather
    verbs.gather()


def everything():
    return verbs.where(lambda verb: True)


def test_what_follows_is_read_beside_a_step_a_method_and_a_querysets_method():
    assert verbs.of(Membership, "accept").kind == Kind.DECISION
    assert verbs.of(Kehra, "set_picture").public
    assert verbs.of(Membership(), "ask_to_join").waits_for


def test_a_verb_of_another_models_record_is_that_models():
    assert verbs.of(Project, "close_changes").model is Project


def test_a_kind_that_is_not_said_is_the_models():
    assert verbs.of(Membership, "leave").kind == Kind.GROUP


def test_a_verb_told_twice_is_refused(said):
    with pytest.raises(TypeError, match="kehrat.Kehra.rest: what follows is told twice"):
        said(Kehra, verb("rest")(lambda self: None))


def test_a_verb_told_twice_from_another_model_is_refused(said):
    with pytest.raises(TypeError, match="told twice"):
        said(Membership, verb("rest", of="kehrat.Kehra")(lambda self: None))


def test_a_wrong_word_is_refused(said):
    with pytest.raises(TypeError, match="tels"):
        said(Kehra, verb(tels=lambda record, event: [])(lambda self: None))


def test_what_is_no_circle_is_refused(said):
    field = Membership._meta.get_field("user")
    with pytest.raises(TypeError, match="kehrat.Kehra.one_more: .* is no circle"):
        said(Kehra, verb("one_more", tells=field)(lambda self: None))


def test_a_model_that_does_not_exist_is_refused(said):
    with pytest.raises(LookupError):
        said(Kehra, verb(of="kehrat.Nothing")(lambda self: None))


def test_an_unknown_name_is_refused():
    with pytest.raises(UnknownVerb, match="kehrat.Kehra.resst"):
        verbs.of(Kehra, "resst")
    with pytest.raises(UnknownVerb, match="kehrat.Kehra.submit"):
        verbs.names(Kehra, "rest", "submit")
    assert verbs.names(Kehra, "rest", "wake") == ("rest", "wake")


def test_a_step_of_which_nothing_is_said_is_known():
    told = verbs.of(ChangeRequest, "resolve_change")
    assert (told.waits_for, told.tells, told.news, told.sign_of_life) == (None, None, False, True)


@pytest.mark.django_db
def test_events_are_found_by_what_is_said_of_their_verbs():
    news = verbs.where(lambda verb: verb.news, Kehra)
    assert {v.name for v in news} == {"accept_proposal", "confirm", "rest", "wake", "end_kehra"}
    assert str(Event.objects.filter(verbs.events_of(news)).query).count("IN (") == 1
    assert not Event.objects.filter(verbs.events_of([])).exists()


# The whole code: every event is known, and has its words


def recorded():
    """{(file and line, name)} of the calls of `record`; the name is None where it isn't literal."""
    found = set()
    for app in OURS:
        for file in (ROOT / app).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "record":
                    name = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
                    found.add((f"{file.relative_to(ROOT)}:{call.lineno}", name))
    return found


def test_every_event_that_is_recorded_is_of_a_known_verb():
    known = {verb.name for verb in everything()}
    by_name = ("kehityspolku/events/steps.py", "kehityspolku/events/clock.py")
    others = []
    for where, name in sorted(recorded(), key=str):
        if name not in known and not where.startswith(by_name):
            others.append((where, name))
    assert others == []


def test_every_verb_has_its_words():
    lacking = []
    for told in everything():
        apps = [told.model._meta.app_label, *OURS]
        try:
            loader.select_template([f"{app}/mail/{told.name}.txt" for app in apps])
        except TemplateDoesNotExist:
            lacking.append(f"{told.model._meta.label}.{told.name}")
    assert lacking == []


def test_all_words_are_some_verbs():
    known = {verb.name for verb in everything()}
    files = {
        file.stem for app in OURS for file in (ROOT / "templates" / app / "mail").glob("*.txt")
    }
    assert files - known == NO_EVENTS
