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
CANDIDATES = 100  # that each of the questions put to the indexes gives, while one types
MOST_WORDS = 30  # of what is being written: the first ones
RULES = {"fi": "finnish", "sv": "swedish", "en": "english"}
WORD = re.compile(r"[^\W_]{3,30}")
LIKE = 0.35  # from which an idea is shown: see tests/kehrat/ideas/test_similar.py


def similar(title, text="", *, place=None, but=None):
    """At most SHOWN ideas that one can support, those of the same place first, best first.

    `place`: the Kehrä or district written to; `but`: an idea that is left out. Each has `score`.
    """
    if not (like := matching(title, text)):
        return []
    ideas = Idea.objects.public().supportable().exclude(pk=but.pk if but else None)
    here = _here(place) if place else None
    found = like.some_of(ideas, here).filter(score__gte=LIKE)
    first = [Case(When(here, then=1), default=0).desc()] if here else []
    found = found.select_related("kehra", "district").order_by(*first, "-score", "-pk")
    return list(found[:SHOWN])


def find_ideas(words):
    """At most SHOWN ideas that answer to what was written in the search box, the best first."""
    if not (like := matching(words)):
        return []
    ideas = like.some_of(Idea.objects.public().standing()).filter(score__gte=LIKE)
    return list(ideas.order_by("-score", "-pk")[:SHOWN])


def matching(title, text=""):
    """What narrows ideas to those like the words, a `Likeness`; None without words."""
    words = _words(f"{title} {text}")
    return Likeness(search_words(title), words) if words else None


class Likeness:
    """How like some words ideas are: each that is found has its `score`."""

    def __init__(self, title, words):
        self.sought = Unaccent(Value(title, output_field=TextField()))
        self.asked = {code: _query(words, rules) for code, rules in RULES.items()}
        every = _words(title)
        self.all_of = every and {c: _query(every, rules, " & ") for c, rules in RULES.items()}

    def all_of_them(self, ideas):
        """Every one of the ideas that has one of the words or a like title."""
        ideas = _read(ideas)
        return self._scored(ideas.filter(Q(words=_any(self.asked)) | self._alike()))

    def some_of(self, ideas, here=None):
        """At most CANDIDATES by each question, for what is asked with every key: words that stand
        in every idea cost no more than others. `here`: what narrows the ideas to those of a place,
        which are asked for besides.

        Each question is put alone: of two at once PostgreSQL works out the words of all that one of
        them finds. They have no order, for which all of it would be read.
        """
        questions = [Q(plain=self.sought), self._alike(), Q(words=_any(self.asked))]
        if self.all_of:
            questions.append(Q(words=_any(self.all_of)))
        if here:
            questions += [here & self._alike(), here & Q(words=_any(self.asked))]
        ideas = _read(ideas).order_by()
        first, *others = (ideas.filter(each).values("pk")[:CANDIDATES] for each in questions)
        return self._scored(Idea.objects.filter(pk__in=first.union(*others)))

    def _alike(self):
        return Q(plain__trigram_similar=self.sought) | Q(plain__trigram_word_similar=self.sought)

    def _scored(self, ideas):
        plain, vector = Unaccent(F("title")), Words("language", "title", "text")
        rank = Case(
            *(When(language=code, then=SearchRank(vector, q)) for code, q in self.asked.items()),
            default=0.0,
            output_field=FloatField(),
        )
        part = TrigramWordSimilarity(self.sought, plain) * 0.6
        likeness = Greatest(TrigramSimilarity(plain, self.sought), part)
        return ideas.annotate(score=Coalesce(likeness, 0.0) + 2 * rank)


def _read(ideas):
    """The ideas with their titles and words as the indexes hold them."""
    return ideas.alias(plain=Unaccent(F("title")), words=Words("language", "title", "text"))


def _words(text):
    """The first different words, in lower case."""
    return list(dict.fromkeys(WORD.findall(text[:4000].lower())))[:MOST_WORDS]


def _query(words, rules, between=" | "):
    return SearchQuery(between.join(words), config=rules, search_type="raw")


def _any(asked):
    return asked["fi"] | asked["sv"] | asked["en"]


def _here(place):
    """What narrows ideas to those of a Kehrä or a district."""
    return Q(**{"kehra" if isinstance(place, Kehra) else "district": place})
