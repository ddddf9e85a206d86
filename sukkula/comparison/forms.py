"""Forms of cards side by side."""

from django import forms
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import Narrowing
from kehrat.models import Project
from kehrat.places.text_search import FinnishOrder
from sukkula.comparison.table import comparable
from sukkula.panels.models import CriteriaSet, Panel

REVIEW, SHORTLIST, ALL = "review", "shortlist", "all"


def sets():
    """The sets of criteria by which cards have been scored, those of cards in review first."""
    panels = Panel.objects.filter(criteria=OuterRef("pk"))
    in_review = panels.filter(project__state=Project.State.IN_REVIEW)
    found = CriteriaSet.objects.filter(Exists(panels)).select_related("call")
    return found.order_by(Exists(in_review).desc(), FinnishOrder("name_fi"), "pk")


class SetField(forms.ModelChoiceField):
    """A set of criteria, told with its call."""

    def label_from_instance(self, criteria):
        return f"{criteria} · {criteria.call}" if criteria.call else str(criteria)


class CompareFilter(Narrowing):
    """By which criteria cards are compared, and which of them."""

    criteria = SetField(
        label=_("Scored by"), queryset=CriteriaSet.objects.none(), required=False, empty_label=None
    )
    show = forms.ChoiceField(
        label=_("Which cards"),
        required=False,
        choices=[
            (REVIEW, _("In Sukkula's review")),
            (SHORTLIST, _("On the shortlist")),
            (ALL, _("All that were scored")),
        ],
    )
    order = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criteria"].queryset = sets()

    def asked(self):
        """(the criteria or None, which cards, the criterion to sort by or None)"""
        asked = self.chosen
        criteria = asked.get("criteria") or self.fields["criteria"].queryset.first()
        prefetch_related_objects([criteria] if criteria else [], "criteria")
        order = asked.get("order") or ""
        kinds = criteria.criteria.all() if criteria else []
        by = next((kind for kind in kinds if str(kind.pk) == order), None)
        return criteria, asked.get("show") or REVIEW, by


class ChosenCards(forms.Form):
    """Cards ticked among those that are side by side."""

    MOST = 100  # at a time

    criteria = SetField(queryset=CriteriaSet.objects.none())
    cards = forms.ModelMultipleChoiceField(
        queryset=Project.objects.none(),
        error_messages={"required": _("Tick the cards first.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criteria"].queryset = sets()
        self.fields["cards"].queryset = comparable(user)

    def clean_cards(self):
        cards = self.cleaned_data["cards"]
        if len(cards) > self.MOST:
            raise forms.ValidationError(
                _("Choose at most %(most)s cards at a time.") % {"most": self.MOST}
            )
        return cards
