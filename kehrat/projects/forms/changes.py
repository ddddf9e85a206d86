"""Answers to what Sukkula asked to have changed, written beside the fields of the card."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import ProseField
from kehityspolku.marks import mark


class AnswersForm(forms.Form):
    """A box for each change asked for; one left empty is not answered."""

    def __init__(self, *args, asks, **kwargs):
        super().__init__(*args, **kwargs)
        self.asks = asks
        for asked in asks:
            self.fields[self.name(asked)] = ProseField(
                label=_("Your answer to Sukkula"),
                initial=asked.answer,
                max_length=4000,
                required=False,
                rows=2,
            )
            self.fields[self.seen(asked)] = forms.CharField(
                initial=mark(asked.answer), required=False, widget=forms.HiddenInput
            )

    @staticmethod
    def name(asked):
        return f"answer{asked.pk}"

    @staticmethod
    def seen(asked):
        """The field that says which answer the writer saw."""
        return f"answer{asked.pk}_seen"

    def beside(self):
        """{field of the card: [(the request, its box, what was seen)]}; "" for the whole card."""
        pairs = {}
        for asked in self.asks:
            boxes = self[self.name(asked)], self[self.seen(asked)]
            pairs.setdefault(asked.field, []).append((asked, *boxes))
        return pairs

    def given(self):
        """[(request, words, whether another answer came meanwhile)] of those answered, or answered
        anew; once valid."""
        told = []
        for asked in self.asks:
            words, stands = self.cleaned_data[self.name(asked)], mark(asked.answer)
            seen = self.cleaned_data[self.seen(asked)] or stands
            if words not in ("", asked.answer) and mark(words) != seen:
                told.append((asked, words, seen != stands))
        return told
