"""Logging advice and reading the log."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.fields import DayField, LineField, Narrowing, ProseField
from kehrat.groups.forms.choices import KehraChoice
from kehrat.models import Kehra
from sukkula.advice.models import Advice
from sukkula.review.forms import staff


class AdviceForm(forms.Form):
    """How, on what, to whom; what one chose last is chosen, so that it takes two presses."""

    channel = forms.ChoiceField(
        label=_("How"), choices=Advice.Channel.choices, widget=forms.RadioSelect
    )
    theme = forms.ChoiceField(
        label=_("On what"), choices=Advice.Theme.choices, widget=forms.RadioSelect
    )
    kehra = KehraChoice(all_words=_("None"))
    on = DayField(label=_("Day"))
    to_whom = LineField(
        label=_("To whom"), max_length=120, required=False, help_text=_("Emptied after a year.")
    )
    note = ProseField(
        label=_("What was said"),
        max_length=2000,
        rows=3,
        required=False,
        help_text=_("Only Sukkula's staff ever see it. Emptied after a year."),
    )

    def __init__(self, *args, by, card=None, kehra=None, **kwargs):
        last = Advice.objects.filter(by=by).order_by("-pk").first()
        usual = {
            "channel": last.channel if last else Advice.Channel.CALL,
            "theme": last.theme if last else Advice.Theme.GROUP,
            "kehra": kehra.slug if kehra else "",
            "on": moments.today(),
        }
        super().__init__(*args, initial=usual, **kwargs)
        self.card = card
        if card:
            del self.fields["kehra"]  # the card's own
        else:
            self.fields["kehra"].of(Kehra.objects.all())

    def clean_on(self):
        if not moments.in_days(-365) <= self.cleaned_data["on"] <= moments.today():
            raise forms.ValidationError(_("Choose today or a day of the last year."))
        return self.cleaned_data["on"]

    def clean(self):
        given = super().clean()
        return {**given, "project": self.card} if self.card else given


class AdviceFilter(Narrowing):
    """The log by days, by Kehrä, by who gave the advice; the last twelve months unless told."""

    first = DayField(label=pgettext_lazy("day", "From"), required=False)
    last = DayField(label=pgettext_lazy("day", "To"), required=False)
    kehra = KehraChoice()
    by = forms.ModelChoiceField(
        label=_("Adviser"), queryset=staff(), required=False, empty_label=_("All")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kehra"].of(Kehra.objects.all())

    @property
    def days(self):
        """(first, last) of the days that are asked for."""
        last = self.chosen.get("last") or moments.today()
        return self.chosen.get("first") or moments.year_before(last), last

    @property
    def query(self):
        """What is asked for as an address, its days told."""
        first, last = self.days
        asked = {"first": first, "last": last}
        if kehra := self.chosen.get("kehra"):
            asked["kehra"] = kehra.slug
        if by := self.chosen.get("by"):
            asked["by"] = by.pk
        return urlencode(asked)

    def rows(self, user):
        """What of the log is asked for, the newest first."""
        found = Advice.objects.visible_to(user).between(*self.days)
        if kehra := self.chosen.get("kehra"):
            found = found.of_kehra(kehra)
        if by := self.chosen.get("by"):
            found = found.filter(by=by)
        return found.select_related("by", "kehra", "project__kehra")
