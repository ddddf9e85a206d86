import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kehityspolku import moments
from kehityspolku.models import Event, Notice
from kehrat.groups.acts import ACTS
from kehrat.models import District, Idea, Kehra, Project, SubArea
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db

FOUND = reverse("kehrat:found")


def proposal(**fields):
    areas = SubArea.objects.filter(name_fi="Kontula").values_list("pk", flat=True)
    given = {"name_fi": "Itäiset", "description": "Teemme pihoja.", "areas": list(areas)}
    return given | {"actor_type": "resident", "organisation": ""} | fields


def act(kehra, verb):
    return reverse("kehrat:act", args=[kehra.slug, ACTS[verb].path])


def founder_of(kehra):
    return kehra.coordinators().first()


def test_a_resident_proposes_a_kehra_and_sees_what_it_lacks(client):
    person, lead = make.user(), make.user("lead")
    client.force_login(person)
    page = client.get(f"{FOUND}?district=mellunkyla")
    opened = [
        major.name_fi for major, opened, _districts in page.context["form"].groups() if opened
    ]
    assert opened == ["Itäinen"]
    answer = client.post(FOUND, proposal())
    kehra = Kehra.objects.get()
    assert answer.url == reverse("kehrat:checklist", args=[kehra.slug])
    assert (kehra.state, kehra.description_fi) == ("proposed", "Teemme pihoja.")
    page = client.get(answer.url)
    assert [item.key for item in page.context["gaps"]][:1] == ["organisations"]
    assert [act.verb for act in page.context["acts"]] == ["drop_proposal"]
    client.force_login(lead)
    assert [act.verb for act in client.get(answer.url).context["acts"]] == [
        "accept_proposal",
        "turn_down",
        "drop_proposal",
    ]


def test_the_description_is_in_the_pages_language(client):
    client.force_login(make.user())
    client.post(f"/sv{FOUND}", proposal(name_fi="", name_sv="Östra", description="Vi bygger."))
    kehra = Kehra.objects.get()
    assert (kehra.name_fi, kehra.description_sv, kehra.description_fi) == (
        "Östra",
        "Vi bygger.",
        "",
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_fi": ""}, "name_fi"),
        ({"name_fi": "x" * 121}, "name_fi"),
        ({"description": ""}, "description"),
        ({"areas": []}, "areas"),
        ({"areas": ["533"]}, "areas"),  # the open sea
        ({"areas": ["a\0b"]}, "areas"),
        ({"actor_type": "king"}, "actor_type"),
        ({"actor_type": "school"}, "organisation"),
    ],
)
def test_a_proposal_with_a_fault_stores_nothing_and_keeps_what_was_typed(client, wrong, field):
    client.force_login(make.user())
    page = client.post(FOUND, proposal(**wrong))
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {field}
    assert not Kehra.objects.exists()
    if field != "description":
        assert "Teemme pihoja." in main(page)
    if field != "areas":
        assert re.search(r'value="471" checked', main(page))


def test_a_name_that_a_public_kehra_has_is_refused_a_hidden_one_is_not_betrayed(client):
    make.kehra(name="Itäiset")
    make.founded(name_fi="Salaiset")
    client.force_login(make.user())
    assert client.post(FOUND, proposal()).context["form"].errors.keys() == {"name_fi"}
    assert client.post(FOUND, proposal(name_fi="Salaiset")).status_code == 302


def test_a_form_sent_twice_founds_one(client):
    client.force_login(make.user())
    key = {"form_key": "8a1d3c44-5f3e-4f7b-9a52-4d1a3a3f0001"}
    first = client.post(FOUND, proposal() | key)
    second = client.post(FOUND, proposal(name_fi="Toinen") | key)
    assert first.url == second.url
    assert Kehra.objects.count() == 1


