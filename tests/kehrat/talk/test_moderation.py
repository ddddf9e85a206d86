"""Moderation: reports, hiding with a reason, a second look, and who may what."""

import pytest
from django.core.exceptions import PermissionDenied

from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event, Notice
from kehrat.models import Case, Comment
from tests import make

pytestmark = pytest.mark.django_db


def notices(verb):
    """[(who, kind)] of the notices of a verb, the newest event's."""
    event = Event.objects.filter(verb=verb).latest("pk")
    return sorted(event.notices.values_list("recipient", "kind"))


@pytest.fixture
def comment():
    return make.comment(make.idea())


def test_a_report_waits_for_the_coordinators(comment):
    team = make.coordinator(comment.kehra)
    flag, new = Case.objects.report(comment, by=make.user(), kind="rude", words="Ilkeä.")
    assert (new, flag.case.state) == (True, "waiting")
    assert list(Case.objects.visible_to(team).waiting()) == [flag.case]
    assert notices("report") == [(team.pk, Notice.Kind.TASK)]


def test_one_person_has_one_open_report_of_a_thing(comment):
    reader = make.user()
    first, _new = Case.objects.report(comment, by=reader, kind="rude")
    second, new = Case.objects.report(comment, by=reader, kind="spam")
    assert (first, new, Event.objects.filter(verb="report").count()) == (second, False, 1)
    first.case.dismiss(by=make.coordinator(comment.kehra))
    assert Case.objects.report(comment, by=reader, kind="spam")[1]


def test_of_more_reports_the_moderators_hear_once(comment):
    make.coordinator(comment.kehra)
    for _ in range(3):
        Case.objects.report(comment, by=make.user(), kind="rude")
    assert Notice.objects.filter(event__verb="report").count() == 1


def test_nobody_reports_ones_own(comment):
    with pytest.raises(PermissionDenied):
        Case.objects.report(comment, by=comment.by, kind="rude")


def test_hidden_it_is_gone_for_others_and_its_author_is_told_why(comment):
    case = make.case(comment)
    case.hide(by=make.coordinator(comment.kehra), ground="rude", reason="Nimittelee naapuria.")
    comment.refresh_from_db()
    seen = {
        p: Comment.objects.visible_to(p).filter(pk=comment.pk).exists()
        for p in (make.user(), comment.by, make.user("adviser"))
    }
    assert list(seen.values()) == [False, True, True]
    assert comment.discussion.count == 0
    assert notices("hide") == [(comment.by_id, Notice.Kind.DECISION)]
    assert "Nimittelee naapuria." in Event.objects.get(verb="hide").text
    assert not case.flags.filter(closed_at=None).exists()


def test_what_is_hidden_is_not_reported_again(comment):
    make.case(comment, "hidden")
    with pytest.raises(WrongState):
        Case.objects.report(comment, by=make.user(), kind="rude")


def test_restored_it_is_as_before_and_its_author_is_told(comment):
    case = make.case(comment, "hidden")
    case.restore(by=make.coordinator(comment.kehra), reason="Luin väärin.")
    comment.refresh_from_db()
    comment.discussion.refresh_from_db()
    assert (comment.hidden_at, comment.discussion.count) == (None, 1)
    assert notices("restore") == [(comment.by_id, Notice.Kind.DECISION)]


def test_a_coordinator_is_no_judge_of_own_text():
    idea = make.idea()
    team = make.coordinator(idea.kehra)
    own = make.comment(idea, by=team)
    adviser = make.user("adviser")
    case = make.case(own, by=make.user("lead"))
    assert list(Case.objects.visible_to(team)) == []
    assert (adviser.pk, Notice.Kind.TASK) in notices("report")
    for verb, facts in (("hide", {"reason": "x"}), ("dismiss", {})):
        with pytest.raises(PermissionDenied):
            getattr(case, verb)(by=team, **facts)
    case.hide(by=adviser, ground="rude", reason="Loukkaa.")


def test_the_author_asks_for_one_second_look_and_another_gives_it(comment):
    adviser, other = make.user("adviser"), make.user("adviser")
    case = make.case(comment)
    case.hide(by=adviser, ground="rude", reason="Loukkaa.")
    case.appeal(by=comment.by, words="Tarkoitin hyvää.")
    assert (other.pk, Notice.Kind.TASK) in notices("appeal")
    with pytest.raises(PermissionDenied):
        case.uphold(by=adviser, reason="Loukkaa yhä.")
    case.uphold(by=other, reason="Loukkaa yhä.")
    assert notices("uphold") == [(comment.by_id, Notice.Kind.DECISION)]
    with pytest.raises(WrongState):
        case.appeal(by=comment.by, words="Uudelleen.")


def test_every_turn_is_in_the_history(comment):
    team = make.coordinator(comment.kehra)
    case = make.case(comment, "upheld", by=team)
    case.restore(by=make.user("lead"))
    happened = Event.objects.about(case).values_list("verb", flat=True)
    assert list(happened) == ["report", "hide", "appeal", "uphold", "restore"]
    assert Event.objects.about(comment.kehra).filter(verb="hide").count() == 0


def test_what_its_author_took_back_waits_for_nobody(comment):
    make.case(comment)
    comment.remove_comment(by=comment.by)
    assert list(Case.objects.waiting()) == []


def test_links_of_a_known_author(comment):
    case, team = make.case(comment), make.coordinator(comment.kehra)
    assert not comment.by.is_trusted
    with pytest.raises(PermissionDenied):
        case.trust_author(by=make.user())
    for _twice in range(2):
        case.trust_author(by=team)
    case.author.refresh_from_db()
    assert (case.author.is_trusted, Event.objects.filter(verb="trust_author").count()) == (True, 1)
