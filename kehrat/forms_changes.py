"""Answers to what Sukkula asked to have changed, written beside the fields of the card."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.forms import ProseField


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

    @staticmethod
    def name(asked):
        return f"answer{asked.pk}"

    def beside(self):
        """{field of the card: [(the request, its box)]}; "" for the card as a whole."""
        pairs = {}
        for asked in self.asks:
            pairs.setdefault(asked.field, []).append((asked, self[self.name(asked)]))
        return pairs

    def given(self):
        """[(request, words)] of those answered, or answered anew; once valid."""
        words = {asked: self.cleaned_data[self.name(asked)] for asked in self.asks}
        return [(asked, said) for asked, said in words.items() if said not in ("", asked.answer)]
