"""Forms of acts that tell what is unusual first and are done all the same by a second press."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import ProseField


def reason(label, help_text):
    """The field of the words why, hidden until they are asked for."""
    return ProseField(
        label=label,
        help_text=help_text,
        widget=forms.HiddenInput,
        max_length=4000,
        required=False,
    )


class UnusualForm(forms.Form):
    """Of what is unusual the page tells before it asks for the reason.

    `told_of`: what was typed in the fields of `WATCHED` when the page told of it. The reason
    counts for that alone: of anything else is told first.
    """

    WATCHED = ("amount", "decided_on")

    because = reason(
        _("Why it is right although it is unusual"),
        _("Everyone who reads the application sees it with the decision."),
    )
    told_of = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["because"].unmarked = True
        if data and data.get("told_of"):
            self.show_because()

    def show_because(self):
        self.fields["because"].widget = forms.Textarea(attrs={"rows": 3})

    def as_typed(self):
        return " ".join(self.data.get(name, "").strip() for name in self.WATCHED).strip()

    def clean(self):
        given = super().clean()
        if given.pop("told_of", None) != self.as_typed():
            given["because"] = ""
        return given

    def add_error(self, field, error):
        """The verb's refusal for want of a reason shows the field and what it is told of."""
        super().add_error(field, error)
        if "because" in self._errors:
            self.show_because()
            self.data = self.data.copy()
            self.data["told_of"] = self.as_typed()


class AllTheSameForm(UnusualForm):
    """Why it is done although something speaks against it; no decision that shows it with it."""

    WATCHED = ()

    because = reason(_("Why it is done all the same"), _("It is kept with what has happened."))
