"""Forms of remarks."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import ProseField
from rahoitus.applications import wanted
from rahoitus.applications.models.remark import Remark


class RemarkForm(forms.Form):
    """A remark on a part, or on the answer to one question."""

    about = forms.ChoiceField(label=_("About"))
    text = ProseField(
        label=_("Remark"),
        max_length=2000,
        rows=4,
        help_text=_("Say what to change and how. The applicants read it beside the part."),
    )

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        asked = [(f"answers:{q.pk}", str(q)) for q in wanted.questions(application)]
        none = set() if asked else {Remark.Part.ANSWERS}
        if not wanted.documents(application):
            none.add(Remark.Part.DOCUMENTS)
        parts = [(part.value, capfirst(part.label)) for part in Remark.Part if part not in none]
        self.fields["about"].choices = [*parts, (_("One answer"), asked)] if asked else parts

    def place(self):
        """(part, question's number or None) of the valid form."""
        part, _colon, question = self.cleaned_data["about"].partition(":")
        return part, int(question) if question else None


class SettleForm(forms.Form):
    reply = ProseField(label=_("What did you do?"), max_length=2000, rows=2, required=False)
