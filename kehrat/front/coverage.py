"""What the Kehrät cover, counted by sub-area; the yarn map and the lists beside it draw from it."""

from types import SimpleNamespace

from django.db.models import Count, OuterRef, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku.text import finnish_order
from kehrat.groups.models import Kehra
from kehrat.map.boundaries import boundary_map
from kehrat.map.cartogram import yarn
from kehrat.map.window import around
from kehrat.places.models import District, SubArea


def districts(user):
    """All districts by major district, each with what covers it: see `cover`. Four queries."""
    joinable = Kehra.objects.visible_to(user).joinable()
    inhabited = SubArea.objects.inhabited().prefetch_related(Prefetch("kehrat", joinable))
    rows = District.objects.select_related("major", "boundary").order_by("major", "number")
    return [cover(d) for d in rows.prefetch_related(Prefetch("sub_areas", inhabited))]


def cover(district):
    """Add to a district (sub-areas and their Kehrät prefetched) its joinable `groups`, the `whole`
    ones that cover all of it, and the numbers of `covered` and all sub-areas (`areas`).
    """
    areas = list(district.sub_areas.all())
    groups = {kehra.pk: kehra for area in areas for kehra in area.kehrat.all()}
    district.areas = len(areas)
    district.covered = sum(bool(area.kehrat.all()) for area in areas)
    district.groups = sorted(groups.values(), key=lambda kehra: finnish_order(kehra.name))
    district.whole = [
        kehra for kehra in district.groups if all(kehra in area.kehrat.all() for area in areas)
    ]
    return district


def figures(rows):
    """(districts with a Kehrä, all districts) of covered districts."""
    return sum(bool(district.groups) for district in rows), len(rows)


def map_of(rows, title):
    """The map of covered districts, in their order: yarn, or their boundaries once loaded."""
    groups = {kehra.pk: kehra for district in rows for kehra in district.groups}
    balls = [
        SimpleNamespace(
            number=d.number,
            name=d.name,
            title=title_of(d),
            url=d.get_absolute_url(),
            x=d.x,
            y=d.y,
            r=d.r,
            boundary=getattr(d, "boundary", None),
        )
        for d in rows
    ]
    kehrat = [
        SimpleNamespace(
            thread=kehra.thread,
            numbers={d.number for d in rows if kehra in d.groups},
            whole={d.number for d in rows if kehra in d.whole},
        )
        for kehra in groups.values()
    ]
    drawn = boundary_map if any(ball.boundary for ball in balls) else yarn
    return drawn(balls, kehrat, title)


def part_of(rows, title):
    """The part of the map with these covered districts, as `map_of` gives the whole."""
    drawn = map_of(rows, title)
    drawn.viewBox, drawn.is_part = around(drawn), True
    return drawn


def areas_of(kehra):
    """A Kehrä's sub-areas with their districts, each with how many there are in its district."""
    same = SubArea.objects.inhabited().filter(district=OuterRef("district")).order_by()
    number = same.values("district").annotate(n=Count("pk")).values("n")
    return kehra.sub_areas.select_related("district__boundary").annotate(in_district=number)


def districts_of(kehra, areas):
    """The districts of a Kehrä's `areas_of`, each as `cover` tells of it but for other Kehrät."""
    found = {}
    for area in areas:
        district = found.setdefault(area.district_id, area.district)
        district.groups, district.areas = [kehra], area.in_district
        district.covered = getattr(district, "covered", 0) + 1
        district.whole = [kehra] if district.covered >= district.areas else []
    return list(found.values())


def title_of(district):
    """A district in one line, as its ball's title says it."""
    people = residents(district.population)
    if not district.groups:
        return _("%(district)s, %(people)s. No Kehrä yet.") % {
            "district": district.name,
            "people": people,
        }
    groups = ", ".join(kehra.name for kehra in district.groups)
    facts = {"district": district.name, "people": people, "groups": groups}
    if district.covered < district.areas:
        facts |= {"covered": district.covered, "areas": district.areas}
        return _("%(district)s, %(people)s. Partly in a Kehrä: %(groups)s.") % facts
    return _("%(district)s, %(people)s. Kehrä: %(groups)s.") % facts


def residents(number):
    """An estimate in words, "about 17 100 residents"."""
    if number == 0:
        return _("no residents")
    written = f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
    return ngettext("about %(n)s resident", "about %(n)s residents", number) % {"n": written}
