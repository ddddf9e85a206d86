"""What else ends when a card ends or is withdrawn, in words: told before anyone does it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehrat.projects import versions


def along(project):
    """A sentence for each thing that its end takes along."""
    if version := versions.open_version(project):
        told = _("The new version of the card (%(state)s) is withdrawn. Its text is kept.")
        yield told % {"state": version.get_state_display()}
    if number := project.change_requests.pending().count():
        told = ngettext(
            "%(n)s change that Sukkula asked for is put away unsettled.",
            "%(n)s changes that Sukkula asked for are put away unsettled.",
            number,
        )
        yield told % {"n": number}
