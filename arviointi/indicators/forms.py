"""Which month's indicators are shown."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from arviointi.indicators import snapshots
from kehityspolku import moments


class MonthForm(forms.Form):
    """A month that is over, from the path's first year on; the newest kept unless chosen."""

    month = forms.RegexField(
        r"^\d{4}-\d{2}$",
        label=_("Month"),
        required=False,
        help_text=_("Year and month, such as 2026-09."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 7, "size": 8}),
    )

    def clean_month(self):
        told = self.cleaned_data["month"]
        if not told:
            return None
        year, month = map(int, told.split("-"))
        last = snapshots.last_month()
        if not (1 <= month <= 12 and 1 <= year <= last.year):
            raise forms.ValidationError(_("Choose a month that is over, from 2012 on."))
        day = moments.months_after(date(year, month, 1), 1) - timedelta(days=1)
        if not snapshots.EARLIEST <= day <= last:
            raise forms.ValidationError(_("Choose a month that is over, from 2012 on."))
        return day

    def day(self):
        """The chosen month's last day; of none or a wrong choice that of the newest kept."""
        chosen = self.cleaned_data.get("month") if self.is_valid() else None
        return chosen or snapshots.newest()
