"""One box: finds districts, sub-areas and Kehrät by any of their names, typos forgiven.

Names are compared without accents and case. A whole name comes first, then what begins with the
words, then what holds them. What is only like them (trigrams, pg_trgm) shows if nothing else does,
the nearest in spelling first. Nicknames, post codes, parts of the city and names in a sentence
("Kontulan alue") are known from kehrat.places.names.
"""

from types import SimpleNamespace

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Prefetch, TextField, Value, When
from django.db.models.functions import Greatest
from django.utils.translation import get_language

from kehityspolku.text import search_words
from kehrat.groups.models import Kehra
from kehrat.places.models import District, SubArea
from kehrat.places.names import NEAR, NICKNAME, PART, POST_CODE, meanings
from kehrat.places.text_search import LIKE, Unaccent

SHOWN = 10
CLOSE = 0.2  # how much less like than the best one a name may be
WHOLE, BEGINS, HOLDS = 4.0, 3.0, 2.0  # a likeness, at most 1, is added to the two last
MEANT, NEARLY, LATER = 3.99, 1.5, 0.05  # by another name; spelt almost so, less for each one later


def find(text, user):
    """The best SHOWN hits for what a person wrote, best first; [] when nothing is like it.

    A hit has kind ("district", "sub_area", "part" of the city, "kehra"), place (the record),
    district (None for a part and a Kehrä), kehrat (the working Kehrät there) and suggested: it is
    what a nickname or a post code most likely means.
    """
    if not (words := search_words(text)):
        return []
    told = meanings(words)
    working = Kehra.objects.visible_to(user).working()
    hits = [*_places(words, told, working), *_kehrat(words, working)]
    hits += [_part(each, working) for each in told if each.kind == PART]
    best = max((hit.score for hit in hits), default=0)
    least = HOLDS if best >= HOLDS else best - CLOSE
    return sorted((h for h in hits if h.score >= least), key=lambda hit: -hit.score)[:SHOWN]


def _places(words, told, working):
    """Districts and sub-areas; one of both with the same name is the district."""
    districts = _ranked(
        District.objects,
        words,
        "name_fi",
        "name_sv",
        alias="also_known_as",
        told=_scores(told, "districts"),
    )
    sub_areas = _ranked(
        SubArea.objects.inhabited(), words, "name_fi", "name_sv", told=_scores(told, "sub_areas")
    )
    districts = districts.prefetch_related(Prefetch("sub_areas__kehrat", working))
    sub_areas = sub_areas.select_related("district").prefetch_related(Prefetch("kehrat", working))
    hits = [
        _hit("district", d, d, _once(k for s in d.sub_areas.all() for k in s.kehrat.all()))
        for d in districts
    ]
    found = {hit.place.name_fi for hit in hits}
    likely = {c for each in told if each.kind in (NICKNAME, POST_CODE) for c in each.sub_areas}
    return hits + [
        _hit("sub_area", s, s.district, list(s.kehrat.all()), suggested=s.pk in likely)
        for s in sub_areas
        if s.name_fi not in found or s.name_fi != s.district.name_fi
    ]


def _kehrat(words, working):
    found = _ranked(working, words, "name_fi", "name_sv", "name_en", alias="full_name_fi")
    return [_hit("kehra", kehra, None, [kehra]) for kehra in found]


def _scores(told, kind):
    """{score: [keys]} of the places that the words mean by another name, or are spelt almost so."""
    scores = {}
    for place, each in enumerate(told):
        if each.kind != PART:
            score = NEARLY - place * LATER if each.kind == NEAR else MEANT
            scores.setdefault(score, []).extend(getattr(each, kind))
    return scores


def _part(told, working):
    """A part of the city: its districts and the Kehrät there."""
    districts = list(District.objects.filter(pk__in=told.districts))
    name, other = told.name_fi, told.name_sv
    if get_language() == "sv":
        name, other = other, name
    place = SimpleNamespace(
        name=name,
        name_fi=told.name_fi,
        other_name=other if other != name else "",
        districts=districts,
        score=HOLDS,
    )
    return _hit("part", place, None, list(working.covering(districts)))


def _ranked(places, words, *names, alias=None, told=None):
    """Rows whose best name is like the words, or that are `told` with their score, best first."""
    sought = Unaccent(Value(words, output_field=TextField()))
    scores = [_score(f"written_{name}", sought) for name in names]
    if alias:  # names of what belongs to it: never before its own
        holds = When(**{f"written_{alias}__contains": sought}, then=HOLDS)
        scores.append(_constant(holds))
        names = (*names, alias)
    for score, keys in (told or {}).items():
        scores.append(_constant(When(pk__in=keys, then=score)))
    places = places.alias(**{f"written_{name}": Unaccent(F(name)) for name in names})
    places = places.annotate(score=Greatest(Value(0.0), *scores))
    return places.filter(score__gte=LIKE).order_by("-score", "pk")[:SHOWN]


def _score(written, sought):
    likeness = Greatest(
        TrigramSimilarity(written, sought),
        TrigramWordSimilarity(sought, written),
        TrigramWordSimilarity(F(written), sought) * 0.9,
    )
    return Case(
        When(**{written: sought}, then=WHOLE),
        When(**{f"{written}__startswith": sought}, then=BEGINS + likeness),
        When(**{f"{written}__contains": sought}, then=HOLDS + likeness),
        default=likeness,
        output_field=FloatField(),
    )


def _constant(when):
    return Case(when, default=0.0, output_field=FloatField())


def _once(kehrat):
    return list({kehra.pk: kehra for kehra in kehrat}.values())


def _hit(kind, place, district, kehrat, *, suggested=False):
    return SimpleNamespace(
        kind=kind,
        place=place,
        district=district,
        kehrat=kehrat,
        suggested=suggested,
        score=place.score,
    )
