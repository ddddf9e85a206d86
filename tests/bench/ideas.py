"""What it takes to look for ideas while one types, among 20 000 of which all share some words.

By hand: `pytest -n 0 -s tests/bench/ideas.py`, a part of `make bench`. Printed are the milliseconds
of each question; more than is allowed fails.
"""

import time
from random import Random

import pytest
from django.db import connection

from kehrat.ideas.similar import find_ideas, similar
from kehrat.models import Idea
from tests import make
from tests.kehrat.ideas.test_similar import SYLLABLES

pytestmark = pytest.mark.django_db
IDEAS, MILLISECONDS = 20_000, 500
COMMON = ["puisto", "penkki", "koulu", "piha", "ranta", "valot"]


def fill(kehra):
    dice = Random(7)

    def word():
        own = "".join(dice.choices(SYLLABLES, k=dice.randint(2, 5)))
        return own if dice.random() < 0.7 else dice.choice(COMMON)

    def text(number):
        return " ".join(word() for _ in range(number))

    rows = (
        Idea(kehra=kehra, title=f"Penkki puistoon {text(2)}", text=text(40)) for _ in range(IDEAS)
    )
    Idea.objects.bulk_create(rows, batch_size=500)
    make.idea(kehra, title="Penkkejä ostarille", text="Levähdyspaikkoja vanhuksille")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE kehrat_idea")


def test_what_it_takes():
    kehra = make.kehra()
    fill(kehra)
    over, long = [], "Puistoon ja koulun pihaan valot, rantaan penkki. " * 10
    questions = {
        "search, a word of all": lambda: find_ideas("puisto"),
        "search, three letters": lambda: find_ideas("pen"),
        "search, a rare word": lambda: find_ideas("ostarille"),
        "like ones, common words": lambda: similar("Penkki puistoon", long, place=kehra),
        "like ones, rare words": lambda: similar("Penkkejä ostarille", "levähdyspaikkoja"),
    }
    print(f"\n{'20 000 ideas':28}{'ms':>7}")
    for name, ask in questions.items():
        ask()
        began = time.perf_counter()
        assert ask()
        took = (time.perf_counter() - began) * 1000
        print(f"{name:28}{took:7.0f}")
        if took > MILLISECONDS:
            over.append(name)
    assert over == []
