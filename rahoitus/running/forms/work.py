"""Forms of volunteer work: one's own on a phone, others' from a printed list."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, LineField, ProseField
from kehityspolku.text import tidy_line
from rahoitus.running.models.volunteer import VolunteerWork

MOST_LINES = 200
HOURS = re.compile(r"[\s;,:](?P<hours>\d{1,2}(?:[.,]\d{1,2})?)\s*(?:h|t|tim\.?)?$")


class HoursField(forms.DecimalField):
    """Hours as people write them: "3", "3,5", "2.25"."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs):
        bounds = {"min_value": Decimal("0.01"), "max_value": 24, "decimal_places": 2}
        super().__init__(**bounds, **kwargs)

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class GrantWork(forms.Form):
    """What was done when; for which grant, if there are several."""

    application = forms.ModelChoiceField(label=_("For which grant"), queryset=None)
    what = LineField(label=_("What was done"), max_length=200)
    on = DayField(label=_("Day"), initial=moments.today)

    def __init__(self, *args, grants, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["application"].queryset = grants
        self.fields["application"].label_from_instance = lambda grant: str(grant.call)
        if len(grants) == 1:
            del self.fields["application"]
        self.only = grants[0] if len(grants) == 1 else None

    @property
    def grant(self):
        return self.only or self.cleaned_data["application"]


class OwnWorkForm(GrantWork):
    """One's own work, in three fields."""

    hours = HoursField(label=_("Hours"))

    def rows(self, user):
        given = self.cleaned_data
        words = {name: given[name] for name in ("what", "on", "hours")}
        return [{"who": str(user), **words}]


class ListForm(GrantWork):
    """The lines of a printed list: a name and hours on each."""

    lines = ProseField(
        label=_("Names and hours, one person on each line"),
        max_length=MOST_LINES * 130,
        rows=8,
        help_text=_("For example: Liisa Esimerkki 3,5"),
    )

    def clean_lines(self):
        """[(who, hours)]."""
        told = [line for line in map(tidy_line, self.cleaned_data["lines"].splitlines()) if line]
        if len(told) > MOST_LINES:
            words = gettext("At most %(most)s lines at a time.")
            raise forms.ValidationError(words % {"most": MOST_LINES})
        rows, wrong = [], []
        for line in told:
            found = HOURS.search(line)
            who = line[: found.start()].rstrip(" ;,:") if found else ""
            hours = Decimal(found["hours"].replace(",", ".")) if found else Decimal(0)
            if 0 < len(who) <= VolunteerWork.LONGEST_NAME and 0 < hours <= 24:
                rows.append((who, hours))
            else:
                wrong.append(line[:60])
        if wrong:
            words = gettext("Write a name and hours from 0,01 to 24 on the line: %(line)s")
            raise forms.ValidationError([words % {"line": line} for line in wrong[:10]])
        return rows

    def rows(self, _user):
        given = self.cleaned_data
        words = {name: given[name] for name in ("what", "on")}
        return [{"who": who, "hours": hours, **words} for who, hours in given["lines"]]
