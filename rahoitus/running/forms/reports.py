"""Forms of a grant's reports and claims."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, LineField, MarkedForm, ProseField
from rahoitus.running.models.report import TEXTS, GrantReport

LONGEST = 10_000


def text(label, hint="", rows=6):
    return ProseField(label=label, help_text=hint, max_length=LONGEST, rows=rows, required=False)


class AgreeForm(forms.Form):
    """A report or a claim that the funder waits for."""

    kind = forms.ChoiceField(label=_("What is given"), choices=GrantReport.Kind.choices)
    due_on = DayField(label=_("Given by"))
    starts_on = DayField(label=_("Time covered, from"), required=False)
    ends_on = DayField(label=_("Until"), required=False)

    def clean(self):
        given = super().clean()
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", gettext("The end is before the start."))
        return given


class WriteForm(MarkedForm):
    """What a report tells in words. What may lack is said when it is sent, not when it is saved."""

    results = text(
        _("Results against the goals"), _("What was done and reached, goal by goal."), 10
    )
    worked = text(_("What worked"))
    improve = text(_("What to improve"))
    risks = text(_("Risks, and what is done about them"))

    def __init__(self, *args, report, initial=None, **kwargs):
        self.report = report
        kept = {**report.texts(), "seen": report.mark(), **(initial or {})}
        super().__init__(*args, initial=kept, **kwargs)

    def stored(self):
        self.report.refresh_from_db(fields=TEXTS)
        theirs = [
            (self.fields[name].label, told)
            for name, told in self.report.texts().items()
            if told != self.cleaned_data[name]
        ]
        return self.report.mark(), theirs


class DeliverForm(forms.Form):
    """When it went to the funder."""

    delivered_on = DayField(label=_("Sent to the funder on"), initial=moments.today)
    diary_number = LineField(label=_("Diary number"), max_length=60, required=False)
