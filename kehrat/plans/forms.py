"""Forms of the development plan: its text with its priorities, its adoption, what hangs on it."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, LineField, MarkedForm, ProseField
from kehrat.meetings.models import Meeting
from kehrat.plans.models import Priority

MOST = 12  # priorities of one plan
LONGEST = 10  # years of one plan


class PlanForm(MarkedForm):
    """The plan's years and what it is for."""

    first_year = forms.IntegerField(label=_("First year"), min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label=_("Last year"), min_value=2000, max_value=2100)
    intro = ProseField(
        label=_("What the plan is for"),
        max_length=4000,
        rows=5,
        required=False,
        help_text=_("A few sentences: where the area is now, what should be better."),
    )
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)

    def __init__(self, *args, plan, **kwargs):
        self.plan = plan
        shown = {name: getattr(plan, name) for name in self.base_fields if name != "seen"}
        super().__init__(*args, initial={**shown, "seen": plan.mark()}, **kwargs)

    def stored(self):
        """Of the text its priorities are told, all of them."""
        plan = type(self.plan).objects.get(pk=self.plan.pk)
        return plan.mark(), [(row.title, row.text) for row in plan.priorities.all()]

    def clean(self):
        fields = super().clean()
        first, last = fields.get("first_year"), fields.get("last_year")
        if first and last and not first <= last < first + LONGEST:
            told = gettext("The last year is the first or after it, %(n)s years at most.")
            self.add_error("last_year", told % {"n": LONGEST})
        return fields


class PriorityForm(forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = LineField(label=_("Priority"), max_length=160, required=False)
    text = ProseField(label=_("What it means"), max_length=4000, rows=3, required=False)

    def clean(self):
        fields = super().clean()
        if fields.get("text") and not fields.get("title") and "title" not in self.errors:
            self.add_error("title", gettext("Write the priority in a few words."))
        return fields


class PriorityRows(forms.BaseFormSet):
    """The priorities in their order; rows without a title are left out."""

    def get_ordering_widget(self):
        return forms.NumberInput(attrs={"inputmode": "numeric", "min": 1})

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Place in the order")

    def priorities(self):
        """[(pk or None, title, text)] as `Plan.write` takes them."""
        rows = [form.cleaned_data for form in self.ordered_forms if form.cleaned_data.get("title")]
        return [(row["pk"], row["title"], row["text"]) for row in rows]


Rows = forms.formset_factory(
    PriorityForm, PriorityRows, extra=2, can_order=True, max_num=MOST, absolute_max=MOST * 2
)


class AdoptForm(forms.Form):
    """When the plan was adopted, and at which meeting."""

    on = DayField(label=_("Adopted on"), initial=moments.today)
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("At which meeting"),
        required=False,
        empty_label=_("None, or one that is not here"),
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        held = plan.kehra.meetings.filter(state=Meeting.State.HELD).order_by("-starts")
        self.fields["meeting"].queryset = held
        self.fields["meeting"].label_from_instance = lambda m: f"{m.title}, {m.when}"


class HangForm(forms.Form):
    """Which priority of the plan in force an idea or a project is for."""

    priority = forms.ModelChoiceField(
        Priority.objects.none(),
        label=_("Priority of the development plan"),
        required=False,
        empty_label=_("None of them"),
    )

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, initial={"priority": record.priority_id}, **kwargs)
        self.fields["priority"].queryset = Priority.objects.current(record.kehra)
