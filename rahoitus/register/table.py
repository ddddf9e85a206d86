"""The register as CSV."""

from django.conf import settings
from django.utils.translation import gettext as _

from kehityspolku.documents.sheets import csv_for_excel
from rahoitus.register.grants import areas, partners, recipient, years


def heads():
    return (
        _("Project"),
        _("Recipient"),
        _("Kehrä"),
        _("Areas"),
        _("Source"),
        _("Call"),
        _("Date of the decision"),
        _("Granted, €"),
        _("Used, €"),
        _("State"),
        _("Address"),
        _("Partners"),
        _("Years of the money"),
    )


def table(grants):
    """The grants as CSV that spreadsheets open; a sum that is not stated is an empty cell."""
    return csv_for_excel([heads(), *map(row, grants)])


def row(grant):
    project = grant.project
    return (
        project.title,
        recipient(project).name,
        str(project.kehra or ""),
        areas(project),
        str(grant.call.source),
        grant.call.name,
        grant.decided_on.isoformat() if grant.decided_on else "",
        None if grant.amount is None else float(grant.amount),
        None if grant.used is None else float(grant.used),
        str(grant.State(grant.state).label),  # get_state_display translates every state each time
        f"{settings.SITE_URL}{project.get_absolute_url()}",
        partners(grant),
        years(grant),
    )
