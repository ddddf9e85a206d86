"""Ideas like the one being written: found in each language, by their indexes."""

import re
from random import Random

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from kehrat.ideas.similar import LIKE, SHOWN, similar
from kehrat.models import District, Idea
from tests import make

pytestmark = pytest.mark.django_db
IDEAS = [
    ("fi", "Kirpputori Pasilan sillalle", "Silta on kesäisin tyhjä. Sille mahtuisi kirppis."),
    ("fi", "Lainattavat soutuveneet", "Yhteiset veneet Merisatamaan."),
    ("fi", "Penkkejä Kontulan ostarille", "Vanhukset tarvitsevat levähdyspaikkoja."),
    ("fi", "Yhteinen saunalautta", "Lautta Aurinkolahden rantaan, kaikille avoin."),
    ("fi", "Koulun piha auki iltaisin", "Piha on iltaisin lukossa. Voisiko sen avata?"),
    ("fi", "Turvallisempi suojatie koulun eteen", "Autot ajavat lujaa. Tarvitaan hidaste."),
    ("fi", "Skeittipuisto Malmille", "Nuorille paikka, jossa voi skeitata ja tavata."),
    ("sv", "Loppis på gården", "En gång i månaden kunde vi sälja och byta saker på gårdarna."),
    ("sv", "Språkkafé på biblioteket", "Vi möts och talar svenska och finska tillsammans."),
    ("sv", "Fler bänkar vid stranden", "Äldre behöver ställen att vila på."),
    ("en", "Language cafe at the library", "Newcomers practise Finnish with neighbours."),
    ("fi", "Viljelylaatikoita puistoon", "Asukkaat voisivat kasvattaa vihanneksia yhdessä."),
]


def filled():
    kehra = make.kehra()
    for language, title, text in IDEAS:
        make.idea(kehra, title=title, text=text, language=language)
    return kehra


@pytest.mark.parametrize(
    ("title", "text", "first"),
    [
        ("Kirpputori sillalle", "", "Kirpputori Pasilan sillalle"),
        ("Kirppis Pasilaan", "Pidetään kirpputoreja sillalla", "Kirpputori Pasilan sillalle"),
        ("Lisää penkkejä", "levähdyspaikkoja vanhuksille", "Penkkejä Kontulan ostarille"),
        ("Penkejä ostarile", "", "Penkkejä Kontulan ostarille"),
        ("Soutuvene lainaan", "", "Lainattavat soutuveneet"),
        ("Sauna rantaan", "", "Yhteinen saunalautta"),
        ("Koulupiha iltakäyttöön", "Pihan voisi avata iltaisin", "Koulun piha auki iltaisin"),
        ("Suojatietä turvallisemmaksi", "autot ajavat liian lujaa", IDEAS[5][1]),
        ("VILJELYLAATIKOT", "", "Viljelylaatikoita puistoon"),
        ("Loppis", "", "Loppis på gården"),
        ("Bänkar", "", "Fler bänkar vid stranden"),
        ("Bankar vid stranden", "", "Fler bänkar vid stranden"),
        ("Ett språkkafé", "Vi kunde tala svenska", "Språkkafé på biblioteket"),
        ("language cafés", "", "Language cafe at the library"),
    ],
)
def test_the_like_one_comes_first(title, text, first):
    filled()
    assert similar(title, text)[0].title == first


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Koirapuisto Munkkiniemeen", "Koirille aitaus, jossa juosta vapaana."),
        ("Kaikille avoin juhla", "Olisi mukavaa pitää kaikille avoin juhla"),
        ("Valot lenkkipolulle", "Polku on pimeä iltaisin"),
        ("Uimaranta", "Rantaan laituri ja portaat"),
        ("Simhall", "Barnen behöver en plats att simma på."),
        ("", ""),
        ("ja", "on se"),
        ("\0", "😀 \u202e ()&|!:*'\\"),
    ],
)
def test_what_only_shares_common_words_is_not_like(title, text):
    filled()
    assert similar(title, text) == []


