"""Comments, announcements and moderation."""

from kehrat.models import Announcement, Case, Comment
from tests.make import people
from tests.make.people import coordinator, user


def comment(thing, *, by=None, text="Hyvä ajatus.", **fields):
    """A comment on the thing; with `parent`, an answer."""
    given = {"text": text, "language": "fi", **fields}
    return Comment.objects.write(thing, by=by or user(), **given)


def announcement(kehra=None, state="published", *, by=None, **fields):
    """An announcement of the Kehrä by its coordinator, brought to a state by verbs."""
    kehra = kehra or people.kehra()
    by = by or coordinator(kehra)
    given = {"title": "Talkoot lauantaina", "text": "Tervetuloa!", "language": "fi", **fields}
    made = Announcement.objects.announce(kehra, by=by, **given)
    verbs = {"archived": "archive_announcement", "withdrawn": "withdraw_announcement"}
    if state in verbs:
        getattr(made, verbs[state])(by=by)
    return made


def case(thing, state="waiting", *, by=None):
    """The case of a text that someone reported, walked to a state; `by` decides until Sukkula."""
    by = by or coordinator(thing.kehra)
    made = Case.objects.report(thing, by=user(), kind="rude", words="Asiaton.")[0].case
    walks = {
        "hidden": ["hide"],
        "appealed": ["hide", "appeal"],
        "upheld": ["hide", "appeal", "uphold"],
        "cleared": ["dismiss"],
    }
    people = {"appeal": thing.by, "uphold": None}
    facts = {"hide": {"ground": "rude", "reason": "Loukkaa."}, "uphold": {"reason": "Loukkaa yhä."}}
    facts["appeal"] = {"words": "Ei loukkaa."}
    for verb in walks.get(state, []):
        getattr(made, verb)(by=people.get(verb, by) or user("lead"), **facts.get(verb, {}))
    return made
