"""Joining an idea to a like one with its supporters, and taking that back."""

from django.db import connection

from kehityspolku.events.steps import WrongState, check, lock
from kehrat.ideas import rules

MERGES = 0x1DEA  # the database's lock that lets one merge or carrying go on at a time


def one_at_a_time():
    """Wait until no other merge or carrying goes on; held until the transaction ends.

    Both lock several ideas: without this two of them could wait for each other for good.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MERGES])


def end_of(idea):
    """The idea into which it has been merged in the end; itself when it was not."""
    ideas = type(idea)._base_manager
    while pk := ideas.values_list("merged_into", flat=True).get(pk=idea.pk):
        idea = ideas.get(pk=pk)
    return idea


def last_of(idea):
    """The end of an idea, locked."""
    while True:
        idea = end_of(idea)
        lock(idea)
        if not idea.merged_into_id:
            return idea


def join(idea, into, by):
    """Tie a locked idea to the end of another; its supporters come along, each counted once."""
    end = end_of(into)
    if end.pk == idea.pk:
        raise WrongState(into)
    lock(end)
    check(rules.can_answer_idea, by, end)
    if not end.takes_support or end.hidden_at:
        raise WrongState(end)
    idea.merged_into = end
    supports = end.supports
    people = idea.supports.values_list("user_id", flat=True)
    rows = [supports.model(idea=end, user_id=pk, via=idea) for pk in people]
    supports.bulk_create(rows, ignore_conflicts=True)
    return {"into": end.pk, "title": end.title}


def part(idea):
    """Untie a locked idea from where it was merged; those who came with it alone go with it."""
    end = idea.merged_into
    if end.state == end.State.MERGED:
        raise WrongState(end)
    idea.merged_into = None
    leaving = end.supports.filter(via=idea)
    for other in end.merged.exclude(pk=idea.pk):
        leaving.filter(user__supports__idea=other).update(via=other)
    leaving.delete()
    return {"from": end.pk, "title": end.title}
