"""Forms of what goes to the funder."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField, ProseField
from kehityspolku.files import fields
from rahoitus.sending.models import Approval, Receipt


class ReceiptForm(forms.Form):
    """The receipt of the funder's own service, or its decision."""

    what = forms.ChoiceField(
        label=_("What it is"),
        choices=Receipt.What.choices,
        initial=Receipt.What.RECEIPT,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": fields.ACCEPT}),
        help_text=_("PDF, a picture or another document, at most 20 MB."),
    )

    def clean_file(self):
        return fields.take(self.cleaned_data["file"])


class AskForm(forms.Form):
    """Whom to ask for approval: who signs for the applicant."""

    name = LineField(label=_("Name of the signatory"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link goes there. The address is not kept."),
    )


class AnswerForm(forms.Form):
    """The signatory's answer; the button says which."""

    reason = ProseField(
        label=_("Why not"),
        max_length=4000,
        rows=4,
        required=False,
        help_text=_("Needed when you decline. Those who write the application read it."),
    )
    answer = forms.ChoiceField(choices=Approval.Answer.choices, widget=forms.HiddenInput)

    def clean(self):
        given = super().clean()
        if given.get("answer") == Approval.Answer.NO and not given.get("reason"):
            self.add_error("reason", gettext("Write why, so that it can be corrected."))
        return given
