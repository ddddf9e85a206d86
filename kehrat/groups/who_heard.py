"""Who heard of what a person has asked or sent, in words for that person: true, whoever it was."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehityspolku.events import duties, verbs
from kehityspolku.events.duties import Told

NOBODY = gettext_lazy(
    "Nobody who could answer can be reached by mail now. It is kept here; if it is urgent, write "
    "to %(contact)s."
)
TEAM = {
    Told.HOLDERS: gettext_lazy("The coordinators were told."),
    Told.STAND_INS: gettext_lazy(
        "Sukkula was told, because none of the coordinators can answer now."
    ),
    Told.NOBODY: NOBODY,
}
SUKKULA = {
    Told.HOLDERS: gettext_lazy("Sukkula was told."),
    Told.STAND_INS: gettext_lazy("Sukkula was told."),
    Told.NOBODY: NOBODY,
}


def of_team(did, record, verb, **facts):
    """What was done, and who heard of what the coordinators are to answer."""
    return _joined(did, TEAM, duties.who_heard(record, verb, **facts))


def of_sukkula(did, record, verb, **facts):
    """What was done, and who heard of what Sukkula is to answer."""
    return _joined(did, SUKKULA, duties.who_heard(record, verb, **facts))


def by_circle(words):
    """What says after an act who heard of it, by the circle it waits for: {circle: `of_team`}."""

    def heard(done, record, verb):
        told = words.get(verbs.of(record, verb).waits_for)
        return told(done, record, verb) if told else done

    return heard


def _joined(did, words, told):
    """Of what waits for the one who did it nothing more is said."""
    heard = words.get(told, "")
    return f"{did} {heard % {'contact': settings.CONTACT}}".strip()


def unreached(people):
    """Says to whom of the people mail doesn't arrive; "" when it does to all."""
    names = ", ".join(str(person) for person in people if not person.is_reachable)
    if not names:
        return ""
    return _("Mail does not reach these people, so tell them otherwise: %(names)s.") % {
        "names": names
    }
