import re
import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from kehityspolku.text import LONGEST_SEARCH, search_words
from kehrat.front.search import find
from kehrat.ideas import similar
from kehrat.models import SubArea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def names(words):
    return [(hit.kind, hit.place.name_fi) for hit in find(words)]


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("Kontula", "sub_area", "Kontula"),
        ("kontla", "sub_area", "Kontula"),
        ("Gårdsbacka", "sub_area", "Kontula"),
        ("gardsbacka", "sub_area", "Kontula"),
        ("Roihuvuori", "sub_area", "Roihuvuori"),
        ("roihuvuor", "sub_area", "Roihuvuori"),
        ("Kontulassa", "sub_area", "Kontula"),
        ("asun Kontulassa", "sub_area", "Kontula"),
        ("huopalhti", "sub_area", "Pikku Huopalahti"),
        ("KALLIO", "district", "Kallio"),
        ("  kallio  ", "district", "Kallio"),
        ("Munksnäs", "district", "Munkkiniemi"),
        ("toolo", "district", "Etu-Töölö"),
        ("vuosari", "district", "Vuosaari"),
        ("Kruununhaka", "district", "Kruununhaka"),
    ],
)
def test_the_first_answer_is_the_place_meant(words, kind, name):
    assert names(words)[0] == (kind, name)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Sörkka", ["Vilhonvuori", "Linjat", "Harju"]),
        ("itis", ["Itäkeskus"]),
        ("Itiksessä", ["Itäkeskus"]),
        ("00940", ["Kontula", "Vesala", "Kivikko"]),
    ],
)
def test_a_nickname_and_a_post_code_suggest_places(words, found):
    hits = [hit for hit in find(words) if hit.suggested]
    assert {hit.place.name_fi for hit in hits} == set(found)


def test_a_suggestion_says_that_it_is_one(client):
    with translation.override("en"):
        address = reverse("kehrat:search")
    told = {
        words: re.findall(r"suggested by the [a-z ]+", main(client.get(address, {"q": words})))
        for words in ("itis", "00940", "Itäkeskus")
    }
    by_code = ["suggested by the post code"] * 3
    assert told == {"itis": ["suggested by the nickname"], "00940": by_code, "Itäkeskus": []}


@pytest.mark.parametrize(
    ("words", "name"),
    [("Itä-Helsinki", "Itä-Helsinki"), ("innerstaden", "Kantakaupunki"), ("keskusta", "Keskusta")],
)
def test_a_part_of_the_city_leads_to_its_districts_and_kehrat(words, name):
    kehra = make.kehra(sub_areas=SubArea.objects.filter(name_fi__in=["Kontula", "Kluuvi"]))
    (hit,) = (hit for hit in find(words) if hit.kind == "part")
    assert (hit.place.name_fi, hit.kehrat) == (name, [kehra])
    assert len(hit.place.districts) > 3


@pytest.mark.parametrize(
    ("words", "names_first"),
    [
        ("Kontla", ["Kontula", "Konala"]),
        ("Munkiniemi", ["Munkkiniemi"]),
        ("Kotnula", ["Kontula"]),
        ("Kontulan alue", ["Kontula"]),
        ("Pukinmäen alueella", ["Pukinmäki"]),
    ],
)
def test_the_nearest_in_spelling_comes_first(words, names_first):
    assert [name for _kind, name in names(words)][: len(names_first)] == names_first


def test_a_sub_area_leads_to_its_district():
    hit = find("Kontula")[0]
    assert hit.district.name_fi == "Mellunkylä"


def test_a_basic_districts_name_finds_the_districts_in_it():
    assert {name for _, name in names("Vironniemi")} == {"Kruununhaka", "Kluuvi", "Katajanokka"}


def test_a_district_and_its_only_sub_area_are_one_answer():
    assert names("Eira") == [("district", "Eira")]


def test_a_kehra_is_found_by_each_of_its_names():
    kehra = make.kehra(name="Itäiset", full_name_fi="Kontula ja Kivikko")
    kehra.name_sv = "Östra områdena"
    kehra.save()
    for words in ("itäiset", "ostra omradena", "itaiset"):
        assert names(words)[0] == ("kehra", "Itäiset")


def test_an_answer_tells_the_kehra_of_the_place():
    kehra = make.kehra(sub_areas=SubArea.objects.filter(name_fi="Kontula"))
    assert find("Kontula")[0].kehrat == [kehra]
    assert find("Mellunkylä")[0].kehrat == [kehra]
    assert find("Malmi")[0].kehrat == []


def test_a_kehra_that_has_ended_is_not_offered():
    make.kehra(name="Lopetettu", state="ended", sub_areas=SubArea.objects.filter(name_fi="Kontula"))
    assert find("Lopetettu") == []
    assert find("Kontula")[0].kehrat == []


