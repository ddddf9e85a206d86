"""Forms of panels and scores."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments, working_days
from kehityspolku.fields import DayField, ProseField
from kehityspolku.models import User
from kehrat.places.text_search import FinnishOrder
from rahoitus.matching.match import ranked
from rahoitus.models import Call
from sukkula.panels.models.criteria import CriteriaSet
from sukkula.panels.models.panel import serving


def calls_of(project):
    """Keys of the calls by whose criteria the card can be scored: those it is applied for, and of
    the open and coming ones those it seems to fit."""
    applied = project.applications.values_list("call", flat=True)
    having = Call.objects.filter(criteria_sets__in_use=True).distinct()
    return {*applied, *(match.call.pk for match in ranked(project, having) if match.fits)}


class PanelForm(forms.Form):
    """Whom to ask for scores of a card, by what, until when; a panel that is open takes people."""

    criteria = forms.ModelChoiceField(
        label=_("Scored by"), queryset=CriteriaSet.objects.none(), empty_label=None
    )
    due_on = DayField(label=_("Scores wanted by"))
    reviewers = forms.ModelMultipleChoiceField(
        label=_("Reviewers"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Members of the card's own Kehrä and its writer are left out."),
    )

    DAYS = 10  # working days in which the scores are wanted, unless told otherwise

    def __init__(self, *args, project, panel=None, **kwargs):
        due = working_days.after(moments.today(), self.DAYS)
        super().__init__(*args, initial={"due_on": due}, **kwargs)
        people = serving(User.objects.all(), project).order_by(FinnishOrder("name"), "pk")
        if panel:
            del self.fields["criteria"], self.fields["due_on"]
            people = people.exclude(pk__in=panel.reviews.values("reviewer"))
        else:
            usable = CriteriaSet.objects.usable(calls_of(project))
            self.fields["criteria"].queryset = usable.select_related("call")
        self.fields["reviewers"].queryset = people

    def clean_due_on(self):
        if self.cleaned_data["due_on"] < moments.today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return self.cleaned_data["due_on"]


class ScoreForm(forms.Form):
    """A card scored: for each criterion 0 to 5 or "can't say", and a comment."""

    NONE = "-"
    VALUES = [(str(n), str(n)) for n in range(6)] + [(NONE, _("Can't say"))]

    words = ProseField(
        label=_("In a few words"),
        required=False,
        max_length=4000,
        rows=4,
        help_text=_("Sukkula and the other reviewers read it."),
    )

    def __init__(self, *args, review, **kwargs):
        self.criteria = list(review.panel.criteria.criteria.all())
        kept = {score.criterion_id: score for score in review.scores.all()}
        initial = {"words": review.words}
        for pk, score in kept.items():
            initial[f"value{pk}"] = self.NONE if score.value is None else str(score.value)
            initial[f"comment{pk}"] = score.comment
        super().__init__(*args, initial=initial, **kwargs)
        for criterion in self.criteria:
            self.fields |= self.fields_of(criterion)
        self.order_fields([name for name in self.fields if name != "words"] + ["words"])

    def fields_of(self, criterion):
        value = forms.ChoiceField(
            label=_("%(name)s (weight %(weight)s)")
            % {"name": criterion, "weight": criterion.weight},
            help_text=criterion.help,
            choices=self.VALUES,
            required=False,
            widget=forms.RadioSelect,
        )
        value.unmarked = True  # needed when the scores are given, not while they are kept
        comment = ProseField(
            label=_("Comment: %(name)s") % {"name": criterion},
            required=False,
            max_length=2000,
            rows=2,
        )
        return {f"value{criterion.pk}": value, f"comment{criterion.pk}": comment}

    def values(self):
        """{criterion's pk: 0–5, or None for "can't say"} as the form stands, valid or not."""
        marked = {c.pk: self[f"value{c.pk}"].value() for c in self.criteria}
        known = {value: None if value == self.NONE else int(value) for value, _label in self.VALUES}
        return {pk: known[value] for pk, value in marked.items() if value in known}

    def scores(self):
        """{criterion's pk: (0–5 or None, comment)} of those that have been scored."""
        data = self.cleaned_data
        return {
            c.pk: (None if value == self.NONE else int(value), data[f"comment{c.pk}"])
            for c in self.criteria
            if (value := data[f"value{c.pk}"])
        }


class DeclareForm(forms.Form):
    """Before the card opens: is one free to review it?"""

    FREE, TIED = "free", "tied"

    answer = forms.ChoiceField(
        label=_("Does something tie you to this card?"),
        choices=[
            (FREE, _("No: I can score it fairly.")),
            (TIED, _("Yes, there is a conflict of interest.")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "You or someone near you works in it, gains from it, or has a quarrel with its people."
        ),
    )
    words = ProseField(
        label=_("What ties you to it?"),
        required=False,
        max_length=4000,
        rows=3,
        help_text=_("Needed when there is a conflict. Sukkula reads it."),
    )
    words.unmarked = True

    def clean(self):
        data = super().clean()
        if data.get("answer") == self.TIED and not data.get("words"):
            self.add_error("words", _("Say in a few words what ties you to the card."))
        return data