def test_a_proposal_shows_nowhere_to_others(client):
    kehra = make.founded(name_fi="Salaiset kylät")
    places = ["/", "/kehrat/", "/kaupunginosat/", "/kaupunginosat/mellunkyla/"]
    places += ["/haku/?q=Salaiset", "/hankkeet/", "/arviointi/"]
    for person in (None, make.user(), make.coordinator(make.kehra())):
        if person:
            client.force_login(person)
        assert [p for p in places if "Salaiset kylät" in main(client.get(p))] == []
        assert client.get(kehra.get_absolute_url()).status_code == 404
        assert client.get(reverse("kehrat:join", args=[kehra.slug])).status_code == 404
    client.force_login(founder_of(kehra))
    assert "Salaiset kylät" in main(client.get("/kehrat/"))
    assert "Salaiset kylät" not in client.get("/kaupunginosat/mellunkyla/").text


def test_organisations_are_added_and_taken_off_on_the_page(client):
    kehra = make.founded()
    client.force_login(founder_of(kehra))
    page = reverse("kehrat:checklist", args=[kehra.slug])
    given = {"name": "Kontulan koulu", "actor_type": "school", "contact": "Oili Opettaja"}
    assert client.post(page, given).url == page
    assert client.post(page, {"name": "", "actor_type": "school"}).status_code == 200
    assert client.post(page, {"name": "x", "actor_type": "resident"}).status_code == 200
    school = kehra.organisations.get()
    assert (school.name, school.contact) == ("Kontulan koulu", "Oili Opettaja")
    assert "Oili Opettaja" in main(client.get(page))
    remove = reverse("kehrat:organisation_remove", args=[kehra.slug, school.pk])
    assert client.post(remove).url == page
    assert client.post(remove).status_code == 404
    assert not kehra.organisations.exists()


def test_from_proposal_to_active_on_pages(client):
    kehra, lead = make.founded(), make.user("lead")
    founder = founder_of(kehra)
    client.force_login(lead)
    assert client.post(act(kehra, "turn_down"), {"reason": ""}).status_code == 200
    client.post(act(kehra, "turn_down"), {"reason": "Kertokaa tavoitteesta."})
    client.force_login(founder)
    assert "Kertokaa tavoitteesta." in main(client.get(kehra.get_absolute_url()))
    client.post(act(kehra, "propose_again"))
    client.force_login(lead)
    client.post(act(kehra, "accept_proposal"), {"message": "Tervetuloa."})
    client.force_login(founder)
    page = client.get(kehra.get_absolute_url())
    assert page.context["items_done"] < len(page.context["items"])
    client.post(act(kehra, "ask_confirming"))
    client.force_login(lead)
    assert client.post(act(kehra, "confirm"), {"reason": ""}).context["form"].errors
    client.post(act(kehra, "confirm"), {"reason": "Toimii jo."})
    kehra.refresh_from_db()
    assert (kehra.state, kehra.state_reason) == ("active", "Toimii jo.")
    assert client.post(act(kehra, "confirm"), {"reason": "Taas."}).status_code == 409


def test_a_step_that_is_none_is_not_found(client):
    client.force_login(make.user("lead"))
    kehra = make.kehra()
    assert client.get(reverse("kehrat:act", args=[kehra.slug, "olematon"])).status_code == 404


def test_ending_lists_the_open_cards_and_waits_for_them(client):
    kehra = make.kehra()
    card = make.project(kehra)
    client.force_login(make.user("lead"))
    page = client.get(act(kehra, "end_kehra"))
    assert list(page.context["open_cards"]) == [card]
    assert client.post(act(kehra, "end_kehra"), {"reason": "Ohi."}).status_code == 200
    kehra.refresh_from_db()
    assert kehra.state == "active"


def test_an_ended_kehra_is_an_archive(client):
    kehra = make.kehra(name="Vanhat kylät")
    make.coordinator(kehra)
    project = make.project(kehra, "approved")
    Project.objects.filter(pk=project.pk).update(state="ended")
    kehra.end_kehra(by=make.user("lead"), reason="Työ on tehty.")
    page = client.get(kehra.get_absolute_url())
    assert page.status_code == 200
    assert "Työ on tehty." in main(page)
    assert moments.today().isoformat() in main(page)
    assert project.title in main(page)
    assert reverse("kehrat:join", args=[kehra.slug]) not in page.text
    assert reverse("kehrat:idea_new", args=[kehra.slug]) not in page.text


