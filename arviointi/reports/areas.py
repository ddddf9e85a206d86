"""What progress reports tell of: the city, a major district, a district, a Kehrä or a project."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from kehityspolku.models import Report
from kehrat.groups import rules
from kehrat.models import District, Kehra, MajorDistrict, Project


@dataclass(frozen=True)
class Area:
    """An area by its key ("city", "major:3", "district:12", "kehra:SLUG", "project:7"), with its
    districts."""

    key: str
    record: object = None

    @property
    def is_city(self):
        return self.key == "city"

    @property
    def kehra(self):
        return self.record if isinstance(self.record, Kehra) else None

    @property
    def project(self):
        return self.record if isinstance(self.record, Project) else None

    @property
    def name(self):
        """In the active language."""
        if self.is_city:
            return _("Helsinki")
        if isinstance(self.record, MajorDistrict):
            return self.record.full_name
        return self.project.title if self.project else self.record.name

    def districts(self):
        """The districts it holds or touches."""
        if self.is_city:
            return District.objects.all()
        if isinstance(self.record, MajorDistrict):
            return District.objects.filter(major=self.record)
        if self.kehra:
            return District.objects.filter(sub_areas__kehrat=self.kehra).distinct()
        if self.project:
            if self.project.all_districts:
                return District.objects.all()
            mine = Q(projects=self.project) | Q(sub_areas__projects=self.project)
            if self.project.kehra_id:
                mine |= Q(sub_areas__kehrat=self.project.kehra_id)
            return District.objects.filter(mine).distinct()
        return District.objects.filter(pk=self.record.pk)

    def kehrat(self):
        """The Kehrät with a sub-area in it, that Kehrä alone when it is one; of a project its
        own."""
        if self.kehra:
            return Kehra.objects.filter(pk=self.kehra.pk)
        if self.project:
            return Kehra.objects.public().filter(pk=self.project.kehra_id)
        return (
            Kehra.objects.public()
            if self.is_city
            else Kehra.objects.public().covering(self.districts())
        )

    def projects(self):
        """Its cards in every state: of its Kehrät, those that target it, the whole city's."""
        if self.is_city:
            return Project.objects.all()
        if self.project:
            return Project.objects.filter(pk=self.project.pk)
        mine = Q(kehra__in=self.kehrat()) | Q(all_districts=True)
        if not self.kehra:
            districts = self.districts()
            mine |= Q(districts__in=districts) | Q(sub_areas__district__in=districts)
        return Project.objects.filter(mine).distinct()

    def holds(self, fact):
        """A filter of those rows of a dated fact that are the area's."""
        if self.is_city:
            return Q()
        found = Q(pk__in=[])
        for way in ("project",) if self.project else fact.ways:
            if path := getattr(fact, way):
                mine = {"project": self.projects, "kehra": self.kehrat, "district": self.districts}
                found |= Q(**{f"{path}__in": mine[way]().order_by().values("pk")})
        return found


def find(key):
    """The Area of a key; ValueError, in words, when there is none."""
    kind, _colon, name = str(key).partition(":")
    finders = {
        "major": lambda: MajorDistrict.objects.filter(code=name),
        "district": lambda: District.objects.filter(number=int(name)),
        "kehra": lambda: Kehra.objects.public().filter(slug=name),
        "project": lambda: Project.objects.public().filter(pk=int(name)),
    }
    if key == "city":
        return Area("city")
    try:
        record = finders[kind]().first() if "\0" not in name else None
    except (KeyError, ValueError, OverflowError):
        record = None
    if not record:
        raise ValueError(
            _(
                "There is no area “%(key)s”. Use city, major:CODE, district:NUMBER, "
                "kehra:SLUG or project:NUMBER."
            )
            % {"key": str(key)[:60]}
        )
    return Area(f"{kind}:{name}", record)


def shared_with(user):
    """The keys of the areas whose reports the user reads, whoever ordered them; of projects those
    that somebody has ordered one of."""
    keys = {key for _label, options in open_to(user) for key, _name in options}
    ordered = Report.objects.filter(params__area__startswith="project:").order_by()
    for key in set(ordered.values_list("params__area", flat=True)):
        try:
            if rules.can_report(user, find(key).districts()):
                keys.add(key)
        except ValueError:  # not public any more
            continue
    return keys


def open_to(user):
    """[(group, [(key, name)])] of the areas the user may order reports of, for a form's list."""
    majors = list(MajorDistrict.objects.prefetch_related("districts"))
    districts = {d.pk: d for major in majors for d in major.districts.all()}
    allowed = set(districts) if rules.is_sukkula(user) else rules.reportable(user)
    wholly = [m for m in majors if {d.pk for d in m.districts.all()} <= allowed]
    kehrat = [
        kehra
        for kehra in Kehra.objects.public().prefetch_related("sub_areas")
        if {sub_area.district_id for sub_area in kehra.sub_areas.all()} <= allowed
    ]
    groups = [
        (_("Whole city"), [("city", _("Helsinki"))] if set(districts) <= allowed else []),
        (_("Major districts"), [(f"major:{m.code}", m.name) for m in wholly]),
        ("Kehrät", [(f"kehra:{k.slug}", k.name) for k in kehrat]),
        (_("Districts"), [(f"district:{n}", districts[n].name) for n in sorted(allowed)]),
    ]
    return [(label, options) for label, options in groups if options]
