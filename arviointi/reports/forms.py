from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from arviointi.reports import areas
from kehityspolku import moments
from kehityspolku.fields import DayField, LineField
from kehrat.groups.rules import can_report

EARLIEST = date(2012, 1, 1)  # the path's first year


def last_half_year():
    """The first and last day of the last whole half of a year."""
    day = moments.today()
    if day.month > 6:
        return date(day.year, 1, 1), date(day.year, 6, 30)
    return date(day.year - 1, 7, 1), date(day.year - 1, 12, 31)


class ReportForm(forms.Form):
    """Which area and period a progress report tells of."""

    area = forms.ChoiceField(label=_("Area"))
    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"))
    language = forms.ChoiceField(label=_("Language of the report"), choices=settings.LANGUAGES)
    diary = LineField(
        label=_("Diary number"),
        max_length=60,
        required=False,
        help_text=_("Printed on the cover."),
    )

    def __init__(self, *args, user, language, area="", **kwargs):
        first, last = last_half_year()
        initial = {"first": first, "last": last, "language": language, "area": area}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["area"].choices = [*areas.open_to(user), *self.project_of(user)]

    def project_of(self, user):
        """The project that the page was asked for, as a choice, if the user may report on it."""
        key = str(self.data.get("area") or self.initial.get("area") or "")
        if not key.startswith("project:"):
            return []
        try:
            area = areas.find(key)
        except ValueError:
            return []
        if not can_report(user, area.districts()):
            return []
        return [(_("Project"), [(area.key, area.name)])]

    def clean(self):
        values = super().clean()
        first, last = values.get("first"), values.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first. Choose a later day."))
        if first and first < EARLIEST:
            self.add_error("first", _("The path began in 2012. Choose a later day."))
        if last and last > moments.today():
            self.add_error(
                "last", _("A report tells of what has been. Choose today at the latest.")
            )
        return values