def test_a_coordinator_edits_the_details(client):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    page = client.get(reverse("kehrat:edit", args=[kehra.slug]))
    assert "areas" not in page.context["form"].fields
    given = {"name_fi": "Uusi nimi", "name_sv": "Nytt namn", "name_en": "New name"}
    given |= {"seen": page.context["form"]["seen"].value(), "description_sv": "Hej."}
    answer = client.post(reverse("kehrat:edit", args=[kehra.slug]), given)
    assert answer.url == kehra.get_absolute_url()
    kehra.refresh_from_db()
    assert (kehra.name_fi, kehra.description_sv) == ("Uusi nimi", "Hej.")
    facts = Event.objects.about(kehra).get(verb="edit_kehra").facts
    assert facts == {"changed": ["name_fi", "name_sv", "name_en", "description_sv"]}


def test_an_edit_that_meets_another_shows_both_and_loses_neither(client):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    address = reverse("kehrat:edit", args=[kehra.slug])
    names = {name: getattr(kehra, name) for name in ("name_fi", "name_sv", "name_en")}
    given = names | {"seen": kehra.mark(), "description_fi": "Minun sanani."}
    kehra.edit_kehra(by=make.user("lead"), description_fi="Toisen sanat.")
    page = client.post(address, given)
    assert page.status_code == 409
    assert [text for _label, text in page.context["form"].meanwhile] == ["Toisen sanat."]
    assert "Minun sanani." in main(page)
    again = given | {"seen": page.context["form"]["seen"].value()}
    assert client.post(address, again).status_code == 302
    kehra.refresh_from_db()
    assert kehra.description_fi == "Minun sanani."


def test_sukkula_moves_the_areas(client):
    kehra = make.kehra()
    client.force_login(make.user("adviser"))
    names = {name: getattr(kehra, name) for name in ("name_fi", "name_sv", "name_en")}
    given = names | {"areas": [SubArea.objects.get(name_fi="Vesala").pk], "seen": kehra.mark()}
    client.post(reverse("kehrat:edit", args=[kehra.slug]), given)
    assert [area.name_fi for area in kehra.sub_areas.all()] == ["Vesala"]


def test_the_history_is_public_but_for_what_came_before(client):
    kehra = make.founded(state="active")
    address = reverse("kehrat:history", args=[kehra.slug])
    verbs = [event.verb for event in client.get(address).context["history"]]
    assert verbs == ["confirm", "accept_proposal"]
    client.force_login(founder_of(kehra))
    verbs = [event.verb for event in client.get(address).context["history"]]
    assert verbs == ["confirm", "accept_proposal", "found"]


def test_the_history_asks_as_often_for_one_event_as_for_many(client):
    kehra = make.founded(state="active")
    address, lead = reverse("kehrat:history", args=[kehra.slug]), make.user("lead")
    counts = []
    for times in (0, 2, 27):
        for n in range(times):
            kehra.edit_kehra(by=lead, description_fi=f"Sanoja {n} {times}")
        client.get(address)
        with CaptureQueriesContext(connection) as done:
            assert client.get(address).status_code == 200
        counts.append(len(done))
    assert len(set(counts)) == 1


def test_a_member_cares_for_nothing_a_coordinator_does(client):
    kehra = make.kehra()
    coordinator, member = make.coordinator(kehra), make.member(kehra)
    seen = {}
    for name, person in (("coordinator", coordinator), ("member", member)):
        client.force_login(person)
        page = client.get(kehra.get_absolute_url())
        seen[name] = [act.verb for act in page.context.get("acts", [])]
    assert seen == {"coordinator": ["rest", "ask_ending"], "member": []}


