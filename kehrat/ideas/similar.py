"""Ideas like the one that is being written: "support that one?"; cards of a like title.

Two indexes find them: like titles (trigrams) and the same words, inflected by the rules of the
language of each (f_words). The words asked for are read by all three languages' rules, so a page in
one language finds ideas in another where the words are the same.
"""

import re

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    TrigramSimilarity,
    TrigramWordSimilarity,
)
from django.db.models import Case, F, FloatField, Q, TextField, Value, When
from django.db.models.functions import Coalesce, Greatest

from kehityspolku.text import search_words
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.places.text_search import Unaccent, Words

SHOWN = 5
CANDIDATES = 300  # of which the best are sought while one types in the search box
MOST_WORDS = 30  # of what is being written: the first ones
RULES = {"fi": "finnish", "sv": "swedish", "en": "english"}
WORD = re.compile(r"[^\W_]{3,30}")
LIKE = 0.35  # from which an idea is shown: see tests/kehrat/ideas/test_similar.py


def similar(title, text="", *, place=None, but=None):
    """At most SHOWN ideas that one can support, those of the same place first, best first.

    `place`: the Kehrä or district written to; `but`: an idea that is left out. Each has `score`.
    """
    found = matching(title, text)
    if found is None:
        return []
    ideas = Idea.objects.public().supportable().exclude(pk=but.pk if but else None)
    found = found(ideas).filter(score__gte=LIKE).annotate(here=_here(place))
    return list(
        found.select_related("kehra", "district").order_by("-here", "-score", "-pk")[:SHOWN]
    )


def find_ideas(words):
    """At most SHOWN ideas that answer to what was written in the search box, the best first."""
    narrow = matching(words)
    if not narrow:
        return []
    ideas = narrow(Idea.objects.public().standing(), most=CANDIDATES).filter(score__gte=LIKE)
    return list(ideas.order_by("-score", "-pk")[:SHOWN])


def matching(title, text=""):
    """A function that narrows ideas to those like the words, with `score`; None without words.

    Of `most` candidates, the newest of those that the indexes find, the score is worked out: words
    that stand in every idea cost no more than others.
    """
    title, words = search_words(title), _words(f"{title} {text}")
    if not words:
        return None
    sought = Unaccent(Value(title, output_field=TextField()))
    plain, vector = Unaccent(F("title")), Words("language", "title", "text")
    asked = {code: _query(words, rules) for code, rules in RULES.items()}
    any_rules = asked["fi"] | asked["sv"] | asked["en"]
    rank = Case(
        *(When(language=code, then=SearchRank(vector, query)) for code, query in asked.items()),
        default=0.0,
        output_field=FloatField(),
    )
    part = TrigramWordSimilarity(sought, plain) * 0.6
    likeness = Greatest(TrigramSimilarity(plain, sought), part)

    def narrow(ideas, most=None):
        ideas = ideas.alias(plain=plain, words=vector)
        alike = Q(plain__trigram_similar=sought) | Q(plain__trigram_word_similar=sought)
        ideas = ideas.filter(Q(words=any_rules) | alike)
        if most:
            newest = (F("pk") + 0).desc()  # not the key's own index, which would be read through
            ideas = Idea.objects.filter(pk__in=ideas.order_by(newest).values("pk")[:most])
        return ideas.annotate(score=Coalesce(likeness, 0.0) + 2 * rank)

    return narrow


def _words(text):
    """The first different words, in lower case."""
    return list(dict.fromkeys(WORD.findall(text[:4000].lower())))[:MOST_WORDS]


def _query(words, rules):
    return SearchQuery(" | ".join(words), config=rules, search_type="raw")


def _here(place):
    """1 for ideas of the place, 0 for others."""
    if not place:
        return Value(0)
    field = "kehra" if isinstance(place, Kehra) else "district"
    return Case(When(**{field: place}, then=Value(1)), default=Value(0))
