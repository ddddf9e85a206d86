"""Cards of a like title: possible duplicates."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, TextField, Value

from kehrat.ideas.similar import SHOWN
from kehrat.places.text_search import Unaccent
from kehrat.projects.models.project import Project

ALIKE = 0.5  # of a title, from which a card is a possible duplicate


class Alike(Exception):
    """The Kehrä already has cards of a like title: `cards`."""

    def __init__(self, cards):
        super().__init__(cards)
        self.cards = cards


def begin_unless_alike(kehra, *, by, card, known=()):
    """Begin the card; raises Alike when there are like ones besides the `known` (texts of pks)."""
    cards = alike(kehra, card.title)
    if {str(found.pk) for found in cards} - set(known):
        raise Alike(cards)
    return Project.objects.begin(kehra, by=by, card=card)


def alike(kehra, title, among=Project.objects):
    """At most SHOWN cards of the Kehrä (None: of Sukkula's host) of a like title, best first.

    `among`: the cards that the reader may read, where these are not all of the Kehrä's.
    """
    sought = Unaccent(Value(title, output_field=TextField()))
    cards = among.filter(kehra=kehra, revises=None).alias(plain=Unaccent(F("title")))
    cards = cards.filter(plain__trigram_similar=sought)
    cards = cards.annotate(score=TrigramSimilarity(F("plain"), sought))
    return list(cards.filter(score__gte=ALIKE).order_by("-score", "-pk")[:SHOWN])
