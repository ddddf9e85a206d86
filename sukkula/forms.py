"""Forms of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehrat.models import Kehra
from sukkula import turns
from sukkula.models import Message, Note

TABS = {
    "mine": _("Mine"),
    "open": _("Not taken"),
    "others": _("Waiting for others"),
    "all": _("All"),
}
ORDERS = ["since", "-since", "title", "-title"]


class DeskFilter(forms.Form):
    """What the desk's address says: the tab, the words, the Kehrä, the stage, the order."""

    tab = forms.ChoiceField(choices=list(TABS.items()), required=False, widget=forms.HiddenInput)
    order = forms.ChoiceField(
        choices=[(order, order) for order in ORDERS], required=False, widget=forms.HiddenInput
    )
    search = forms.CharField(
        label=_("Title"), max_length=80, required=False, widget=forms.SearchInput
    )
    kehra = forms.ModelChoiceField(
        label=_("Kehrä"),
        queryset=Kehra.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All"),
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[("", _("All")), *((name, s.label) for name, s in turns.STAGES.items())],
        required=False,
    )

    def asked(self):
        """What to narrow by; nothing when the address says something the list doesn't know."""
        return self.cleaned_data if self.is_valid() else {}


class WriteMessage(forms.ModelForm):
    """A message to the other side, in the language of the page."""

    class Meta:
        model = Message
        fields = ["text"]
        labels = {"text": _("New message")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class WriteNote(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["text"]
        labels = {"text": _("New internal note")}
        help_texts = {"text": _("Only Sukkula's staff ever see it.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


def words(name, label, hint="", *, required=True):
    """A form of one long text, named as the verb's own argument."""
    field = forms.CharField(
        label=label,
        help_text=hint,
        max_length=4000,
        required=required,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    return type("Words", (forms.Form,), {name: field})
