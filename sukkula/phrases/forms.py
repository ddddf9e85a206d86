"""Forms of phrases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import MarkedForm, ProseField


class NewPhrase(forms.Form):
    text = ProseField(label=_("New phrase"), max_length=2000, rows=3)
    shared = forms.BooleanField(
        label=_("Share it with all of Sukkula's staff"),
        required=False,
    )


class WritePhrase(MarkedForm):
    """A phrase written anew, over the text that was read."""

    text = ProseField(label=_("Phrase"), max_length=2000, rows=4)

    def __init__(self, *args, phrase, **kwargs):
        self.phrase = phrase
        super().__init__(*args, initial={"text": phrase.text, "seen": phrase.mark()}, **kwargs)

    def stored(self):
        self.phrase.refresh_from_db()
        return self.phrase.mark(), [(_("Phrase"), self.phrase.text)]
