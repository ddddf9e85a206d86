"""What the adviser asks to have changed on a card: words on the whole, and by field."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.forms import ProseField
from kehrat.card_parts import label
from kehrat.models.change_request import FIELDS


class AskChangesForm(forms.Form):
    """A message, and a text for each field of the card; the fields left empty are not asked for."""

    message = ProseField(
        label=_("Message to the applicants"),
        max_length=4000,
        required=False,
        help_text=_("Say what is good and by when you wait for the changes."),
    )
    message.unmarked = True  # needed when no part of the card is named

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            field = ProseField(label=label(name), max_length=4000, required=False, rows=3)
            field.unmarked = True
            self.fields[f"change_{name}"] = field

    def clean(self):
        """{"message": words, "changes": {field: words}}, as the card's verb takes them."""
        given = super().clean()
        changes = {name: words for name in FIELDS if (words := given.get(f"change_{name}"))}
        if not (given.get("message") or changes or self.errors):
            self.add_error("message", _("Write a message, or say of one part what to change."))
        return {"message": given.get("message", ""), "changes": changes}

    def by_field(self):
        """The boxes of the single fields, in the card's order."""
        return [self[f"change_{name}"] for name in FIELDS]