def test_a_district_without_a_kehra_invites_to_found_one(client):
    page = client.get("/en/kaupunginosat/mellunkyla/")
    assert "/en/kehrat/perusta/?district=mellunkyla" in main(page)
    assert "/en/kaupunginosat/mellunkyla/kerro/" in main(page)
    assert dict(page.cookies) == {}
    make.founded(state="dormant", name_fi="Uinuvat")
    assert "Uinuvat" in main(client.get("/en/kaupunginosat/mellunkyla/"))


def test_a_district_partly_in_a_kehra_can_have_another(client):
    make.founded(state="forming")
    assert "/kehrat/perusta/?district=mellunkyla" in main(client.get("/kaupunginosat/mellunkyla/"))


def test_one_press_and_the_area_is_told_of(client):
    person = make.user()
    client.force_login(person)
    tell = reverse("kehrat:tell_me", args=["mellunkyla"])
    assert client.post(tell).url == "/kaupunginosat/mellunkyla/"
    assert client.get("/kaupunginosat/mellunkyla/").context["told"]
    kehra = make.founded()
    assert not Notice.objects.filter(recipient=person).exists()
    kehra.accept_proposal(by=make.user("lead"))
    assert Notice.objects.get(recipient=person).event.verb == "accept_proposal"
    make.founded(sub_areas=SubArea.objects.filter(name_fi="Linjat"), state="forming")
    assert Notice.objects.filter(recipient=person).count() == 1


def test_the_wish_to_be_told_survives_sign_in(client):
    person = make.user(password="pitkä salasana 7")
    page = client.post(reverse("kehrat:tell_me", args=["mellunkyla"]))
    assert page.context["kept"]
    client.post(reverse("account_login"), {"login": person.email, "password": "pitkä salasana 7"})
    assert [str(row.target) for row in person.follows.all()] == ["Mellunkylä"]


def test_ideas_that_wait_come_along_when_the_kehra_is_accepted():
    district = District.objects.get(slug="mellunkyla")
    words = {"title": "Penkkejä", "text": "Lisää.", "language": "fi"}
    idea = Idea.objects.suggest(district, by=make.user(), **words)
    kehra = make.founded()
    idea.refresh_from_db()
    assert idea.kehra is None
    kehra.accept_proposal(by=make.user("lead"))
    idea.refresh_from_db()
    assert (idea.kehra, idea.district) == (kehra, None)
    assert Event.objects.get(verb="accept_proposal").facts["ideas"] == 1


def test_what_was_typed_is_shown_although_the_state_has_changed_meanwhile(client):
    """Typed, signed out, the Kehrä put to rest by another, signed in."""
    kehra, lead = make.kehra(state="active"), make.user("lead")
    page = act(kehra, "rest")
    client.post(page, {"reason": "Talvitauko, kaikki ovat poissa."})
    kehra.rest(by=make.user("lead"), reason="Muu syy.")
    client.force_login(lead)
    shown = client.get(page)
    assert shown.status_code == 409
    assert "Talvitauko, kaikki ovat poissa." in main(shown)
    assert client.get(page).status_code == 409  # nothing more to show


def test_founding_from_a_district_ticks_what_of_it_has_no_kehra(client):
    make.kehra(sub_areas=SubArea.objects.filter(name_fi="Kontula"))
    page = client.get(reverse("kehrat:found"), {"district": "mellunkyla"})
    ticked = {
        area.name_fi
        for area in SubArea.objects.filter(pk__in=page.context["form"]["areas"].value())
    }
    of_district = SubArea.objects.filter(district__slug="mellunkyla").values_list(
        "name_fi", flat=True
    )
    assert ticked == {*of_district} - {"Kontula"}
    ticks = re.compile(r'<input[^>]*name="areas"[^>]*checked')
    assert len(ticks.findall(main(page))) == len(ticked)
    assert ticks.findall(main(client.get(reverse("kehrat:found")))) == []
