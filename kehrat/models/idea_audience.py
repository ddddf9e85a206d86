"""Who hears of what becomes of an idea."""

from kehityspolku import duties, follows
from kehityspolku.models import User

TO_ANSWER = {"suggest", "enter_from_paper", "ideas_wait"}  # events that ask for an answer
MILESTONES = {"idea_approved", "idea_granted", "idea_ended"}  # of its card, whose team knows


def audience(idea, event):
    """Followers hear of a new idea, supporters and followers of the answer."""
    if event.verb == "ideas_wait":
        return []
    if event.verb in TO_ANSWER:
        return follows.followers(*_around(idea))
    told = [*supporters(idea), *follows.followers(idea)]
    if event.verb in MILESTONES:
        team = {person.pk for person in answerers(idea)}
        return [person for person in told if person.pk not in team]
    return [*told, *answerers(idea)] if event.verb == "withdraw_idea" else told


def answering(idea):
    """For whom it waits: those who answer, and Sukkula when none of them can be reached."""
    if idea.kehra:
        return idea.kehra.answering()
    return [] if idea.district else duties.sukkula()


def answerers(idea):
    """The coordinators; of what is addressed to Sukkula, its leads; while it waits, none."""
    if idea.kehra:
        return idea.kehra.coordinators()
    return [] if idea.district else User.objects.holding("lead")


def supporters(idea):
    """Those who support it; its author among them."""
    return User.objects.filter(supports__idea=idea)


def _around(idea):
    if idea.kehra:
        return [idea.kehra, *idea.kehra.districts()]
    return [idea.district] if idea.district else []
