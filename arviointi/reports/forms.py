from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from arviointi.reports import areas
from arviointi.reports.models import Goal
from kehityspolku import moments
from kehityspolku.fields import DayField, EurosField, LineField
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


class TargetField(EurosField):
    """A number of anything, written as euros are: “12 500”, “7,5”."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(_("Write a number that is zero or more.")) from None


class GoalForm(forms.Form):
    """A goal of an area and a year: what a figure is to be, or that it is given up."""

    area = forms.ChoiceField(label=_("Area"))
    year = forms.IntegerField(
        label=_("Year"),
        min_value=EARLIEST.year,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "size": 6}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write a year from 2012 on, such as 2027.")
        ),
    )
    figure = forms.ChoiceField(label=_("Figure"), choices=Goal.Figure.choices)
    target = TargetField(
        label=_("Target value"),
        required=False,
        help_text=_("A number. Leave it empty to give the goal up."),
    )
    reason = LineField(
        label=_("Why this target"),
        max_length=300,
        required=False,
        help_text=_("Printed beside it in reports."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, initial={"year": moments.today().year}, **kwargs)
        self.fields["area"].choices = areas.open_to(user)
        self.fields["target"].unmarked = True

    def clean(self):
        given = super().clean()
        target = given.get("target")
        if given.get("figure") == Goal.Figure.RATE and target is not None and target > 100:
            self.add_error("target", _("A rate is at most 100 per cent."))
        if target is None and not self.errors and not self.standing(**given):
            self.add_error(
                "target", _("There is no such goal to give up. Write a number to set one.")
            )
        return given

    def standing(self, area, year, figure, **_more):
        """Whether such a goal holds now."""
        goals = Goal.objects.standing([areas.find(area).key])
        return goals.filter(year=year, figure=figure).exists()

    def save(self, by):
        """Set the goal, or give it up where there is no target; returns it."""
        facts = dict(self.cleaned_data)
        area, goals = areas.find(facts.pop("area")), Goal.objects
        if facts["target"] is None:
            del facts["target"]
            return goals.give_up(area, by=by, **facts)
        return goals.set_for(area, by=by, **facts)
