"""Choosing a picture and telling in words what it shows."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.forms import LineField
from kehityspolku.models import Picture
from kehityspolku.pictures import PictureField

ALTS = ("alt_fi", "alt_sv", "alt_en")


def alt(label):
    return LineField(label=label, max_length=300, required=False)


class PictureForm(forms.Form):
    """A record's picture: a new one, the same with other words, or none.

    A picture that was chosen is kept though the form lacks something. When valid, `picture` is
    what the record should have from now on.
    """

    picture = PictureField(label=_("Picture"), error_messages={"required": _("Choose a picture.")})
    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)
    alt_fi = alt(_("What the picture shows, in Finnish"))
    alt_sv = alt(_("What the picture shows, in Swedish"))
    alt_en = alt(_("What the picture shows, in English"))
    remove = forms.BooleanField(label=_("Remove the picture"), required=False)

    def __init__(self, *args, user, current=None, **kwargs):
        initial = {name: getattr(current, name) for name in ALTS} if current else {}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.user, self.current, self.chosen = user, current, current
        self.fields["alt_fi"].help_text = _(
            "One sentence for those who do not see the picture. One language is enough; "
            "others are shown to readers of that language."
        )
        self.fields["picture"].required = not (current or self.data.get("kept"))
        if not current:
            del self.fields["remove"]

    def clean(self):
        fields = super().clean()
        if fields.get("remove"):
            self.chosen = None
            return fields
        self.choose(fields)
        if not self.chosen and "picture" not in self.errors:
            self.add_error("picture", gettext("Choose a picture."))
        if not any(fields.get(name) for name in ALTS) and not self.errors.keys() & set(ALTS):
            self.add_error("alt_fi", gettext("Write what the picture shows, in one language."))
        return fields

    def choose(self, fields):
        """Take what was chosen now, else before a fault in this form, else what there is."""
        if drawn := fields.get("picture"):
            self.chosen = Picture.objects.keep(drawn, by=self.user)
            self.data = self.data.copy()
            self.data["kept"] = str(self.chosen.key)
        elif kept := fields.get("kept"):
            self.chosen = Picture.objects.kept(kept, self.user) or self.current
        if self.chosen != self.current:
            self["picture"].help_text = _(
                "The picture you chose is kept. Choose another only if you want another."
            )

    def save(self):
        """The picture with its words; None when there is to be none."""
        if self.chosen:
            self.chosen.finish(**{name: self.cleaned_data[name] for name in ALTS})
        return self.chosen
