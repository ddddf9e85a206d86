"""Forms of milestones."""

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, LineField
from kehityspolku.files import fields
from kehrat.places.text_search import FinnishOrder


class MilestoneForm(forms.Form):
    """A milestone to agree on."""

    title = LineField(label=_("What is done then"), max_length=200)
    due_on = DayField(label=_("By which day"))
    owner = forms.ModelChoiceField(
        label=_("Who answers for it"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("owner of a milestone", "The coordinators"),
    )

    def __init__(self, *args, kehra, **kwargs):
        super().__init__(*args, **kwargs)
        if kehra:
            self.fields["owner"].queryset = kehra.members().order_by(FinnishOrder("name"), "pk")
        else:
            del self.fields["owner"]


class DoneForm(forms.Form):
    """When it was done."""

    done_on = DayField(label=_("Done on"), initial=moments.today)


class EvidenceForm(forms.Form):
    """A file or a link that shows that a milestone is done."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": fields.ACCEPT}),
        help_text=_("PDF, a picture or another document, at most 20 MB."),
    )
    link = forms.URLField(
        label=_("Or a link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("An address that Sukkula and the funder can open."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.unmarked = True  # one of them is needed

    def clean_file(self):
        file = self.cleaned_data["file"]
        return fields.take(file) if file else None

    def clean(self):
        given = super().clean()
        if not self.errors and not (given.get("file") or given.get("link")):
            raise forms.ValidationError(gettext("Choose a file or write a link."))
        return given
