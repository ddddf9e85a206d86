"""Forms of an application's steps; of a funder's decision, now or afterwards."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, EurosField, LineField, ProseField
from kehityspolku.web.unusual import AllTheSameForm, UnusualForm
from rahoitus.applications import by_year
from rahoitus.applications.models.decision import Decision


class PastDay(DayField):
    """A date that is not to come."""

    def clean(self, value):
        return moments.refuse_future(super().clean(value))


class MessageForm(forms.Form):
    message = ProseField(label=_("Message"), rows=10, max_length=4000)


class SupplementForm(MessageForm):
    """What a funder asks for, and its days."""

    message = ProseField(label=_("What the funder asks for"), rows=10, max_length=4000)
    asked_on = PastDay(label=_("The funder asked on"), initial=moments.today)
    answer_by = DayField(
        label=_("The funder wants the answer by"),
        help_text=_("Leave empty if the funder did not say. Reminders go before it and after."),
        required=False,
    )
    field_order = ["message", "asked_on", "answer_by"]


class ReasonForm(forms.Form):
    reason = ProseField(label=_("Reason"), rows=10, max_length=4000)


class DecisionForm(forms.Form):
    decided_on = PastDay(label=_("Date of the decision"))
    diary_number = LineField(label=_("Diary number"), max_length=60, required=False)


class ForwardForm(AllTheSameForm):
    """On which day the answer to a funder's request went."""

    WATCHED = ("forwarded_on",)

    forwarded_on = PastDay(label=_("Sent to the funder on"), initial=moments.today)
    field_order = ["forwarded_on", "because"]


class MoveAnswerForm(ReasonForm):
    answer_by = DayField(label=_("The funder wants the answer by"))
    field_order = ["answer_by", "reason"]


