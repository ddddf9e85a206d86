"""Forms of payments and vouchers."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments, money
from kehityspolku.fields import DayField, EurosField, LineField, ProseField
from kehityspolku.files import fields
from rahoitus.running.models.payment import Payment
from rahoitus.running.models.report import GrantReport
from rahoitus.running.models.voucher import VoucherFile
from rahoitus.running.proofs import left, paid_lines


class ClaimField(forms.ModelChoiceField):
    """One of a grant's claims, each told by its day."""

    def label_from_instance(self, obj):
        return obj.title


class PlanForm(forms.Form):
    """A payment to come, or money to return."""

    kind = forms.ChoiceField(label=_("Kind of payment"), choices=Payment.Kind.choices)
    amount = EurosField(label=_("Sum, €"), more_than_zero=True)
    due_on = DayField(label=_("By which day"))
    milestone = forms.ModelChoiceField(
        label=_("Milestone, of a lump sum"), queryset=None, required=False, empty_label="–"
    )
    claim = ClaimField(
        label=_("Claim, of a payment against one"), queryset=None, required=False, empty_label="–"
    )

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["milestone"].queryset = application.project.milestones.exclude(state="dropped")
        claims = application.reports.filter(kind=GrantReport.Kind.CLAIM)
        self.fields["claim"].queryset = claims.exclude(state=GrantReport.State.DROPPED)


class PaidForm(forms.Form):
    """When how much came, or went back."""

    paid_on = DayField(label=_("Day"), initial=moments.today)
    amount = EurosField(label=_("Sum, €"), more_than_zero=True)


class VoucherForm(forms.Form):
    """What a voucher tells; `because` is asked where something is unlikely."""

    payee = LineField(label=_("To whom it was paid"), max_length=200)
    day = DayField(label=_("Day of payment"))
    amount = EurosField(
        label=_("Sum, €"), more_than_zero=True, help_text=_("What of it is this project's.")
    )
    cost_line = forms.ModelChoiceField(label=_("Line of the budget"), queryset=None)
    what = LineField(label=_("What for"), max_length=200, required=False)
    because = ProseField(
        label=_("Why it is right although it is unusual"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=_("Only if you are asked."),
    )

    def __init__(self, *args, application, voucher=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cost_line"].queryset = paid_lines(application)
        self.fields["because"].unmarked = True  # its own words say when it is needed
        rest = left(application, voucher)
        told = pgettext("line of a budget", "%(line)s (%(left)s left)")
        self.fields["cost_line"].label_from_instance = lambda line: (
            told
            % {
                "line": line.label,
                "left": money.euros(max(rest[line.root], Decimal(0))),
            }
        )


class BringForm(VoucherForm):
    """The same with the file, which is kept though something else lacks."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": fields.ACCEPT}),
        help_text=_("A picture or a PDF of the receipt or invoice, at most 20 MB."),
    )
    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["file"]

    def __init__(self, *args, application, by, **kwargs):
        super().__init__(*args, application=application, **kwargs)
        self.fields["file"].unmarked = True  # needed, unless one is kept
        self.project, self.by, self.chosen = application.project, by, None

    def clean_file(self):
        if file := self.cleaned_data["file"]:
            taken = fields.take(file)
            self.choose(VoucherFile.objects.take_in(self.project, taken, by=self.by))

    def clean(self):
        given = super().clean()
        if not self.chosen and (key := given.get("kept")):
            mine = VoucherFile.objects.filter(project=self.project, by=self.by, voucher=None)
            self.choose(mine.filter(key=key).first())
        if not self.chosen and "file" not in self.errors:
            self.add_error("file", gettext("Choose a file."))
        return given

    def choose(self, file):
        """Go on with a kept file, which the form holds when it is shown again."""
        if not file:
            return
        self.chosen = file
        self.data = self.data.copy()
        self.data["kept"] = str(file.key)
        self["file"].help_text = _("The file you chose is kept. Choose another only if you want.")
