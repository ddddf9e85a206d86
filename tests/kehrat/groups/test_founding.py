import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehityspolku.marks import Outdated
from kehityspolku.models import Event, Notice
from kehrat.groups import checklist
from kehrat.models import Announcement, Kehra, Membership, Project, SubArea
from tests import make
from tests.races import at_once

pytestmark = pytest.mark.django_db


def areas(*names):
    return SubArea.objects.filter(name_fi__in=names)


def found(by=None, **fields):
    given = {"areas": areas("Kontula"), "actor_type": "resident", "name_fi": "Itäiset"}
    return Kehra.objects.found(by=by or make.user(), **given | fields)


def told(verb):
    return [n.recipient for n in Notice.objects.filter(event__verb=verb)]


def done(kehra):
    return [item.key for item in checklist.checklist(kehra) if item.done]


def test_the_founder_is_the_first_member_and_coordinates():
    founder, lead = make.user(), make.user("lead")
    kehra = found(founder, actor_type="association", organisation="Kylä ry")
    assert (kehra.state, kehra.formed_on, kehra.slug) == ("proposed", None, "itaiset")
    membership = kehra.memberships.get()
    assert (membership.user, membership.state, membership.role) == (
        founder,
        "active",
        "coordinator",
    )
    assert list(kehra.coordinators()) == list(kehra.members()) == [founder]
    assert Event.objects.about(kehra).get().verb == "found"
    assert told("found") == [lead]


def test_a_name_in_one_language_stands_for_the_others():
    kehra = found(name_fi="", name_sv="Östra byarna", description_sv="Vi bygger.")
    assert (kehra.name_fi, kehra.name_en, kehra.slug) == ("Östra byarna",) * 2 + ("ostra-byarna",)
    assert (kehra.description, kehra.description_language) == ("Vi bygger.", "sv")


@pytest.mark.parametrize("wrong", [{"name_fi": ""}, {"areas": []}])
def test_a_proposal_without_name_or_areas_is_none(wrong):
    with pytest.raises(ValidationError):
        found(**wrong)
    assert not Kehra.objects.exists()


def test_nobody_founds_signed_out():
    with pytest.raises(PermissionDenied):
        found(AnonymousUser())


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Perusta", "kehra-perusta"),
        ("🧵", "kehra"),
        ("Kallio–Vallila/Pasila", "kallio-vallila-pasila"),
        ("Å" * 120, "a" * 45),
    ],
)
def test_the_address_is_made_of_the_name(name, slug):
    assert found(name_fi=name).slug == slug
    assert found(name_fi=name).slug == f"{slug}-2"


@pytest.mark.django_db(transaction=True)
def test_two_founders_of_one_name_at_once_get_two_addresses():
    people = [make.user(), make.user()]
    made = at_once(*(lambda person=person: found(person).slug for person in people))
    assert sorted(made) == ["itaiset", "itaiset-2"]


def test_the_thread_has_a_colour_that_the_neighbours_lack():
    make.kehra(sub_areas=areas("Kontula"), thread=1)
    make.kehra(sub_areas=areas("Itäkeskus"), thread=2)  # Vartiokylä is a neighbour of Mellunkylä
    make.kehra(sub_areas=areas("Lauttasaari"), thread=3)
    kehra = found(areas=areas("Vesala"))
    kehra.accept_proposal(by=make.user("lead"))
    assert kehra.thread == 4


def test_a_proposal_is_seen_by_its_founder_and_sukkula_alone():
    founder, lead, adviser = make.user(), make.user("lead"), make.user("adviser")
    kehra = found(founder)
    others = [AnonymousUser(), make.user(), make.user("admin"), make.user("city_official")]
    others.append(make.coordinator(make.kehra()))
    for reason in ("", "Kertokaa alueesta enemmän."):
        if reason:
            kehra.turn_down(by=lead, reason=reason)
        for person in (founder, lead, adviser):
            assert Kehra.objects.visible_to(person).filter(pk=kehra.pk).count() == 1
        for person in others:
            assert not Kehra.objects.visible_to(person).filter(pk=kehra.pk).exists()
    kehra.propose_again(by=founder)
    kehra.accept_proposal(by=lead)
    for person in others:
        assert Kehra.objects.visible_to(person).filter(pk=kehra.pk).exists()