class SentForm(AllTheSameForm):
    WATCHED = ("sent_on", "sent_time")

    sent_on = PastDay(label=_("Sent on"), initial=moments.today)
    sent_time = forms.TimeField(
        label=_("Time"),
        help_text=_("As the funder's receipt tells it, for example 15.58. You can leave it empty."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        required=False,
    )
    field_order = ["sent_on", "sent_time", "because"]
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


def conditions():
    return ProseField(label=_("Conditions"), rows=10, max_length=4000, required=False)


def appeal_by():
    return DayField(
        label=_("Appeal no later than"),
        required=False,
        help_text=_("The last day on which the applicant can appeal, as the decision tells it."),
    )


class YearsField(ProseField):
    """A sum divided into years: gives [(year, Decimal or None)]; see by_year.py."""

    def to_python(self, value):
        try:
            return by_year.read(super().to_python(value))
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None

    def prepare_value(self, value):
        return value if isinstance(value, str) else by_year.write(value or ())


class SumForm(UnusualForm, DecisionForm):
    """A decision with its sum."""

    years = YearsField(
        label=_("By year"),
        help_text=_(
            "If the decision divides the sum: a year on each line, for example 2026: 12 000. "
            "A year without a sum is told as “not stated”."
        ),
        rows=3,
        max_length=1000,
        required=False,
    )


class GrantForm(SumForm):
    amount = EurosField(label=_("Granted, €"), more_than_zero=True)
    conditions = conditions()
    appeal_by = appeal_by()
    field_order = ["amount", "decided_on", "because", "years", "conditions", "appeal_by"]


class AfterAllForm(GrantForm):
    """A yes in the place of a no."""

    reason = ProseField(
        label=_("Why the funder decided anew"),
        help_text=_("For example: the appeal was accepted."),
        rows=4,
        max_length=4000,
    )
    field_order = ["amount", "decided_on", "because", "reason", "years", "conditions", "appeal_by"]


class TurnDownForm(UnusualForm):
    """That the applicant does not take the grant."""

    WATCHED = ("decided_on",)

    decided_on = PastDay(label=_("On which day"), initial=moments.today)
    reason = ProseField(
        label=_("Reason"), help_text=_("The funder reads it too."), rows=6, max_length=4000
    )
    field_order = ["decided_on", "because"]


class LapseForm(TurnDownForm):
    """The same of a grant that lapsed: as the funder tells it."""

    diary_number = LineField(label=_("Diary number"), max_length=60, required=False)


class AlterationForm(forms.Form):
    """What the applicants want to have changed of a grant, but not its sum."""

    ends_on = DayField(
        label=_("New last day of the work"),
        required=False,
        help_text=_("Leave empty if the last day stays."),
    )
    purpose = ProseField(
        label=_("What the money is for from now on"),
        help_text=_("Leave empty if the purpose stays."),
        rows=6,
        max_length=4000,
        required=False,
    )
    reason = ProseField(label=_("Why"), rows=6, max_length=4000)

    def clean(self):
        given = super().clean()
        if "ends_on" in given and not given["ends_on"] and not given.get("purpose"):
            self.add_error("ends_on", gettext("Write a new last day, a new purpose or both."))
        return given


class AgreeForm(UnusualForm, DecisionForm, AlterationForm):
    """The same as the funder agreed to it."""

    WATCHED = ("ends_on", "decided_on")

    reason = None
    conditions = conditions()
    field_order = ["decided_on", "ends_on", "because", "purpose", "conditions", "diary_number"]


class RefuseForm(UnusualForm, DecisionForm, ReasonForm):
    """That the funder did not agree to it."""

    WATCHED = ("decided_on",)

    appeal_by = appeal_by()
    field_order = ["decided_on", "because", "reason", "appeal_by", "diary_number"]


class DeclineForm(DecisionForm, ReasonForm):
    appeal_by = appeal_by()
    field_order = ["decided_on", "reason", "appeal_by", "diary_number"]


def past_day():
    return PastDay(
        label=_("Date of the decision"),
        required=False,
        help_text=_("Leave empty when it is not known."),
    )


class PastForm(SumForm):
    decided_on = past_day()
    amount = EurosField(
        label=_("Granted, €"),
        required=False,
        help_text=_("Leave empty when it is not known: it is then told as “not stated”."),
    )
    sent_on = PastDay(
        label=_("Sent on"),
        required=False,
        help_text=_("Leave empty when it is not known."),
    )
    starts_on = DayField(label=_("Time that is funded, from"), required=False)
    ends_on = DayField(label=_("Time that is funded, to"), required=False)
    conditions = conditions()
    field_order = ["decided_on", "amount", "because", "years", "starts_on", "ends_on", "sent_on"]

    def clean_amount(self):
        return self.cleaned_data["amount"] or None

    def clean(self):
        given = super().clean()
        for first, last in (("starts_on", "ends_on"), ("sent_on", "decided_on")):
            if given.get(first) and given.get(last) and given[last] < given[first]:
                self.add_error(last, gettext("The end cannot be before the start."))
        return given


class PastNoForm(UnusualForm):
    WATCHED = ("decided_on",)

    decided_on = past_day()
    reason = ProseField(
        label=_("Reason"),
        help_text=_("Leave empty when it is not known."),
        rows=6,
        max_length=4000,
        required=False,
    )
    sent_on = PastDay(
        label=_("Sent on"), required=False, help_text=_("Leave empty when it is not known.")
    )
    diary_number = LineField(label=_("Diary number"), max_length=60, required=False)
    field_order = ["decided_on", "because"]


class ChangeForm(SumForm):
    """The funder's own change of what it had granted."""

    KINDS = {
        Decision.Kind.AMENDED: _("A new sum in place of the one before"),
        Decision.Kind.REDUCED: _("The grant is made smaller, by"),
        Decision.Kind.RECOVERED: _("Money is to be paid back"),
        Decision.Kind.TAKEN_BACK: _("The whole grant is taken back"),
    }

    kind = forms.ChoiceField(
        label=_("What the funder decided"), choices=KINDS.items(), widget=forms.RadioSelect
    )
    amount = EurosField(
        label=_("Sum, €"),
        required=False,
        help_text=_("The new sum, or by how much less. Leave it empty if all is taken back."),
    )
    reason = ProseField(label=_("The funder's reason"), rows=6, max_length=4000)
    conditions = conditions()
    appeal_by = appeal_by()
    field_order = ["kind", "amount", "decided_on", "because", "years", "reason", "conditions"]

    def clean(self):
        given = super().clean()
        if given.get("kind") != Decision.Kind.AMENDED:  # the others take from a sum, undivided
            given["years"] = []
        if given.get("kind") == Decision.Kind.TAKEN_BACK:
            given["amount"] = None
        elif "amount" in given and not given["amount"]:
            self.add_error("amount", gettext("Write an amount that is more than zero."))
        return given


class CorrectForm(SumForm):
    """A decision as it really is, in the place of one that was recorded wrongly."""

    amount = EurosField(label=_("Sum, €"))
    ends_on = DayField(label=_("New last day of the work"), required=False)
    purpose = ProseField(
        label=_("What the money is for from now on"), rows=6, max_length=4000, required=False
    )
    reason = ProseField(label=_("The funder's reason"), rows=6, max_length=4000)
    conditions = conditions()
    appeal_by = appeal_by()
    why = ProseField(
        label=_("What was wrong"),
        help_text=_("Everyone who reads the application sees it beside both decisions."),
        rows=3,
        max_length=4000,
    )
    field_order = ["amount", "decided_on", "because", "years", "reason", "conditions", "appeal_by"]

    def __init__(self, data=None, *, decision):
        names = [name for name in self.base_fields if hasattr(decision, name)]
        initial = {name: getattr(decision, name) for name in names}
        years = list(decision.by_year().values_list("year", "amount"))
        super().__init__(data, initial=initial | {"because": "", "years": years})
        if decision.recorded_afterwards:
            self.fields["decided_on"].required = self.fields["reason"].required = False
        if decision.kind != Decision.Kind.ALTERED:
            del self.fields["ends_on"], self.fields["purpose"]
        else:
            self.fields["reason"].required = False
        if decision.kind not in decision.WHOLE:
            del self.fields["years"]
        if not decision.has_sum:
            del self.fields["amount"]
        elif decision.amount is None:
            self.fields["amount"].required = False
        else:
            self.fields["amount"].more_than_zero = True
        if decision.kind == Decision.Kind.GRANTED:
            del self.fields["reason"]

    def clean_amount(self):
        return self.cleaned_data["amount"] or None  # nothing stated
