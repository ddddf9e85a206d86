"""What hangs on a Kehrä that goes dormant or ends: called meetings, open letters, promises."""

from django.utils.translation import ngettext


def hanging(kehra):
    """In words all that people still wait for of it; an empty list where nobody does."""
    asking = kehra.memberships.requested().count()
    letters = kehra.enquiries.filter(state="delivered").count()
    return [
        *_under_way(kehra, kehra.meetings.coming(), kehra.open_cards()),
        *told(asking, ngettext("%(n)s person asks to join", "%(n)s people ask to join", asking)),
        *told(
            letters,
            ngettext(
                "%(n)s message waits for an answer", "%(n)s messages wait for an answer", letters
            ),
        ),
    ]


def in_public(kehra):
    """Of that what everyone may know."""
    running = kehra.projects.filter(state__in=["approved", "running"])
    return _under_way(kehra, kehra.meetings.coming().filter(public=True), running)


def _under_way(kehra, meetings, projects):
    meetings, running = meetings.count(), projects.count()
    ideas = kehra.ideas.public().open().count()
    return [
        *told(meetings, ngettext("%(n)s meeting is called", "%(n)s meetings are called", meetings)),
        *told(
            ideas,
            ngettext("%(n)s idea waits for an answer", "%(n)s ideas wait for an answer", ideas),
        ),
        *told(
            running,
            ngettext("%(n)s project is under way", "%(n)s projects are under way", running),
        ),
    ]


def told(number, words):
    return [words % {"n": number}] if number else []
