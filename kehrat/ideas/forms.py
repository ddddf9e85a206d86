"""Forms of ideas: suggesting, entering from paper, answering, the list's filter."""

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import languages, moments
from kehityspolku.fields import DayField, LineField, Narrowing, ProseField
from kehityspolku.text import LONGEST_SEARCH, finnish_order
from kehrat.groups.forms.choices import KehraChoice
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.ideas.similar import matching
from kehrat.places.models import District, SubArea
from kehrat.places.names import is_outside
from kehrat.places.text_search import FinnishOrder

LEAST = 0.2  # likeness of what a search in the list shows


class IdeaForm(forms.ModelForm):
    """What a resident writes; where it would come true is asked of parts of the `place`, a Kehrä
    or a district, else of all of Helsinki."""

    title = LineField(label=_("Your idea in a few words"), max_length=160)
    text = ProseField(label=_("What would you like to see happen?"), max_length=4000)
    sub_area = forms.ChoiceField(
        label=_("Part of the city"),
        required=False,
        error_messages={"invalid_choice": _("Choose a part of Helsinki from the list.")},
    )
    spot = LineField(
        label=_("The exact place"),
        max_length=160,
        required=False,
        help_text=_("For example: the yard behind the library. Don't write anyone's home address."),
    )

    class Meta:
        model = Idea
        fields = ["title", "text", "language"]
        labels = {"language": _("Written in")}

    def __init__(self, *args, place=None, initial=None, **kwargs):
        super().__init__(*args, initial={"language": get_language(), **(initial or {})}, **kwargs)
        areas = (place.sub_areas if place else SubArea.objects).inhabited()
        areas = sorted(areas, key=lambda area: finnish_order(area.name))
        self.fields["sub_area"].choices = [
            ("", _("No one part")),
            *((area.pk, area.name) for area in areas),
        ]

    def clean_spot(self):
        spot = self.cleaned_data["spot"]
        if is_outside(spot):
            raise forms.ValidationError(
                gettext("This place is not in Helsinki. The Kehrät are groups of Helsinki's areas.")
            )
        return spot


class PaperForm(IdeaForm):
    """What was written on paper, when, and where the paper came from."""

    title = LineField(label=_("The idea in a few words"), max_length=160)
    paper_on = DayField(label=_("Date on the paper"))
    source = LineField(
        label=_("Where the paper came from"),
        max_length=160,
        required=False,
        help_text=_("For example: the library's idea box. Write no one's name."),
    )
    field_order = ["title", "text", "sub_area", "spot", "language", "paper_on", "source"]

    def clean_paper_on(self):
        day = self.cleaned_data["paper_on"]
        if day > moments.today():
            raise forms.ValidationError(gettext("The day has not come yet."))
        return day


class DeclineForm(forms.Form):
    reason = ProseField(
        label=_("Why it is not taken further"),
        max_length=2000,
        help_text=_("Everyone can read the reason. Thank the one who suggested it, and say why."),
    )


class MergeForm(forms.Form):
    """The like idea that this one is joined to."""

    into = forms.ModelChoiceField(
        Idea.objects.none(),
        label=_("Join it to"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the idea to join this one to.")},
    )

    def __init__(self, *args, ideas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = ideas
        self.fields["into"].label_from_instance = _with_support


def _with_support(idea):
    return gettext("%(title)s (supporters: %(n)s)") % {"title": idea, "n": idea.support_count}


class IdeaFilter(Narrowing):
    """Words, Kehrä, district, state and order."""

    q = forms.CharField(label=_("Words"), required=False)
    kehra = KehraChoice()
    district = forms.ModelChoiceField(
        District.objects.none(),
        label=_("District"),
        required=False,
        to_field_name="slug",
        empty_label=_("All districts"),
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("newest first")), ("support", _("most supported first"))],
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["maxlength"] = LONGEST_SEARCH
        self.fields["kehra"].of(Kehra.objects.visible_to(user))
        name = "name_sv" if languages.current() == "sv" else "name_fi"
        self.fields["district"].queryset = District.objects.order_by(FinnishOrder(name))
        standing = [choice for choice in Idea.State.choices if choice[0] not in Idea.GONE]
        self.fields["state"].choices = [("", _("All states")), *standing]

    @property
    def key(self):
        """What the list is ordered by (`paging.page`)."""
        return "support_count" if self.chosen.get("sort") else "made_at"

    def narrow(self, ideas):
        chosen = self.chosen
        if chosen.get("q"):
            like = matching(chosen["q"])
            ideas = like.all_of_them(ideas).filter(score__gte=LEAST) if like else ideas.none()
        if chosen.get("kehra"):
            ideas = ideas.filter(kehra=chosen["kehra"])
        if chosen.get("district"):
            ideas = ideas.in_district(chosen["district"])
        if chosen.get("state"):
            ideas = ideas.filter(state=chosen["state"])
        return ideas
