"""Two people, or one person twice, at the same moment: nothing is lost or doubled."""

import pytest

from kehityspolku.models import Event
from kehrat.models import Case, Comment, Discussion, Flag
from tests import make
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_reported_twice_at_once_it_is_one_report():
    comment, reader, other = make.comment(make.idea()), make.user(), make.user()
    report = Case.objects.report
    new = at_once(
        *(
            lambda who=who: report(Comment.objects.get(pk=comment.pk), by=who, kind="rude")[1]
            for who in (reader, reader, other)
        )
    )
    assert sorted(new) == [False, True, True]
    assert (Case.objects.count(), Flag.objects.count()) == (1, 2)


def test_hidden_by_two_at_once_it_is_hidden_once():
    comment = make.comment(make.idea())
    case = make.case(comment)
    people = [make.coordinator(comment.kehra), make.user("adviser")]
    given = at_once(
        *(
            lambda who=who: Case.objects.get(pk=case.pk).hide(
                by=who, ground="rude", reason=f"Syy {who.pk}."
            )
            for who in people
        )
    )
    case.refresh_from_db()
    assert set(given) == {None, "WrongState"}
    assert Event.objects.filter(verb="hide").count() == 1
    assert case.reason == f"Syy {case.hidden_by_id}."


def test_comments_written_at_once_are_all_counted():
    idea, people = make.idea(), [make.user() for _ in range(4)]
    at_once(*(lambda who=who: make.comment(idea, by=who).pk for who in people))
    assert (Comment.objects.count(), Discussion.objects.get().count) == (4, 4)


def test_answered_while_it_is_taken_back_one_of_them_wins():
    idea = make.idea()
    root = make.comment(idea)
    answerer = make.user()
    given = at_once(
        lambda: Comment.objects.get(pk=root.pk).remove_comment(by=root.by),
        lambda: make.comment(idea, by=answerer, parent=Comment.objects.get(pk=root.pk)).pk,
    )
    answers = Comment.objects.filter(parent=root).count()
    assert Discussion.objects.get().count == answers
    assert len([g for g in given if isinstance(g, str)]) == 1 - answers
