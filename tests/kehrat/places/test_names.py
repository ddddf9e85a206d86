"""What a place's name means: its own name in any form is an answer, the rest are suggestions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehrat.cards.reading import read
from kehrat.cards.rows import areas
from kehrat.models import Project
from kehrat.places import city_data
from kehrat.places.asked import about_places
from kehrat.places.names import differences, is_outside, meaning, meanings, near
from tests import make


def sure(text):
    found = meaning(text)
    return found and found.name_fi


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kontula", "Kontula"),
        ("KONTULA", "Kontula"),
        ("Kontulassa", "Kontula"),
        ("Kontulan alue", "Kontula"),
        ("Kontulan alueella", "Kontula"),
        ("erityisesti Kontulan alue", "Kontula"),
        ("Kontula, Helsinki", "Kontula"),
        ("Pukinmäessä", "Pukinmäki"),
        ("Pukinmäen kaupunginosa", "Pukinmäki"),
        ("Vuosaareen", "Vuosaari"),
        ("Lauttasaaressa", "Lauttasaari"),
        ("Kruununhaassa", "Kruununhaka"),
        ("Arabianrannassa", "Arabianranta"),
        ("Herttoniemen", "Herttoniemi"),
        ("Roihuvuoren asuinalue", "Roihuvuori"),
        ("Kivikon", "Kivikko"),
        ("Viikin", "Viikki"),
        ("Kalliossa", "Kallio"),
        ("Nordsjö", "Vuosaari"),
        ("i Nordsjö", "Vuosaari"),
        ("Gårdsbacka", "Kontula"),
        ("Vuosaari (Meri-Rastila)", "Meri-Rastila"),
        ("Viikki (Pihlajisto, Viikinmäki)", "Pihlajisto, Viikinmäki"),
        ("Vuosaari (uusi leikkipuisto)", "Vuosaari"),
        ("Viikin-Latokartanon alue", "Viikki, Latokartano"),
        ("Kallio – Sörnäinen", "Kallio, Sörnäinen"),
        ("Vuosaari/Rastila", "Vuosaari, Rastila"),
        ("Haaga ja sen lähialueet", "Haaga"),
        ("Länsi-Pasila ym.", "Länsi-Pasila"),
        ("Itä-Helsinki", "Itä-Helsinki"),
        ("Itä-Helsingissä", "Itä-Helsinki"),
        ("Östra Helsingfors", "Itä-Helsinki"),
        ("kantakaupunki", "Kantakaupunki"),
        ("keskustan alue", "Keskusta"),
        ("Itäinen suurpiiri", "Itäinen suurpiiri"),
        ("Nordöstra stordistriktet", "Koillinen suurpiiri"),
        ("Reijolan peruspiiri", "Reijola"),
    ],
)
def test_a_name_in_any_form_is_an_answer(text, name):
    assert sure(text) == name


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("Sörkka", "nickname", "Vilhonvuori"),
        ("Itis", "nickname", "Itäkeskus"),
        ("00940", "post code", "Kontula"),
        ("00940 Helsinki", "post code", "Kontula"),
        ("Munkkivuoren ostari", "near", "Munkkivuori"),
        ("Kontla", "near", "Kontula"),
        ("Vuosari", "near", "Vuosaari"),
        ("Kalio", "near", "Kallio"),
        ("Hertoniemi", "near", "Herttoniemi"),
        ("Kotnula", "near", "Kontula"),
        ("Munkiniemi", "near", "Munkkiniemi"),
    ],
)
def test_a_nickname_a_post_code_or_a_slip_is_a_suggestion(text, kind, first):
    found = meanings(text)
    assert (found[0].kind, found[0].name_fi) == (kind, first)
    assert meaning(text) is None


@pytest.mark.parametrize(
    "text", ["Espoo", "Vantaa", "Tikkurila", "xyzzy", "", "99999", "()", "Uimaranta"]
)
def test_other_words_mean_no_place(text):
    assert meanings(text) == ()


def test_the_nearest_comes_first():
    assert [each.name_fi for each in near("Kontla")][:2] == ["Kontula", "Konala"]
    assert differences("kontla", "kontula", 3) == 1
    assert differences("kotnula", "kontula", 3) == 1
    assert differences("abc", "xyzzy", 2) == 3


def test_every_district_and_sub_area_is_known_by_both_its_names():
    for row in (*city_data.rows("subareas"), *city_data.rows("districts")):
        for name in (row["name_fi"], row["name_sv"]):
            assert meaning(name), name


@given(st.text(max_size=200))
def test_any_text_is_looked_up(text):
    for found in meanings(text):
        assert found.districts or found.sub_areas


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Länsi- ja Itä-Pakila", ["Länsi-Pakila", "Itä-Pakila"]),
        ("Ala- ja Ylä-Malmi, Pukinmäki", ["Ala-Malmi", "Ylä-Malmi", "Pukinmäki"]),
        ("Länsi-, Itä- ja Pohjois-Pasila", ["Länsi-Pasila", "Itä-Pasila", "Pohjois-Pasila"]),
        ("Västra och Östra Böle", ["Västra Böle", "Östra Böle"]),
        ("Ala-Malmi, Ylä-Malmi ja Pihlajamäki", ["Ala-Malmi", "Ylä-Malmi", "Pihlajamäki"]),
        ("Vuosaari (Meri-Rastila, Kallahti)", ["Vuosaari (Meri-Rastila, Kallahti)"]),
        ("Kaupunginosa: Kallio", ["Kallio"]),
    ],
)
def test_names_that_share_their_end_are_each_whole(line, names):
    assert areas([line]) == (False, names)


@pytest.mark.parametrize(
    "line",
    [
        "Helsinki",
        "Koko Helsinki",
        "Helsingin kaupunki",
        "koko kaupunki",
        "Kunta: Helsinki",
        "Hela Helsingfors",
    ],
)
def test_helsinki_is_the_whole_city(line):
    assert areas([line]) == (True, [])


def test_what_is_outside_helsinki_is_known():
    outside = ["Vantaa", "Tikkurilan asema, Vantaa", "Espoossa", "i Esbo", "Tapiola", "VANTAALLA"]
    inside = [
        "",
        "Vantaanjoen ranta",
        "Malmilta Vantaalle",
        "Vantaan rajalla",
        "Espoon rajan puisto",
    ]
    inside += ["kirjaston piha", "Esbonvägen 3", "Turuntie 5", "Itis", "Tapulikaupunki, asema"]
    assert {text for text in outside + inside if is_outside(text)} == set(outside)


def asked(*areas, **corrections):
    text = "Puisto\n\nTavoitteet\n- yksi\n\nKohdekaupunginosat\n" + "\n".join(areas)
    return about_places(read(text), corrections)


def test_only_what_is_not_sure_is_asked():
    found = asked("Kontulan alue, Sörkka, Kalio, Espoo")
    assert found.card.target_areas == ["Kontulan alue", "Sörkka", "Kalio", "Espoo"]
    told = [(doubt.line, doubt.kind, doubt.words) for doubt in found.doubts]
    assert told == [
        (7, "place_many", "Sörkka"),
        (7, "place_near", "Kalio"),
        (7, "place_unknown", "Espoo"),
    ]


def test_an_answer_is_what_the_card_says():
    (doubt,) = (each for each in asked("Kalio").doubts if each.kind == "place_near")
    assert [choice.value for choice in doubt.choices] == ["as:Kallio", "as:keep"]
    assert asked("Kalio", **{doubt.key: "as:Kallio"}).card.target_areas == ["Kallio"]
    kept = asked("Kalio", **{doubt.key: "as:keep"})
    assert kept.card.target_areas == ["Kalio"]
    assert not [each for each in kept.doubts if each.kind == "place_near"]
    assert asked("Kalio", **{doubt.key: "as:Kulosaari"}).card.target_areas == ["Kalio"]


@pytest.mark.django_db
def test_a_card_is_tied_to_what_its_words_surely_mean():
    card = make.ready_card(
        target_areas=["Kontulan alue", "Vuosaari (Meri-Rastila)", "Kalio", "Itis"]
    )
    project = Project.objects.begin(None, by=None, card=card)
    assert [each.name_fi for each in project.sub_areas.all()] == ["Kontula", "Meri-Rastila"]
    assert list(project.districts.all()) == []
