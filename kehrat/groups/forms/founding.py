"""Forms of founding a Kehrä: the proposal, its organisations, what is written about it later."""

from itertools import groupby

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField, MarkedForm, ProseField
from kehrat.groups.forms.members import PartForm
from kehrat.groups.models.kehra import NAMES, Kehra
from kehrat.groups.models.membership import Membership
from kehrat.groups.models.organisation import Organisation
from kehrat.places.models import SubArea

Actor = Membership.Actor


class AreasForm(forms.Form):
    """Sub-areas chosen by district; the major districts that hold a chosen one are open."""

    areas = forms.ModelMultipleChoiceField(
        SubArea.objects.inhabited(),
        label=_("Sub-areas"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one sub-area.")},
    )
    near = None  # the number of the district that one came from

    def groups(self):
        """[(major district, whether open, [(district, [(sub-area, whether chosen)])])]."""
        chosen = {str(value) for value in self["areas"].value() or []}
        rows = SubArea.objects.inhabited().filter(district__isnull=False)
        rows = rows.select_related("district__major").order_by("district__major", "district", "pk")
        groups = []
        for major, areas in groupby(rows, key=lambda area: area.district.major):
            found = [(area, area.pk in chosen) for area in areas]
            districts = groupby(found, key=lambda pair: pair[0].district)
            opened = any(yes or area.district_id == self.near for area, yes in found)
            groups.append((major, opened, [(d, list(pairs)) for d, pairs in districts]))
        return groups


class FoundForm(AreasForm, PartForm):
    """The proposal of a new Kehrä; a name in one language is enough."""

    name_fi = LineField(
        label=_("Name in Finnish"),
        max_length=120,
        required=False,
        help_text=_("One language is enough: the others use it until they have their own."),
    )
    name_sv = LineField(label=_("Name in Swedish"), max_length=120, required=False)
    name_en = LineField(label=_("Name in English"), max_length=120, required=False)
    description = ProseField(
        label=_("What do you want to do together?"),
        max_length=2000,
        help_text=_("A few sentences in the language of this page. Others can be added later."),
    )
    field_order = ["name_fi", "name_sv", "name_en", "description", "areas"]

    def __init__(self, *args, user, near=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.near = user, near and near.pk
        if near:
            self.initial.setdefault("areas", without_kehra(near))

    def clean(self):
        fields = super().clean()
        names = {fields[name] for name in NAMES if fields.get(name)}
        if not names and not self.errors.keys() & set(NAMES):
            self.add_error("name_fi", gettext("Write the name in at least one language."))
        if self.namesake(names):
            self.add_error("name_fi", gettext("There is a Kehrä of this name already."))
        return fields

    def namesake(self, names):
        """Whether a Kehrä that the writer may see has the name."""
        seen = Kehra.objects.visible_to(self.user).exclude(state=Kehra.State.ENDED)
        return any(seen.filter(**{f"{field}__in": names}).exists() for field in NAMES)

    def proposal(self):
        """What `Kehra.objects.found` takes."""
        given = dict(self.cleaned_data)
        return given | {f"description_{get_language()}": given.pop("description")}


def without_kehra(district):
    """The district's sub-areas that no Kehrä covers; all where each has one."""
    areas = SubArea.objects.inhabited().filter(district=district)
    free = areas.exclude(kehrat__in=Kehra.objects.joinable())
    return list((free or areas).values_list("pk", flat=True))


class OrganisationForm(forms.Form):
    """An organisation that stands behind the group."""

    name = LineField(label=_("Name of the organisation"), max_length=200)
    actor_type = forms.ChoiceField(label=_("What it is"), choices=Actor.choices[1:])
    contact = LineField(
        label=_("Contact person"),
        max_length=200,
        required=False,
        help_text=_("Only the group's own people and Sukkula see it. Ask the person first."),
    )


def written(name):
    """A text of the Kehrä as a field: names on one line, descriptions on several."""
    label = Kehra._meta.get_field(name).verbose_name.capitalize()
    if name.startswith("description"):
        return ProseField(label=label, max_length=2000, required=False, rows=4)
    return LineField(label=label, max_length=120, required=name in NAMES)


class EditForm(MarkedForm, AreasForm):
    """What a coordinator writes about the Kehrä; its areas where those may be changed."""

    TEXTS = ("name_fi", "name_sv", "name_en", "description_fi", "description_sv", "description_en")
    host = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Host organisation"),
        required=False,
        help_text=_("The registered association that can apply for money for the Kehrä."),
    )
    joining = forms.ChoiceField(
        label=_("How people join"),
        choices=Kehra.Joining.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args, kehra, moves, **kwargs):
        self.kehra = kehra
        written_now = [*self.TEXTS, "host", "full_name_fi", "joining"]
        facts = {name: getattr(kehra, name) for name in written_now}
        facts |= {"seen": kehra.mark(), "areas": list(kehra.sub_areas.values_list("pk", flat=True))}
        super().__init__(*args, initial=facts, **kwargs)
        for name in self.TEXTS:
            self.fields[name] = written(name)
        self.fields["full_name_fi"] = LineField(
            label=_("Areas by name"), max_length=200, required=False
        )
        if not moves:
            del self.fields["areas"]
        self.order_fields([*self.TEXTS[:3], "full_name_fi", *self.TEXTS[3:], "host", "joining"])

    def clean_joining(self):
        return self.cleaned_data["joining"] or self.kehra.joining

    def stored(self):
        kehra, given = Kehra.objects.get(pk=self.kehra.pk), self.given()
        found = {name: getattr(kehra, name) for name in given if name != "areas"}
        found = {name: now for name, now in found.items() if now != given[name]}
        if "areas" in given and set(kehra.sub_areas.all()) != set(given["areas"]):
            found["areas"] = ", ".join(area.name for area in kehra.sub_areas.all())
        return kehra.mark(), [(self.fields[name].label, now) for name, now in found.items()]
