"""What is told before an act is done all the same: by a second press, with a reason."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kehityspolku import by_name


def doubts(record, verb):
    """Sentences of what speaks against a verb of a record now, as the apps tell it."""
    told = by_name.found("doubts", "doubts").values()
    return [sentence for app in told for sentence in app(record, verb)]


def refuse_unexplained(found, because):
    """ValidationError when any of these sentences comes without the words why it is right."""
    if (found := list(found)) and not because.strip():
        then = _("Check it. If it is right, write why and press again.")
        raise ValidationError({"because": f"{' '.join(found)} {then}"})
