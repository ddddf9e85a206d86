"""One box: finds districts, sub-areas and Kehrät by any of their names, typos forgiven.

Names are compared without accents and case. A whole name comes first, then what begins with the
words, then what holds them. What is only like them (trigrams, pg_trgm) shows if nothing else does.
"""

from types import SimpleNamespace

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Prefetch, TextField, Value, When
from django.db.models.functions import Greatest

from kehityspolku.text import search_words
from kehrat.groups.models import Kehra
from kehrat.places.models import District, SubArea
from kehrat.places.text_search import LIKE, Unaccent

SHOWN = 10
NEAR = 0.2  # how much less like than the best one a name may be
WHOLE, BEGINS, HOLDS = 4.0, 3.0, 2.0  # a likeness, at most 1, is added to the two last


def find(text, user):
    """The best SHOWN hits for what a person wrote, best first; [] when nothing is like it.

    A hit has kind ("district", "sub_area", "kehra"), place (the record), district (None for a
    Kehrä) and kehrat (the working Kehrät there).
    """
    if not (words := search_words(text)):
        return []
    working = Kehra.objects.visible_to(user).working()
    districts = _ranked(District.objects, words, "name_fi", "name_sv", alias="also_known_as")
    districts = districts.prefetch_related(Prefetch("sub_areas__kehrat", working))
    sub_areas = _ranked(SubArea.objects.inhabited(), words, "name_fi", "name_sv")
    sub_areas = sub_areas.select_related("district").prefetch_related(Prefetch("kehrat", working))
    kehrat = _ranked(working, words, "name_fi", "name_sv", "name_en", alias="full_name_fi")
    hits = [
        _hit("district", d, d, _once(k for s in d.sub_areas.all() for k in s.kehrat.all()))
        for d in districts
    ]
    found = {hit.place.name_fi for hit in hits}
    hits += [
        _hit("sub_area", s, s.district, list(s.kehrat.all()))
        for s in sub_areas
        if s.name_fi not in found or s.name_fi != s.district.name_fi
    ]
    hits += [_hit("kehra", k, None, [k]) for k in kehrat]
    best = max((hit.score for hit in hits), default=0)
    least = HOLDS if best >= HOLDS else best - NEAR
    return sorted((h for h in hits if h.score >= least), key=lambda hit: -hit.score)[:SHOWN]


def _ranked(places, words, *names, alias=None):
    """Rows whose best name is like the words, with `score`, best first."""
    sought = Unaccent(Value(words, output_field=TextField()))
    scores = [_score(f"written_{name}", sought) for name in names]
    if alias:  # names of what belongs to it: never before its own
        holds = When(**{f"written_{alias}__contains": sought}, then=HOLDS)
        scores.append(Case(holds, default=0.0, output_field=FloatField()))
        names = (*names, alias)
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


def _once(kehrat):
    return list({kehra.pk: kehra for kehra in kehrat}.values())


def _hit(kind, place, district, kehrat):
    return SimpleNamespace(
        kind=kind, place=place, district=district, kehrat=kehrat, score=place.score
    )
