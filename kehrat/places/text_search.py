"""Names and words as PostgreSQL compares them: accents, alphabet, likeness."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func

LIKE = 0.45  # likeness from which a name is shown: "kontla" is 0.57 like "kontula"


class Unaccent(Func):
    """Lower case without accents; immutable, so that an index can use it."""

    function = "f_unaccent"
    output_field = models.TextField()


class FinnishOrder(Func):
    """What to order names by: å, ä and ö come last."""

    function = "f_finnish_order"
    output_field = models.TextField()


def trigrams(model, *fields):
    """Indexes for typo-tolerant search over names."""
    return [
        GinIndex(OpClass(Unaccent(F(field)), "gin_trgm_ops"), name=f"{model}_{field}_trgm")
        for field in fields
    ]


class Words(models.Func):
    """The idea's words by the rules of its language, title first: a tsvector, indexed."""

    function = "f_words"
    output_field = SearchVectorField()
