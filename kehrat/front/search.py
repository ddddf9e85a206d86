"""One box: finds districts, sub-areas and Kehrät by any of their names, typos forgiven.

Names are compared without accents and case. A whole name comes first, then what begins with the
words, then what holds them. What is only like them (trigrams, pg_trgm) shows if nothing else does,
the nearest in spelling first. Nicknames, post codes, parts of the city and names in a sentence
("Kontulan alue") are known from kehrat.places.names.
"""

from types import SimpleNamespace

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Q, TextField, Value, When
from django.db.models.functions import Greatest
from django.db.models.lookups import Contains, Exact, StartsWith
from django.utils.translation import get_language

from kehityspolku.text import search_words
from kehrat.groups.models import Kehra
from kehrat.places.models import OPEN_SEA, SubArea
from kehrat.places.names import NEAR, NICKNAME, PART, POST_CODE, meanings
from kehrat.places.text_search import LIKE, Unaccent

SHOWN = 10
CLOSE = 0.2  # how much less like than the best one a name may be
WHOLE, BEGINS, HOLDS = 4.0, 3.0, 2.0  # a likeness, at most 1, is added to the two last
KEHRA = "kehra"
LIKELY = (NICKNAME, POST_CODE)  # by these a place is suggested
MEANT, NEARLY, LATER = 3.99, 1.5, 0.05  # by another name; spelt almost so, less for each one later


def find(text):
    """The best SHOWN hits for what a person wrote, best first; [] when nothing is like it.

    A hit has kind ("district", "sub_area", "part" of the city, "kehra"), place (the record),
    district (None for a part and a Kehrä), kehrat (the joinable Kehrät there) and suggested: by
    what ("nickname", "post code") it is most likely meant; "" for what is itself so called.

    Three queries whatever is found: places, Kehrät so called, Kehrät of the places.
    """
    if not (words := search_words(text)):
        return []
    hits = [*_places(words, meanings(words)), *_kehrat(words)]
    best = max((hit.score for hit in hits), default=0)
    least = HOLDS if best >= HOLDS else best - CLOSE
    hits = sorted((h for h in hits if h.score >= least), key=lambda hit: -hit.score)[:SHOWN]
    _add_kehrat([hit for hit in hits if hit.kind != KEHRA])
    return hits


def _places(words, told):
    """Districts, sub-areas and parts of the city; of a district and a sub-area of one name the
    district. All come as sub-areas with their districts: the city has 148."""
    parts = [each for each in told if each.kind == PART]
    rows = list(_sub_areas(words, told, {number for each in parts for number in each.districts}))
    districts = {row.district_id: row.district for row in rows if row.district_id}
    scores = {row.district_id: row.district_score for row in rows}
    near = [d for d in districts.values() if scores[d.pk] >= LIKE]
    near = sorted(near, key=lambda d: (-scores[d.pk], d.pk))[:SHOWN]
    yield from (_hit("district", d, scores[d.pk], district=d, in_districts=[d]) for d in near)
    names = {district.name_fi for district in near}
    likely = {c: each.kind for each in told if each.kind in LIKELY for c in each.sub_areas}
    areas = [row for row in rows if row.score >= LIKE and row.pk != OPEN_SEA]
    for area in sorted(areas, key=lambda area: (-area.score, area.pk))[:SHOWN]:
        if area.name_fi not in names or area.name_fi != area.district.name_fi:
            suggested = likely.get(area.pk, "")
            yield _hit("sub_area", area, area.score, district=area.district, suggested=suggested)
    for each in parts:
        inside = [districts[number] for number in each.districts if number in districts]
        yield _hit(PART, _part(each, inside), HOLDS, in_districts=inside)


def _sub_areas(words, told, districts):
    """Those that score, themselves or by their district, and those of the `districts`."""
    score = _best(words, "name_fi", "name_sv", told=_scores(told, "sub_areas"))
    of_district = _best(
        words,
        "district__name_fi",
        "district__name_sv",
        alias="district__also_known_as",
        told=_scores(told, "districts"),
        key="district",
    )
    rows = SubArea.objects.select_related("district")
    rows = rows.annotate(score=score, district_score=of_district)
    asked = Q(score__gte=LIKE) | Q(district_score__gte=LIKE) | Q(district__in=districts)
    return rows.filter(asked).order_by("pk")


def _kehrat(words):
    score = _best(words, "name_fi", "name_sv", "name_en", alias="full_name_fi")
    found = Kehra.objects.joinable().annotate(score=score).filter(score__gte=LIKE)
    for kehra in found.order_by("-score", "pk")[:SHOWN]:
        yield _hit(KEHRA, kehra, kehra.score, kehrat=[kehra])


def _add_kehrat(hits):
    """Add to each place the joinable Kehrät there, by name; one query for all."""
    areas = {hit.place.pk for hit in hits if hit.kind == "sub_area"}
    districts = {district.pk for hit in hits for district in hit.in_districts}
    there = Q(sub_areas__in=areas) | Q(sub_areas__district__in=districts)
    if not hits:
        return
    rows = Kehra.objects.joinable().filter(there)
    for kehra in rows.annotate(area=F("sub_areas"), at=F("sub_areas__district")).in_order():
        for hit in hits:
            inside = {district.pk for district in hit.in_districts}
            covers = kehra.at in inside if inside else kehra.area == hit.place.pk
            if covers and kehra not in hit.kehrat:
                hit.kehrat.append(kehra)


def _scores(told, kind):
    """{score: [keys]} of the places that the words mean by another name, or are spelt almost so."""
    scores = {}
    for place, each in enumerate(told):
        if each.kind != PART:
            score = NEARLY - place * LATER if each.kind == NEAR else MEANT
            scores.setdefault(score, []).extend(getattr(each, kind))
    return scores


def _part(told, districts):
    """A part of the city as a place."""
    name, other = told.name_fi, told.name_sv
    if get_language() == "sv":
        name, other = other, name
    other = other if other != name else ""
    return SimpleNamespace(
        pk=None, name=name, name_fi=told.name_fi, other_name=other, districts=districts
    )


def _best(words, *names, alias=None, told=None, key="pk"):
    """The best score of a row's names for the words; rows whose `key` is `told` have its score."""
    sought = Unaccent(Value(words, output_field=TextField()))
    scores = [_score(Unaccent(F(name)), sought) for name in names]
    if alias:  # names of what belongs to it: never before its own
        scores.append(_constant(When(Contains(Unaccent(F(alias)), sought), then=HOLDS)))
    for score, keys in (told or {}).items():
        scores.append(_constant(When(**{f"{key}__in": keys}, then=score)))
    return Greatest(Value(0.0), *scores)


def _score(written, sought):
    likeness = Greatest(
        TrigramSimilarity(written, sought),
        TrigramWordSimilarity(sought, written),
        TrigramWordSimilarity(written, sought) * 0.9,
    )
    return Case(
        When(Exact(written, sought), then=WHOLE),
        When(StartsWith(written, sought), then=BEGINS + likeness),
        When(Contains(written, sought), then=HOLDS + likeness),
        default=likeness,
        output_field=FloatField(),
    )


def _constant(when):
    return Case(when, default=0.0, output_field=FloatField())


def _hit(kind, place, score, *, district=None, in_districts=(), kehrat=(), suggested=""):
    return SimpleNamespace(
        kind=kind,
        place=place,
        score=score,
        district=district,
        in_districts=in_districts,
        kehrat=list(kehrat),
        suggested=suggested,
    )