def test_sukkula_says_no_with_a_reason_and_the_founder_proposes_again():
    founder, lead = make.user(), make.user("lead")
    kehra = found(founder)
    kehra.turn_down(by=lead, reason="Liian laaja alue.")
    assert (kehra.state, kehra.state_reason) == ("turned_down", "Liian laaja alue.")
    assert told("turn_down") == [founder]
    kehra.edit_kehra(by=founder, areas=areas("Vesala"), name_fi="Vesalaiset")
    kehra.propose_again(by=founder)
    assert (kehra.state, kehra.state_reason, kehra.name_fi) == ("proposed", "", "Vesalaiset")
    assert told("propose_again") == [lead]


def test_accepting_makes_it_public_today():
    kehra = found()
    kehra.accept_proposal(by=make.user("lead"))
    assert (kehra.state, kehra.formed_on) == ("forming", moments.today())


def test_the_checklist_counts_organisations_once_each():
    kehra = found(actor_type="association", organisation="Kylä ry")
    founder = kehra.coordinators().get()
    assert done(kehra) == ["areas", "coordinator"]
    kehra.add_organisation(by=founder, name="KYLÄ RY", actor_type="association")
    kehra.add_organisation(by=founder, name="Koulu", actor_type="school")
    assert (len(checklist.supporters(kehra)), done(kehra)) == (2, ["areas", "coordinator"])
    kehra.add_organisation(by=founder, name="Kirjasto", actor_type="official")
    assert done(kehra) == ["areas", "organisations", "coordinator"]


def test_an_organisation_is_listed_once_and_can_be_taken_off():
    kehra = found()
    founder = kehra.coordinators().get()
    for name in ("Koulu", "koulu"):
        kehra.add_organisation(by=founder, name=name, actor_type="school")
    school = kehra.organisations.get()
    with pytest.raises(PermissionDenied):
        kehra.remove_organisation(school, by=make.user())
    kehra.remove_organisation(school, by=founder)
    kehra.remove_organisation(school, by=founder)
    verbs = Event.objects.about(kehra).values_list("verb", flat=True)
    assert list(verbs) == ["found", "add_organisation", "remove_organisation"]


def test_sukkula_confirms_with_gaps_only_with_a_reason():
    kehra, lead = make.founded(state="forming"), make.user("lead")
    kehra.ask_confirming(by=kehra.coordinators().get())
    assert (kehra.asks, bool(kehra.asked_at)) == ("confirming", True)
    with pytest.raises(ValidationError):
        kehra.confirm(by=lead)
    assert Kehra.objects.get(pk=kehra.pk).state == "forming"
    kehra.confirm(by=lead, reason="Toimii jo.")
    assert (kehra.state, kehra.confirmed_on) == ("active", moments.today())
    assert (kehra.asks, kehra.asked_at, kehra.state_reason) == ("", None, "Toimii jo.")


def test_not_yet_is_an_answer():
    kehra = make.founded(state="forming")
    kehra.ask_confirming(by=kehra.coordinators().get())
    kehra.keep_forming(by=make.user("lead"), message="Pitäkää ensin kokous.")
    assert (kehra.state, kehra.asks) == ("forming", "")
    assert told("keep_forming") == list(kehra.coordinators())


@pytest.mark.django_db(transaction=True)
def test_confirmed_twice_at_once_one_wins():
    kehra, leads = make.founded(state="forming"), [make.user("lead"), make.user("adviser")]
    mine = [Kehra.objects.get(pk=kehra.pk) for _lead in leads]
    outcomes = at_once(
        *(
            lambda kehra=kehra, lead=lead: kehra.confirm(by=lead, reason="Toimii.")
            for kehra, lead in zip(mine, leads, strict=True)
        )
    )
    assert outcomes.count("WrongState") == 1
    assert Event.objects.filter(verb="confirm", target_id=kehra.pk).count() == 1