def test_the_open_sea_is_no_place_to_live():
    assert ("sub_area", "Aluemeri") not in names("Aluemeri")


@pytest.mark.parametrize("words", ["", " ", "\0", "😀", "%", "_", "\\", "'", "qqqqqq", "(", "a\0b"])
def test_words_that_mean_nothing_answer_nothing_or_something_but_never_fail(client, words):
    answer = client.get(reverse("kehrat:search"), {"q": words})
    assert answer.status_code == 200


def test_ten_thousand_letters_give_a_clear_empty_answer(client):
    answer = client.get(reverse("kehrat:search"), {"q": "x" * 10_000})
    assert answer.status_code == 200
    assert answer.context["hits"] == []
    assert answer.context["words"] == "x" * LONGEST_SEARCH


@tries(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_tidied_to_one_line(text):
    words = search_words(text)
    assert len(words) <= LONGEST_SEARCH
    assert words == search_words(words)
    assert {unicodedata.category(each) for each in words}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})


@pytest.mark.parametrize("raw", ["q=%FF%FE", "q=%00", "q[]=1", "q=%E2%80%AE", "q=1&q=Kontula"])
def test_raw_bytes_in_the_address_never_break_the_page(client, raw):
    assert client.get(f"{reverse('kehrat:search')}?{raw}").status_code == 200


def test_while_one_types_only_the_answers_come(client):
    piece = client.get(reverse("kehrat:search"), {"q": "kontla"}, HTTP_HX_REQUEST="true")
    page = client.get(reverse("kehrat:search"), {"q": "kontla"})
    assert b"Kontula" in piece.content
    assert b"<html" not in piece.content
    assert b"<html" in page.content
    assert b"Kontula" in page.content


def test_nothing_found_says_so_and_helps(client):
    with translation.override("en"):
        address = reverse("kehrat:search")
    page = main(client.get(address, {"q": "qqqqqq"}))
    assert "Nothing was found for “qqqqqq”" in page
    for path in ("kaupunginosat", "kehrat", "kerro-kehrasta"):
        assert f'href="/en/{path}/"' in page


def test_one_chooses_the_district_of_which_one_wants_to_hear(client):
    assert "Malmi" in main(client.get("/kerro-kehrasta/"))
    answer = client.get("/kerro-kehrasta/", {"district": "malmi"})
    assert answer.url == reverse("kehrat:tell_me", args=["malmi"])
    assert "Valitse kaupunginosasi." in main(client.get("/kerro-kehrasta/", {"district": "x"}))


def test_a_search_asks_little_even_of_words_that_stand_in_every_idea(client, monkeypatch):
    monkeypatch.setattr(similar, "CANDIDATES", 5)
    kehra = make.kehra(sub_areas=SubArea.objects.filter(name_fi="Kontula"))
    first = make.idea(kehra, title="Kontulan puisto kauniiksi ja puisto vihreäksi")
    make.copies(first, 9)
    queries = {}
    for words in (
        "kontula",
        "puisto",
        "sörkka",
        "00940",
        "itä-helsinki",
        "qqqqqq",
        "kontulan puisto",
    ):
        with CaptureQueriesContext(connection) as done:
            answer = client.get("/haku/", {"q": words}, HTTP_HX_REQUEST="true")
        queries[words] = len(done)
    assert max(queries.values()) <= 4, queries
    assert len(answer.context["ideas"]) == 5


def test_key_presses_are_counted_and_the_limit_is_told(client, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"search": "2/m/ip"}
    met = [client.get("/en/haku/", {"q": "kallio"}) for _ in range(3)]
    assert [answer.status_code for answer in met] == [200, 200, 429]
    assert "Too many searches" in main(met[2])
    assert client.get("/en/haku/").status_code == 200


def test_queries_stay_the_same_however_many_kehrat_answer():
    queries, shown = [], []
    for more in (1, 2, 27):
        for _ in range(more):
            make.kehra(
                name=f"Kontulan Kehrä {next(make.number)}",
                sub_areas=SubArea.objects.filter(name_fi="Kontula"),
            )
        with CaptureQueriesContext(connection) as done:
            shown.append(len(find("kontula")))
        queries.append(len(done))
    assert len(set(queries)) == 1
    assert shown == [2, 4, 10]


def test_the_box_finds_ideas_too(client):
    idea = make.idea(title="Korjauspaja asemalle")
    page = client.get(reverse("kehrat:search"), {"q": "korjauspajat"})
    assert page.context["ideas"] == [idea]
    assert idea.get_absolute_url() in main(page)
    make.idea(title="Kontulan korjauspaja")
    page = client.get(reverse("kehrat:search"), {"q": "Kontula"})
    assert page.context["hits"][0].place.name_fi == "Kontula"
    assert len(page.context["ideas"]) == 1
