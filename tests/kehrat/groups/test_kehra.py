import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kehrat.front import coverage
from kehrat.models import District, Kehra, SubArea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def areas(*names):
    return SubArea.objects.filter(name_fi__in=names)


def at(language, name, *args):
    """The address of a page in one language."""
    with translation.override(language):
        return reverse(name, args=args)


HTMX = {"HX-Request": "true"}  # a piece alone is answered to htmx alone


def queries(client, address, headers=None):
    client.get(
        address, headers=headers
    )  # what is fetched once for good, such as content types, is not counted
    with CaptureQueriesContext(connection) as done:
        assert client.get(address, headers=headers).status_code == 200
    return len(done)


def covered(name):
    rows = coverage.districts(make.user())
    return next(d for d in rows if d.name_fi == name)


def test_a_district_is_covered_by_sub_area():
    kehra = make.kehra(sub_areas=areas("Kontula", "Vesala"))
    mellunkyla = covered("Mellunkylä")
    assert (mellunkyla.groups, mellunkyla.whole) == ([kehra], [])
    assert (mellunkyla.covered, mellunkyla.areas) == (2, 5)


def test_a_district_may_be_whole_in_one_kehra_and_partly_in_another():
    hermanni = areas("Hermanninmäki", "Kyläsaari")
    whole = make.kehra(name="A", sub_areas=hermanni)
    part = make.kehra(name="B", sub_areas=areas("Hermanninmäki"))
    district = covered("Hermanni")
    assert (district.groups, district.whole) == ([whole, part], [whole])
    ball = next(b for b in coverage.map_of([district], "").balls)
    assert ball.kind == "split"


@pytest.mark.parametrize(
    ("names", "kind"),
    [((), "empty"), (("Hermanninmäki",), "partial"), (("Hermanninmäki", "Kyläsaari"), "full")],
)
def test_the_map_draws_what_is_covered(names, kind):
    if names:
        make.kehra(sub_areas=areas(*names))
    assert coverage.map_of([covered("Hermanni")], "").balls[0].kind == kind


def test_the_front_page_counts_as_active_those_that_sukkula_confirmed(client):
    make.kehra(sub_areas=areas("Kontula"))
    for state, place in (("forming", "Vesala"), ("dormant", "Kyläsaari")):
        make.kehra(state=state, sub_areas=areas(place))
    active, taking_part = client.get("/en/").context["figures"][:2]
    assert (active["number"], active["note"]) == (1, "confirmed by Sukkula")
    assert taking_part["number"].partition("/")[0] == "1"  # both places are in Mellunkylä


def test_the_open_sea_is_not_counted():
    islands = covered("Ulkosaaret")
    assert islands.areas == 2
    assert sum(d.areas for d in coverage.districts(make.user())) == 147


def test_a_kehra_that_ended_covers_nothing():
    make.kehra(sub_areas=areas("Kontula"), state="ended")
    assert covered("Mellunkylä").groups == []


def test_the_front_page_answers_where_one_lives(client):
    kehra = make.kehra(name="Kalliolaiset", sub_areas=areas("Linjat"))
    make.coordinator(kehra)
    page = client.get("/en/")
    text = main(page)
    assert text.count("<h1") == 1
    assert 'name="q"' in text
    assert "Kalliolaiset" in text
    assert "1/59" in text
    balls = page.context["yarn"].balls
    assert len(balls) == 59
    assert len({ball.url for ball in balls}) == 59


def test_the_front_page_without_kehrat_invites(client):
    page = main(client.get("/en/"))
    assert "No Kehrä has been founded yet" in page
    assert "0/59" in page


def test_the_map_and_the_list_say_the_same(client):
    make.kehra(name="Kalliolaiset", sub_areas=areas("Linjat", "Kontula"))
    page = client.get(reverse("kehrat:districts"))
    text = main(page)
    svg = text[
        text.index('<svg class="yarn') : text.index("</svg>", text.index('<svg class="yarn'))
    ]
    listed = re.findall(r'class="title" href="([^"]+)"', text)
    drawn = re.findall(r'<a href="([^"]+)"', svg)
    assert drawn == listed
    assert len(drawn) == 59


@pytest.mark.parametrize("slug", ["kallio", "malmi", "ulkosaaret", "mustikkamaa-korkeasaari"])
def test_every_district_has_a_page(client, slug):
    district = District.objects.get(slug=slug)
    page = client.get(district.get_absolute_url())
    assert page.status_code == 200
    text = main(page)
    assert district.name_fi in text
    for area in district.sub_areas.all():
        assert f'id="s{area.code}"' in text


def test_a_district_without_a_kehra_tells_how_to_found_one(client):
    near = make.kehra(name="Naapurit", sub_areas=areas("Viikinmäki"))
    page = client.get(reverse("kehrat:district", args=["malmi"]))
    assert 'id="perusta"' in main(page)
    assert list(page.context["near_groups"]) == [near]
    page = main(client.get(reverse("kehrat:district", args=["viikki"])))
    assert 'id="perusta"' not in page or "Naapurit" in page


def test_a_district_in_swedish_has_its_swedish_name_first(client):
    page = main(client.get(at("sv", "kehrat:district", "kallio")))
    assert re.search(r"<h1>\s*Berghäll\s*</h1>", page)
    assert 'lang="fi">Kallio' in page


@pytest.mark.parametrize("name", ["kehrat:district", "kehrat:kehra", "kehrat:join", "kehrat:mine"])
def test_what_is_not_there_is_not_found(client, name):
    assert client.get(reverse(name, args=["ei-ole"])).status_code == 404