def test_two_who_edit_at_once_do_not_overwrite_each_other():
    kehra = make.founded(state="forming")
    founder, seen = kehra.coordinators().get(), kehra.mark()
    kehra.edit_kehra(by=founder, seen=seen, description_fi="Ensin.")
    with pytest.raises(Outdated):
        kehra.edit_kehra(by=founder, seen=seen, description_fi="Sitten.")
    assert Kehra.objects.get(pk=kehra.pk).description_fi == "Ensin."
    kehra.edit_kehra(by=founder, seen=kehra.mark(), description_fi="Sitten.")
    facts = Event.objects.filter(verb="edit_kehra").latest("pk").facts
    assert facts == {"changed": ["description_fi"]}


def test_only_sukkula_moves_an_active_kehra():
    kehra = make.founded(state="active")
    founder, where = kehra.coordinators().get(), list(kehra.sub_areas.all())
    with pytest.raises(WrongState):
        kehra.edit_kehra(by=founder, areas=areas("Vesala"))
    kehra.edit_kehra(by=founder, areas=where, description_fi="Sama alue.")
    assert list(kehra.sub_areas.all()) == where
    kehra.edit_kehra(by=make.user("adviser"), areas=areas("Vesala"))
    assert [area.name_fi for area in kehra.sub_areas.all()] == ["Vesala"]


def test_resting_by_hand_and_waking():
    kehra = make.founded(state="active")
    coordinator = kehra.coordinators().get()
    kehra.rest(by=coordinator, reason="Talvitauko.")
    assert (kehra.state, kehra.state_reason) == ("dormant", "Talvitauko.")
    with pytest.raises(WrongState):
        kehra.ask_to_join(by=make.user(), actor_type="resident")
    kehra.wake(by=coordinator)
    assert (kehra.state, kehra.state_reason) == ("active", "")


def test_ending_waits_for_the_open_cards():
    kehra, lead = make.kehra(), make.user("lead")
    card = make.project(kehra)
    with pytest.raises(ValidationError):
        kehra.end_kehra(by=lead, reason="Tehtävä on tehty.")
    card.withdraw(by=make.coordinator(kehra))
    kehra.end_kehra(by=lead, reason="Tehtävä on tehty.")
    assert (kehra.state, kehra.ended_on) == ("ended", moments.today())


def test_memberships_end_with_the_kehra_and_their_people_are_told():
    kehra = make.kehra()
    people = {make.coordinator(kehra), make.member(kehra)}
    asked = kehra.ask_to_join(by=make.user(), actor_type="resident")
    kehra.end_kehra(by=make.user("lead"), reason="Tehtävä on tehty.")
    assert set(told("end_kehra")) == people
    assert not kehra.members().exists()
    assert not kehra.coordinators().exists()
    assert not kehra.memberships.open().exists()
    assert Membership.objects.get(pk=asked.pk).state == "declined"
    rows = kehra.memberships.filter(user__in=people).values_list("state", "ended_on")
    assert set(rows) == {("left", moments.today())}


def test_nothing_begins_in_a_kehra_that_has_ended():
    kehra, coordinator = make.founded(state="active"), make.user()
    kehra.end_kehra(by=make.user("lead"), reason="Tehtävä on tehty.")
    with pytest.raises(WrongState):
        Project.objects.begin(kehra, by=coordinator, title="Piha")
    with pytest.raises(WrongState):
        kehra.ask_to_join(by=make.user(), actor_type="resident")


def test_nothing_public_is_said_by_a_group_that_is_only_proposed():
    kehra = make.founded()
    words = {"title": "Tervetuloa", "text": "Hei.", "language": "fi", "members_only": False}
    with pytest.raises(WrongState):
        Announcement.objects.announce(kehra, by=kehra.coordinators().get(), **words)


def test_sukkula_is_asked_for_the_same_once():
    kehra = make.founded(state="forming")
    team = make.coordinator(kehra)
    kehra.ask_confirming(by=team)
    with pytest.raises(WrongState):
        kehra.ask_confirming(by=team)
    kehra.ask_ending(by=team, reason="Ei enää tekijöitä.")
    with pytest.raises(WrongState):
        kehra.ask_ending(by=team, reason="Ei enää tekijöitä.")
