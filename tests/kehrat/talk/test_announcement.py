"""Announcements: who reads which, who is told, how one is put away."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from kehityspolku.events import follows
from kehityspolku.models import Notice
from kehrat.models import Announcement
from tests import make

pytestmark = pytest.mark.django_db


def readers(announcement):
    """Which of an outsider, a member, a coordinator and an adviser see it in lists."""
    people = [AnonymousUser(), make.user(), make.member(announcement.kehra)]
    people += [make.coordinator(announcement.kehra), make.user("adviser")]
    return [Announcement.objects.visible_to(p).filter(pk=announcement.pk).exists() for p in people]


@pytest.mark.parametrize(
    ("state", "members_only", "seen"),
    [
        ("published", False, [True] * 5),
        ("archived", False, [True] * 5),
        ("withdrawn", False, [False, False, False, True, True]),
        ("published", True, [False, False, True, True, True]),
        ("archived", True, [False, False, True, True, True]),
        ("withdrawn", True, [False, False, False, True, True]),
    ],
)
def test_who_reads_it(state, members_only, seen):
    assert readers(make.announcement(state=state, members_only=members_only)) == seen


def test_hidden_it_is_seen_by_its_moderators_and_author():
    news = make.announcement()
    make.case(news, "hidden", by=make.user("lead"))
    assert readers(news) == [False, False, False, True, True]


def test_members_are_told_and_of_public_news_followers_too():
    kehra = make.kehra()
    author, member, follower = make.coordinator(kehra), make.member(kehra), make.user()
    follows.follow(follower, kehra)
    for members_only, people in ((False, [member, follower]), (True, [member])):
        news = make.announcement(kehra, by=author, members_only=members_only)
        rows = Notice.objects.filter(event__verb="announce", event__target_id=news.pk)
        assert {(n.recipient, n.kind) for n in rows} == {(p, Notice.Kind.GROUP) for p in people}


def test_changes_tell_nobody_and_are_kept():
    news = make.announcement(title="Talkoot")
    before = Notice.objects.count()
    news.edit_announcement(by=news.by, title="Talkoot siirtyvät")
    news.archive_announcement(by=news.by)
    news.publish_again(by=news.by)
    titles = list(news.events.order_by("pgh_id").values_list("title", flat=True))
    assert (titles[0], titles[-1]) == ("Talkoot", "Talkoot siirtyvät")
    assert (Notice.objects.count(), news.edited_at is not None) == (before, True)


def test_only_a_coordinator_announces():
    kehra = make.kehra()
    for person in (make.user(), make.member(kehra), make.user("adviser")):
        with pytest.raises(PermissionDenied):
            make.announcement(kehra, by=person)


def test_readable_asks_as_often_for_many_as_for_one(django_assert_num_queries):
    news = make.announcement(members_only=True)
    member, leaver, adviser = make.member(news.kehra), make.member(news.kehra), make.user("adviser")
    news.kehra.membership_of(leaver).leave(by=leaver)
    public = make.announcement(news.kehra)
    gone = make.announcement(news.kehra, "withdrawn")
    pairs = [(a, p) for a in (news, public, gone) for p in (member, leaver, adviser)]
    with django_assert_num_queries(2):
        readable = Announcement.objects.readable(pairs)
    assert readable == {(news.pk, p.pk) for p in (member, adviser)} | {
        (public.pk, p.pk) for p in (member, leaver, adviser)
    }
