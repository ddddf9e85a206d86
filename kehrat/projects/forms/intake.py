"""Forms by which cards are brought in as texts and files, and stored."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField
from kehityspolku.files.fields import FilesField, FilesInput
from kehrat.cards.written_json import from_json
from kehrat.groups.models import Kehra
from kehrat.projects import preview
from kehrat.projects.intake import brought, figures, read_again
from kehrat.projects.models.intake import HOST, why_refused

MOST_FILES = 60  # at a time: a folder


def owners():
    """The choices of whose card it becomes, for Sukkula: [(value, words)]."""
    kehrat = Kehra.objects.filter(state__in=Kehra.STANDING).in_order()
    yield "", _("Chosen later, for each card")
    yield HOST, _("Helka, Sukkula's host")
    yield from ((kehra.slug, kehra.name) for kehra in kehrat)


def owner_of(value):
    """The columns of a reading that tell whose card it becomes, from a value of `owners`."""
    kehra = Kehra.objects.filter(slug=value, state__in=Kehra.STANDING).first()
    return {"kehra": kehra, "for_host": value == HOST}


class BringForm(forms.Form):
    """Texts pasted or files chosen; gives `brought`, as `Intakes.bring_in` takes it.

    What can't be read at all is refused here only if nothing else was brought along.
    """

    text = forms.CharField(
        label=_("The text of the card"),
        required=False,
        strip=False,
        help_text=_("Copy the whole card from its first line and paste it here."),
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
    )
    files = FilesField(
        label=_("Or files"),
        required=False,
        most=MOST_FILES,
        help_text=_("Word (.docx), PDF or plain text, one or several: a whole folder at once."),
        widget=FilesInput(attrs={"accept": ".docx,.pdf,.txt"}),
    )
    text.unmarked = files.unmarked = True  # one of them

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        texts = [data["text"]] if data["text"].strip() else []
        data["brought"] = found = brought(texts, data["files"])
        if not found:
            raise ValidationError(gettext("Paste the text of the card, or choose a file."))
        if all(refusal for _taken, _pasted, refusal in found):
            for taken, pasted, refusal in found:
                words = why_refused(refusal)
                told = words if pasted else f"{taken.name}: {words}"
                self.add_error("text" if pasted else "files", ValidationError(told, refusal))
        return data


class BringForForm(BringForm):
    """The same of Sukkula's people: whose cards they are, told for all or later for each."""

    owner = forms.ChoiceField(
        label=_("Whose cards they are"),
        choices=owners,
        required=False,
        help_text=_("They become drafts of the Kehrä, and its coordinators are told."),
    )
    field_order = ["owner", "text", "files"]
    owner.unmarked = True


class StoreForm(forms.Form):
    """What a person says of a card before it is stored; its lines are told by preview.py."""

    title = LineField(label=_("Title of the card"), max_length=200, required=False)
    owner = forms.ChoiceField(label=_("Whose card it is"), choices=owners, required=False)
    title.unmarked = owner.unmarked = True

    def __init__(self, *args, reading, user, **kwargs):
        self.brought, self.reading = reading, read_again(reading)
        self.written = from_json(reading.written)
        initial = {"title": self.reading.card.title, "owner": reading.owner}
        super().__init__(*args, initial=initial, **kwargs)
        if not user.is_sukkula:
            del self.fields["owner"]

    @property
    def card(self):
        return self.reading.card

    def correct(self, data):
        """Hear the corrections of the valid form, and read the card again with them."""
        brought, told = self.brought, self.cleaned_data
        if "title" in data and told["title"] != self.card.title:
            brought.title = told["title"]
        if "owner" in told and told["owner"] != brought.owner:
            brought.give_to(**owner_of(told["owner"]))
        brought.corrections = preview.corrected(self.reading, brought.corrections, data)
        self.reading = read_again(brought)
        brought.correct(figures(self.reading))
