"""Forms of applications and of their list."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, EurosField, LineField, ProseField
from rahoitus.applications.models.application import Application
from rahoitus.applications.models.lines import CostLine, FundingLine
from rahoitus.sources.models import Source

MOST_LINES = 100
CHOOSE = ("", _("Choose"))


State = Application.State
TABS = {
    "": (_("All"), None),
    "keskeneraiset": (_("Not sent yet"), Application.UNSENT),
    "rahoittajalla": (_("With the funder"), [State.SENT, State.SUPPLEMENT]),
    "myonnetyt": (_("Granted"), [State.GRANTED, State.CLOSED]),
    "paattyneet": (_("Ended without money"), [State.DECLINED, State.WITHDRAWN, State.EXPIRED]),
}


def capital(choices):
    """Choices with a capital letter, as they stand alone in a list."""
    return [(value, capfirst(label)) for value, label in choices.choices]


class ApplicationForm(forms.ModelForm):
    note = ProseField(
        label=_("What did you change, and why?"),
        help_text=_("The Kehrä's coordinators read this, also by mail."),
        rows=3,
        max_length=2000,
    )

    class Meta:
        model = Application
        fields = ["summary", "starts_on", "ends_on", "cost_model"]
        field_classes = {"summary": ProseField, "starts_on": DayField, "ends_on": DayField}
        help_texts = {
            "summary": _("Who does what, for whom and why. At most 4 000 characters."),
            "cost_model": _("The call sets which ones are possible."),
        }

    def __init__(self, *args, needs_note=False, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = self.instance.call.cost_models or ["actual"]
        labels = dict(self.fields["cost_model"].choices)
        self.fields["cost_model"].choices = [(model, labels[model]) for model in allowed]
        if not needs_note:
            del self.fields["note"]

    def clean(self):
        given = super().clean()
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", gettext("The end cannot be before the start."))
        return given


class CostForm(forms.Form):
    category = forms.ChoiceField(label=_("Category"), choices=[CHOOSE, *capital(CostLine.Category)])
    text = LineField(label=_("What"), max_length=200)
    amount = EurosField(label=_("Amount, €"))


class FundingForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of money"), choices=[CHOOSE, *capital(FundingLine.Kind)])
    text = LineField(label=_("Who pays"), max_length=200, required=False)
    amount = EurosField(label=_("Amount, €"))


class Lines(forms.BaseFormSet):
    """Lines of which empty ones are left out: to take a line away, one empties or ticks it."""

    def initial_form_count(self):
        return 0

    def clean(self):
        if self.management_form.cleaned_data["TOTAL_FORMS"] < 0:
            raise forms.ValidationError(gettext("The lines came in pieces. Save again."))

    def rows(self):
        """The lines that can be used as they stand: dicts of cleaned values."""
        names = list(self.form.base_fields)
        return [
            {name: form.cleaned_data[name] for name in names}
            for form in self.forms
            if form.has_changed() and form.is_valid() and not self._should_delete_form(form)
        ]


def lines(form, prefix, *, data=None, rows=(), spare=1):
    """The lines as posted or, without `data`, those in `rows` (dicts) and `spare` empty ones."""
    kind = forms.formset_factory(
        form,
        formset=Lines,
        extra=len(rows) + spare,
        can_delete=True,
        max_num=MOST_LINES,
        absolute_max=MOST_LINES + 50,
        validate_max=True,
    )
    return kind(data, prefix=prefix) if data is not None else kind(initial=rows, prefix=prefix)


class MessageForm(forms.Form):
    message = ProseField(label=_("Message"), rows=10, max_length=4000)


class ReasonForm(forms.Form):
    reason = ProseField(label=_("Reason"), rows=10, max_length=4000)


class PastDay(DayField):
    """A date that is not to come."""

    def clean(self, value):
        day = super().clean(value)
        if day and day > moments.today():
            raise forms.ValidationError(gettext("The date cannot be in the future."))
        return day


class SentForm(forms.Form):
    sent_on = PastDay(label=_("Sent on"), initial=moments.today)
    diary_number = LineField(
        label=_("Diary number"),
        help_text=_("As the funder's service gave it. You can leave it empty until you know it."),
        max_length=60,
        required=False,
    )


class LateForm(ReasonForm):
    late_until = DayField(label=_("May be sent late until"))

    def clean_late_until(self):
        if self.cleaned_data["late_until"] < moments.today():
            raise forms.ValidationError(gettext("Write a date that is today or later."))
        return self.cleaned_data["late_until"]


class ApplicationFilter(forms.Form):
    """Source and words of the project's title; what is not a choice narrows nothing."""

    hanke = forms.CharField(label=_("Project"), required=False, max_length=100)
    lahde = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("Source"),
        required=False,
        to_field_name="slug",
        empty_label=_("All sources"),
    )
    tila = forms.CharField(widget=forms.HiddenInput, required=False)

    def narrow(self, applications):
        self.is_valid()
        chosen = self.cleaned_data
        _name, states = TABS.get(chosen.get("tila", ""), TABS[""])
        if states:
            applications = applications.filter(state__in=states)
        if chosen.get("lahde"):
            applications = applications.filter(call__source=chosen["lahde"])
        if words := chosen.get("hanke", "").replace("\0", ""):
            applications = applications.filter(project__title__icontains=words)
        return applications

    @property
    def has_narrowed(self):
        return any(self.cleaned_data.values())

    def tabs(self, query):
        """The tabs as dicts of name, url and current, keeping the other choices."""
        here = query.get("tila", "") if query.get("tila", "") in TABS else ""
        tabs = []
        for key, (name, _states) in TABS.items():
            link = query.copy()
            for gone in ("before", "after", "tila"):
                link.pop(gone, None)
            if key:
                link["tila"] = key
            tabs.append({"name": name, "url": f"?{link.urlencode()}", "current": key == here})
        return tabs