def test_those_of_the_same_place_come_first_and_five_at_most():
    here, there = make.kehra(), make.kehra()
    malmi = District.objects.get(slug="malmi")
    for place in (there, malmi, here):
        for n in range(3):
            make.idea(place, title="Penkkejä rantaan" + " ja puistoon" * n)
    for place in (here, there, malmi):
        found = similar("Penkkejä rantaan", place=place)
        assert len(found) == SHOWN
        assert [idea.place for idea in found[:3]] == [place] * 3
        scores = [idea.score for idea in found[:3]]
        assert scores == sorted(scores, reverse=True)
        assert min(scores) >= LIKE


@pytest.mark.parametrize("state", ["merged", "declined", "withdrawn"])
def test_what_takes_no_support_or_is_hidden_is_not_offered(state):
    kehra = make.kehra()
    make.idea(kehra, state, title="Penkkejä rantaan")
    hidden = make.idea(kehra, title="Penkkejä rantaan")
    Idea.objects.filter(pk=hidden.pk).update(hidden_at=hidden.made_at)
    itself = make.idea(kehra, title="Penkkejä rantaan")
    taken_up = make.idea(kehra, "taken_up", title="Penkkejä rantaan")
    assert similar("Penkkejä rantaan", but=itself) == [taken_up]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_asked(title, text):
    assert similar(title, text) == []


def test_the_question_takes_one_query():
    filled()
    with CaptureQueriesContext(connection) as done:
        assert [idea.place.name for idea in similar("Penkkejä")]
    assert len(done) == 1


SYLLABLES = "ka la mi no ru si te vu hä jo pe ky tu lo ri sä".split()  # noqa: SIM905


def many(number):
    """Ideas of invented words, as different as real ones."""
    dice, kehra = Random(7), make.kehra()
    word = lambda: "".join(dice.choices(SYLLABLES, k=dice.randint(2, 5)))  # noqa: E731
    text = lambda n: " ".join(word() for _ in range(n))  # noqa: E731
    Idea.objects.bulk_create(Idea(kehra=kehra, title=text(4), text=text(40)) for _ in range(number))


def plan(ask):
    """What was found by one question, and how PostgreSQL went about it, with real numbers."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE kehrat_idea")
        with CaptureQueriesContext(connection) as done:
            found = ask()
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {done[0]['sql']}")
        return found, "\n".join(row[0] for row in cursor.fetchall())


def test_the_question_uses_both_indexes():
    filled()
    many(4000)
    found, told = plan(lambda: similar("Penkkejä ostarille", "levähdyspaikkoja vanhuksille"))
    assert found
    assert "idea_title_trgm" in told
    assert "idea_words" in told
    assert "Seq Scan on kehrat_idea" not in told


def test_words_that_stand_in_every_idea_cost_no_more_than_others(monkeypatch):
    """Of 4 000 ideas that share the words, a few hundred are looked at; the same title and those of
    one's own place are among them."""
    monkeypatch.setattr("kehrat.ideas.similar.CANDIDATES", 20)
    many(4000)
    Idea.objects.update(title=Concat(Value("Penkki puistoon "), "title"))
    here = make.kehra()
    own = make.idea(here, title="Penkki puistoon ja rantaan")
    same = make.idea(make.kehra(), title="Penkki puistoon ja rantaan Kontulaan")
    found, told = plan(lambda: similar(same.title, "puistoon penkki", place=here))
    assert found[:2] == [own, same]
    assert "f_words" in told
    scored = re.search(
        r"(?:Hash)?Aggregate \(actual rows=([\d.]+)|Unique \(actual rows=([\d.]+)", told
    )
    assert float(scored[1] or scored[2]) <= 6 * 20


def test_looking_for_like_ones_while_typing_is_counted(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"search": "2/m/ip"}
    address, words = reverse("kehrat:idea_new_sukkula"), {"title": "Penkki", "text": ""}
    met = [client.post(address, words, HTTP_HX_REQUEST="true") for _ in range(3)]
    assert [answer.status_code for answer in met] == [200, 200, 429]
    assert client.post(address, words).status_code == 200
