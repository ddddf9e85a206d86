"""Which facts an organisation's profile holds, in the order in which they are asked."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from kehrat.groups.models import Organisation

LOOK_AGAIN = timedelta(days=365)  # a fact older than this asks to be looked at
YES_NO = [("yes", _("yes")), ("no", _("no"))]
UNKNOWN = ("", _("not known"))


@dataclass(frozen=True)
class Fact:
    """`kind`: text, line, whole (a number), euros, choice (yes or no) or iban. `private`: only for
    those who may write the profile."""

    name: str
    label: str
    kind: str
    help_text: str = ""
    private: bool = False


NONE_SAYS = _("If there is none, write so: an empty box means that it is not known.")
FACTS = [
    Fact("description", _("What the organisation does"), "text"),
    Fact("members_people", _("Members who are people, in all"), "whole"),
    Fact("members_people_helsinki", _("Of them, living in Helsinki"), "whole"),
    Fact("members_bodies", _("Members that are organisations, in all"), "whole"),
    Fact("members_bodies_helsinki", _("Of those, in Helsinki"), "whole"),
    Fact("fee_people", _("Yearly fee of a person, €"), "euros"),
    Fact("fee_bodies", _("Yearly fee of an organisation, €"), "euros"),
    Fact("business", _("Does it do business?"), "choice"),
    Fact("premises", _("Premises that the City gives or supports"), "text", NONE_SAYS),
    Fact("loans", _("Loans and guarantees from the City"), "text", NONE_SAYS),
    Fact("signs", _("Who signs for the organisation"), "line"),
    Fact("signs_two", _("Do two sign together?"), "choice"),
    Fact("bank_account", _("Bank account (IBAN)"), "iban", private=True),
]
BY_NAME = {fact.name: fact for fact in FACTS}
PRIVATE = {fact.name for fact in FACTS if fact.private}


def mended(event):
    """[(what, before, now)] in words of what an event `mend` put right."""
    return [
        (Organisation._meta.get_field(name).verbose_name, in_words(name, was), in_words(name, now))
        for name, was, now in event.facts["changed"]
    ]


def in_words(name, value):
    """A fact that an organisation is known by, as people read it."""
    if name == "registered" and value is not None:
        return dict(YES_NO)["yes" if value else "no"]
    return dict(Organisation._meta.get_field(name).flatchoices).get(value) or value or UNKNOWN[1]
