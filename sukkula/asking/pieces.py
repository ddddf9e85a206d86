"""What the card's page at the desk shows of the draft, beside the parts of the card."""

from kehrat.projects.models import FIELDS
from sukkula import rules
from sukkula.asking.models import MESSAGE, PlannedChange

WHOLE = "card"  # how the card as a whole is called in an address
# Fields that stand under another heading on the card's page.
UNDER = {"legacy_least": "legacy", "legacy_best": "legacy"}
UNDER |= dict.fromkeys(("business_id", "signatory", "signatory_role"), "applicant_name")
UNDER |= {"benefits_unstated": "benefits", "legacy_unstated": "legacy"}
APART = ("", "title", MESSAGE)  # told above the parts


def part_of(word):
    """The field of a word in the address, None for none."""
    if word == WHOLE:
        return ""
    return word if word in FIELDS and word else None


def place_of(field):
    """The part of the card's page under whose heading the field stands."""
    return UNDER.get(field, field)


def anchor(field):
    """Where the field stands on the card's page."""
    return "#ask-card" if field in APART else f"#h-{place_of(field)}"


def fields_under(part):
    """The fields of a card that a part of its page shows, those one can ask of."""
    return [name for name in FIELDS if place_of(name) == part and name not in APART]


def planned(user, project):
    """{part: the row} of the draft, to who may write it now; None to others."""
    asks = rules.can_ask_changes(user, project) and project.state == project.State.IN_REVIEW
    return PlannedChange.objects.of(user, project) if asks else None
