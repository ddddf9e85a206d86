"""Forms of the desk."""

from functools import cache

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.text import capfirst, format_lazy
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import DayField, Narrowing
from kehityspolku.models import User
from kehrat.groups.forms.choices import KehraChoice
from kehrat.models import Absence, District, Duty, Kehra, MajorDistrict, Project
from kehrat.places.text_search import FinnishOrder
from sukkula.desk import columns, service_times, turns
from sukkula.desk.models import SavedView
from sukkula.desk.worklist import WHOLE_CITY
from sukkula.review.forms import AssignForm, staff

TABS = {
    "mine": _("Mine"),
    "open": _("Not taken"),
    "late": _("Late"),
    "others": _("Waiting for others"),
    "snoozed": _("Put off"),
    "all": _("All"),
}
QUERY = SavedView._meta.get_field("query").max_length


def orders():
    """[(order, words)] of each column that the list is sorted by, either way; since when one has
    waited runs the other way than how long."""
    labels = {"title": _("Project")} | {column.name: column.label for column in columns.COLUMNS}
    for name in columns.SORTED:
        for order, falls in ((name, name == "since"), (f"-{name}", name != "since")):
            words = _("{column}, falling") if falls else _("{column}, rising")
            yield order, format_lazy(words, column=labels[name])


@cache
def district_names(language):
    """[(word in the address, name)] of the city's districts by name; they never change: asked for
    once."""
    with override(language):
        name = "name_sv" if language == "sv" else "name_fi"
        districts = District.objects.order_by(FinnishOrder(name))
        return [(district.slug, district.name) for district in districts]


class DeskFilter(forms.Form):
    """What the desk's address says: the tab, the words, the Kehrä, the stage, the order."""

    tab = forms.ChoiceField(choices=list(TABS.items()), required=False, widget=forms.HiddenInput)
    search = forms.CharField(
        label=_("Title"), max_length=80, required=False, widget=forms.SearchInput
    )
    kehra = KehraChoice(all_words=_("All"))
    adviser = forms.ModelChoiceField(
        label=_("Adviser"), queryset=User.objects.none(), required=False, empty_label=_("All")
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[("", _("All")), *((name, s.label) for name, s in turns.STAGES.items())],
        required=False,
    )

    district = forms.ChoiceField(label=_("District"), required=False)
    order = forms.ChoiceField(label=_("Order"), choices=orders, required=False)
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        choices=[(column.name, column.label) for column in columns.COLUMNS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = list(staff())
        offer(self.fields["adviser"], self.people, _("All"))
        everywhere = [("", _("All")), (WHOLE_CITY, _("The whole of Helsinki"))]
        self.fields["district"].choices = [*everywhere, *district_names(get_language())]
        self.fields["kehra"].of(Kehra.objects.all())

    def show(self, order, columns):
        """Begin with the order and the columns that the list is seen with."""
        self.data = self.data.copy()
        self.data["order"] = order
        self.data.setlist("columns", columns)

    def asked(self):
        """What to narrow by; nothing when the address says something the list doesn't know."""
        return self.cleaned_data if self.is_valid() else {}


def offer(field, people, first):
    """Let the field choose among the people, who have been asked for once for the whole page."""
    field.queryset = staff()
    field.choices = [("", first), *((person.pk, str(person)) for person in people)]


class HandOverForm(AssignForm):
    """Who takes care of the cards of an adviser who is none any more."""


class AssignManyForm(AssignForm):
    """Cards of the work list, ticked, and who takes care of them."""

    cards = forms.ModelMultipleChoiceField(queryset=Project.objects.none(), required=False)
    all = forms.BooleanField(label=_("All cards of this list, on every page"), required=False)

    def __init__(self, *args, user, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        if people:
            offer(self.fields["adviser"], people, _("Choose"))
        self.fields["cards"].queryset = Project.objects.visible_to(user).filter(
            state__in=Project.assign.sources
        )

    def clean(self):
        data = super().clean()
        if not (data.get("all") or data.get("cards") or self.errors):
            self.add_error("cards", _("Tick the cards first."))
        return data


class PeriodForm(Narrowing):
    """Of which days the service figures are told."""

    period = forms.ChoiceField(label=_("Of"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.periods = service_times.periods()
        self.fields["period"].choices = [(p.name, capfirst(p.label)) for p in self.periods.values()]

    @property
    def chosen_period(self):
        """The period chosen; the usual one for what is none."""
        return self.periods[self.chosen.get("period") or ""]


class KeepViewForm(forms.Form):
    """The list as it is seen, by a name; what the list does not know is left out of it."""

    name = forms.CharField(label=_("Name of the view"), max_length=60)
    query = forms.CharField(max_length=QUERY, required=False, widget=forms.HiddenInput)

    def clean_query(self):
        asked = QueryDict(self.cleaned_data["query"])
        form = DeskFilter(asked)
        kept = QueryDict(mutable=True)
        for name in form.fields:
            if name not in (form.errors or ()) and (
                values := list(filter(None, asked.getlist(name)))
            ):
                kept.setlist(name, values)
        query = kept.urlencode()
        MaxLengthValidator(QUERY)(query)  # written out it may be longer than it came
        return query


class DutyForm(forms.Form):
    """The default adviser of each major district."""

    def __init__(self, *args, **kwargs):
        duties = Duty.objects.in_bulk(field_name="major_id")
        super().__init__(*args, **kwargs)
        for major in MajorDistrict.objects.all():
            self.fields[major.code] = forms.ModelChoiceField(
                label=major.name,
                queryset=staff(),
                required=False,
                empty_label=_("Nobody"),
                initial=duties[major.pk].adviser_id if major.pk in duties else None,
            )

    def save(self, *, by):
        for major in MajorDistrict.objects.all():
            if major.code in self.changed_data:
                Duty.objects.give(major, self.cleaned_data[major.code], by=by)


class AbsenceForm(forms.ModelForm):
    """When one is away and who stands in."""

    starts_on = DayField(label=_("Away from"))
    ends_on = DayField(label=_("Last day away"))

    class Meta:
        model = Absence
        fields = ["starts_on", "ends_on", "deputy"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = staff().exclude(pk=self.instance.person_id)
        self.fields["deputy"].queryset = others
        self.fields["deputy"].empty_label = _("Nobody")

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Choose the first day or a later one."))
        return data
