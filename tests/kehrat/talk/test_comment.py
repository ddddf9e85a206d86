"""Comments: who may say what, who hears of it, what can be mended and taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kehityspolku.events import follows
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Notice
from kehrat.models import Comment, Discussion
from tests import make

pytestmark = pytest.mark.django_db


def told(comment):
    """Who got a notice of the comment."""
    rows = Notice.objects.filter(event__verb="comment", event__target_id=comment.pk)
    return sorted(rows.values_list("recipient", flat=True))


def count(thing):
    """The count kept of a thing's comments."""
    return Discussion.objects.get(**{thing._meta.model_name: thing}).count


def aged(comment, **delta):
    Comment.objects.filter(pk=comment.pk).update(at=timezone.now() - timedelta(**delta))
    comment.refresh_from_db()
    return comment


def test_an_answer_to_an_answer_joins_the_thread():
    idea = make.idea()
    root = make.comment(idea)
    answer = make.comment(idea, parent=root)
    assert make.comment(idea, parent=answer).parent == root
    assert count(idea) == 3


def test_a_comment_is_of_one_thing():
    with pytest.raises(IntegrityError), transaction.atomic():
        Discussion.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Discussion.objects.create(idea=make.idea(), announcement=make.announcement())


def test_an_answer_is_given_where_its_question_is():
    with pytest.raises(PermissionDenied):
        make.comment(make.idea(), parent=make.comment(make.idea()))


def test_only_public_projects_and_standing_announcements_take_comments():
    draft, approved = make.project(), make.project(state="approved")
    assert make.comment(approved).thing == approved
    for thing in (draft, make.announcement(state="archived"), make.announcement(state="withdrawn")):
        with pytest.raises(WrongState):
            make.comment(thing)


def test_what_is_said_to_members_is_answered_by_members():
    news = make.announcement(members_only=True)
    member = make.member(news.kehra)
    assert make.comment(news, by=member).by == member
    with pytest.raises(PermissionDenied):
        make.comment(news)


def test_the_author_the_thread_and_followers_hear_once_and_never_the_actor():
    author, first, second, follower = (make.user() for _ in range(4))
    idea = make.idea(by=author)
    follows.follow(follower, idea)
    follows.follow(first, idea)
    root = make.comment(idea, by=first)
    assert told(root) == [author.pk, follower.pk]
    assert told(make.comment(idea, by=second, parent=root)) == sorted(
        [author.pk, first.pk, follower.pk]
    )
    assert told(make.comment(idea, by=author)) == sorted([first.pk, follower.pk])
    own = make.comment(idea, by=author, parent=root)
    assert told(own) == sorted([first.pk, second.pk, follower.pk])
    assert {n.kind for n in Notice.objects.filter(event__verb="comment")} == {Notice.Kind.COMMENT}


def test_of_a_project_its_coordinators_hear():
    project = make.project(state="approved")
    comment = make.comment(project)
    assert told(comment) == [make.coordinator(project.kehra).pk]


def test_who_has_left_hears_no_more_of_what_is_said_to_members():
    news = make.announcement(members_only=True)
    leaver = make.member(news.kehra)
    root = make.comment(news, by=leaver)
    news.kehra.membership_of(leaver).leave(by=leaver)
    answer = make.comment(news, by=make.member(news.kehra), parent=root)
    assert told(answer) == [news.by_id]
    assert Comment.objects.readable([(answer, leaver), (answer, news.by)]) == {
        (answer.pk, news.by_id)
    }


def test_readable_asks_as_often_for_many_as_for_one():
    things = [make.idea(), make.announcement(), make.project(state="approved")] * 3
    keys, reader, asked = [make.comment(thing).pk for thing in things], make.user(), set()
    for many in (3, 9):
        pairs = [(c, reader) for c in Comment.objects.filter(pk__in=keys[:many])]
        with CaptureQueriesContext(connection) as captured:
            assert len(Comment.objects.readable(pairs)) == many
        asked.add(len(captured))
    assert len(asked) == 1


def test_what_was_hidden_or_taken_back_is_no_more_readable():
    idea, reader = make.idea(), make.user()
    shown, hidden, removed = (make.comment(idea) for _ in range(3))
    make.case(hidden, "hidden")
    removed.remove_comment(by=removed.by)
    hidden.refresh_from_db()
    pairs = [(comment, reader) for comment in (shown, hidden, removed)]
    assert Comment.objects.readable(pairs) == {(shown.pk, reader.pk)}


def test_it_is_mended_for_fifteen_minutes_and_history_keeps_what_it_was():
    comment = aged(make.comment(make.idea(), text="Penkki."), minutes=14, seconds=59)
    comment.edit_comment(by=comment.by, text="Penkkejä.", language="fi")
    kept = list(comment.events.order_by("pgh_id").values_list("text", flat=True))
    assert (comment.text, kept[0], kept[-1]) == ("Penkkejä.", "Penkki.", "Penkkejä.")
    assert comment.edited_at is not None


def test_after_that_it_stays_and_is_told_so():
    comment = aged(make.comment(make.idea(), text="Penkki."), minutes=15)
    with pytest.raises(WrongState, match="15"):
        comment.edit_comment(by=comment.by, text="Penkkejä.", language="fi")
    comment.refresh_from_db()
    assert (comment.text, comment.edited_at) == ("Penkki.", None)


def test_taken_back_its_words_are_gone_and_its_answers_stay():
    idea = make.idea()
    root = make.comment(idea)
    answer = make.comment(idea, parent=root)
    root.remove_comment(by=root.by)
    assert (root.text, count(idea)) == ("", 1)
    assert list(Comment.objects.visible_to(make.user())) == [answer]
    with pytest.raises(WrongState):
        make.comment(idea, parent=root)


def test_only_ones_own_is_mended_or_taken_back():
    comment, lead = make.comment(make.idea()), make.user("lead")
    for act in (
        lambda: comment.edit_comment(by=lead, text="x", language="fi"),
        lambda: comment.remove_comment(by=lead),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_it_goes_with_the_person_but_stays_as_words():
    comment = make.comment(make.idea())
    comment.by.delete()
    comment.refresh_from_db()
    assert (comment.by, comment.text) == (None, "Hyvä ajatus.")
