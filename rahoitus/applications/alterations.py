"""Another last day or purpose of a grant: what is asked of the funder, what it agrees to."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kehityspolku import moments
from rahoitus.applications import unusual


def asked(application, ends_on, purpose, reason):
    """The facts of what is asked for; ValidationError as of `refuse_nothing`."""
    refuse_nothing(application, ends_on, purpose)
    told = {"ends_on": moments.iso(ends_on), "purpose": purpose, "reason": reason}
    return {name: fact for name, fact in told.items() if fact}


def refuse(application, ends_on, purpose, *, decided_on, because):
    """ValidationError as below, and for an unusual one without the words why it is right."""
    refuse_nothing(application, ends_on, purpose)
    unusual.refuse_alteration(application, ends_on, decided_on, because)


def refuse_nothing(application, ends_on, purpose):
    """ValidationError for an alteration of nothing, and one that ends before the beginning."""
    if not (ends_on or purpose):
        raise ValidationError(_("Write a new last day, a new purpose or both."))
    if ends_on and application.starts_on and ends_on < application.starts_on:
        raise ValidationError({"ends_on": _("The end cannot be before the start.")})
