"""Forms of a review: messages, notes, decisions, change requests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import ComingDay, ProseField, words
from kehityspolku.models import User
from kehrat.places.text_search import FinnishOrder
from sukkula.review.deciding import mark
from sukkula.review.models import Message, Note, Verdict


class WriteMessage(forms.ModelForm):
    """A message to the other side, in the language of the page."""

    class Meta:
        model = Message
        fields = ["text"]
        field_classes = {"text": ProseField}
        labels = {"text": _("New message")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class WriteNote(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["text"]
        field_classes = {"text": ProseField}
        labels = {"text": _("New internal note")}
        help_texts = {"text": _("Only Sukkula's staff ever see it.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


LATER = "later"


def conclusion(label, hint, *, required=True):
    """A decision's words, and when it is announced: at once unless said otherwise."""
    when = forms.ChoiceField(
        label=_("When is it announced?"),
        help_text=_("Until it is announced, nobody outside Sukkula sees it and no mail is sent."),
        choices=[("now", _("At once")), (LATER, _("Later, with other decisions"))],
        initial="now",
        required=False,
        widget=forms.RadioSelect,
    )
    when.unmarked = True
    return type("Conclusion", (words("reason", label, hint, required=required),), {"when": when})


class ChosenVerdicts(forms.Form):
    """Decisions ticked on the page of those that wait; also ones that wait no more, to be told."""

    verdict = forms.ModelMultipleChoiceField(
        queryset=Verdict.objects.none(),
        error_messages={"required": _("Tick the decisions first.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verdict"].queryset = Verdict.objects.of(user)


def staff():
    """Those who work at Sukkula's desk today, by name."""
    return User.objects.of_sukkula().order_by(FinnishOrder("name"), "pk")


class AssignForm(forms.Form):
    adviser = forms.ModelChoiceField(
        label=_("Adviser"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = staff()


class PromiseForm(forms.Form):
    day = ComingDay(label=_("An answer by"))
    reason = ProseField(label=_("Why another day"), max_length=2000, rows=3)


class TimeForm(forms.Form):
    day = ComingDay(label=_("Changes wanted by"))
    reason = ProseField(label=_("Words to the applicants"), max_length=2000, rows=3, required=False)


class DecideManyForm(forms.Form):
    """A decision for each of many cards: its own, or the one that is common to all."""

    OUTCOMES = [("approve", _("Approve")), ("reject", _("Reject"))]

    outcome = forms.ChoiceField(
        label=_("Decision on all"),
        required=False,
        choices=[("", _("Card by card")), *OUTCOMES],
    )
    reason = ProseField(
        label=_("Reason for all"),
        required=False,
        max_length=4000,
        rows=3,
        help_text=_("For the cards that have no reason of their own. The applicants read it."),
    )

    def __init__(self, *args, cards, **kwargs):
        super().__init__(*args, **kwargs)
        self.cards = cards
        for card in cards:
            self.fields |= self.fields_of(card)

    def fields_of(self, card):
        outcome = forms.ChoiceField(
            label=_("Decision: %(title)s") % {"title": card},
            required=False,
            choices=[("", _("As for all")), *self.OUTCOMES, ("none", _("Not now"))],
        )
        outcome.unmarked = True
        label = _("Reason: %(title)s") % {"title": card}
        reason = ProseField(label=label, required=False, max_length=4000, rows=2)
        seen = forms.CharField(widget=forms.HiddenInput, required=False, initial=mark(card))
        return {f"outcome{card.pk}": outcome, f"reason{card.pk}": reason, f"seen{card.pk}": seen}

    def by_card(self):
        """[(card, the boxes of its decision, reason and mark)]"""
        names = ("outcome", "reason", "seen")
        return [(card, *(self[f"{name}{card.pk}"] for name in names)) for card in self.cards]

    def clean(self):
        given = super().clean()
        chosen = {card.pk: self.outcome_of(card, given) for card in self.cards}
        for card in self.cards:
            if chosen[card.pk] == "reject" and not self.reason_of(card, given):
                self.add_error(f"reason{card.pk}", _("Give a reason: the applicants read it."))
        if not any(chosen.values()) and not self.errors:
            self.add_error("outcome", _("Choose a decision on all, or on one card at least."))
        return given

    def outcome_of(self, card, given):
        own = given.get(f"outcome{card.pk}")
        return "" if own == "none" else own or given.get("outcome", "")

    def reason_of(self, card, given):
        return given.get(f"reason{card.pk}") or given.get("reason", "")

    def verdicts(self, by, language):
        """The decisions, not stored, once valid."""
        given = self.cleaned_data
        told = {"decided_by": by, "language": language}
        return [
            Verdict(project=card, outcome=outcome, reason=self.reason_of(card, given), **told)
            for card in self.cards
            if (outcome := self.outcome_of(card, given))
        ]

    def seen(self):
        return {card.pk: self.cleaned_data[f"seen{card.pk}"] for card in self.cards}