def test_a_kehras_page_shows_its_areas_and_figures(client):
    kehra = make.kehra(sub_areas=areas("Kontula", "Linjat"), description_fi="Yhdessä.")
    make.coordinator(kehra)
    make.member(kehra)
    kehra.ask_to_join(by=make.user(), actor_type="company", organisation="Oy")
    page = client.get(kehra.get_absolute_url())
    text = main(page)
    assert {"Kontula", "Linjat"} == {area.name_fi for area in page.context["areas"]}
    assert page.context["members"] == 2
    assert [b.number for b in page.context["blocs"]] == [2, 0, 0]
    told = re.search(r'<svg class="balance"[^>]*aria-label="([^"]*)"', page.text)[1]
    said = [f"{b.name} {b.number} ({b.share} %)" for b in page.context["blocs"]]
    assert " ".join(told.split()).endswith(", ".join(said))
    assert '<p class="lead" lang="fi">Yhdessä.</p>' in text


def test_only_public_projects_show_to_the_public(client):
    kehra = make.kehra()
    make.project(kehra, title="Luonnos")
    running = make.project(kehra, "running", title="Korttelipiha")
    page = client.get(kehra.get_absolute_url())
    assert [p.title for p in page.context["projects"]] == ["Korttelipiha"]
    assert running.get_absolute_url() in main(page)
    client.force_login(make.coordinator(kehra))
    page = client.get(kehra.get_absolute_url())
    assert {p.title for p in page.context["projects"]} == {"Luonnos", "Korttelipiha"}


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("anonymous", "Join the Kehrä"),
        ("stranger", "Join the Kehrä"),
        ("asked", "You have asked to join."),
        ("member", "You are a member"),
        ("coordinator", "person asks to join"),
    ],
)
def test_the_readers_own_piece_is_apart_and_never_cached(client, who, says):
    kehra = make.kehra()
    people = {"coordinator": make.coordinator(kehra), "member": make.member(kehra)}
    people["asked"] = kehra.ask_to_join(by=make.user(), actor_type="resident").user
    people["stranger"] = make.user()
    if who in people:
        client.force_login(people[who])
    piece = client.get(at("en", "kehrat:mine", kehra.slug), headers=HTMX)
    assert says in piece.content.decode()
    assert "no-store" in piece["Cache-Control"]
    page = main(client.get(at("en", "kehrat:kehra", kehra.slug)))
    assert says in page  # without a script, too
    assert "<form" not in page


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (None, ["Aho", "Zorro", "Öhman"]),
        ("members", ["Zorro", "Öhman", "Aho"]),
        ("founded", ["Öhman", "Aho", "Zorro"]),
        ("projects", ["Öhman", "Aho", "Zorro"]),
        ("no\0 such", ["Aho", "Zorro", "Öhman"]),
    ],
)
def test_the_table_is_ordered_by_a_link(client, order, names):
    old = make.kehra(name="Öhman", formed_on=date(2013, 12, 12))
    make.project(old, "running")
    make.kehra(name="Aho", formed_on=date(2020, 1, 1))
    big = make.kehra(name="Zorro", formed_on=date(2021, 1, 1))
    for _ in range(3):
        make.member(big)
    page = client.get(reverse("kehrat:list"), {"order": order} if order else {})
    assert [kehra.name for kehra in page.context["kehrat"]] == names


def test_lists_take_the_same_queries_for_1_3_and_30_kehrat(client):
    counts = {"home": [], "kehrat:list": [], "kehrat:districts": []}
    kehra = make.kehra()
    make.coordinator(kehra)
    for more in (0, 2, 27):
        for other in make.copies(kehra, more):
            make.copies(kehra.memberships.get(), 1, kehra=other, user=make.user())
        for name, found in counts.items():
            found.append(queries(client, reverse(name)))
    assert Kehra.objects.count() == 30
    assert {name: len(set(found)) for name, found in counts.items()} == dict.fromkeys(counts, 1)


def test_a_kehras_pages_take_the_same_queries_for_1_3_and_30_people_and_projects(client):
    kehra = make.kehra()
    coordinator = make.coordinator(kehra)
    client.force_login(coordinator)
    names = ["kehrat:kehra", "kehrat:members", "kehrat:mine"]
    counts = {name: [] for name in names}
    make.member(kehra)
    kehra.ask_to_join(by=make.user(), actor_type="resident")
    card, (_team, active, asking) = make.project(kehra), kehra.memberships.order_by("pk")
    for more in (0, 2, 27):
        make.copies(card, more)
        for membership in (active, asking):
            for _ in range(more):
                make.copies(membership, 1, user=make.user())
        for name, found in counts.items():
            headers = HTMX if name == "kehrat:mine" else None
            found.append(queries(client, reverse(name, args=[kehra.slug]), headers))
    assert {name: len(set(found)) for name, found in counts.items()} == dict.fromkeys(names, 1)


def test_a_districts_page_takes_the_same_queries_for_1_3_and_30_kehrat(client):
    found, kehra = [], make.kehra(sub_areas=areas("Linjat"))
    card = make.project(kehra, "running")
    for more in (0, 2, 27):
        for other in make.copies(kehra, more):
            make.copies(card, 1, kehra=other)
        found.append(queries(client, reverse("kehrat:district", args=["kallio"])))
    assert len(set(found)) == 1
