"""The admin keeps people and settings by the verbs all use; nobody gives a role to oneself."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.core import mail
from django.core.exceptions import PermissionDenied

from kehityspolku.events import mail as event_mail
from kehityspolku.models import Event, Notice, Preference, Role, User
from kehrat.groups.rules import reportable
from kehrat.models import Kehra, OfficialArea
from rahoitus.models import SourceOfficial
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(client):
    person = make.user("admin")
    client.force_login(person)
    return person


def form(person, *added, ended=(), **fields):
    """The page of a person as a browser sends it: the roles there are, and the `added` ones."""
    rows = list(person.role_rows.order_by("pk"))
    data = {"role_rows-INITIAL_FORMS": len(rows), "role_rows-TOTAL_FORMS": len(rows) + len(added)}
    for number, row in enumerate(rows):
        data |= {f"role_rows-{number}-id": row.pk, f"role_rows-{number}-user": person.pk}
        data |= {f"role_rows-{number}-ends": "on"} if row in ended else {}
    for number, kind in enumerate(added, len(rows)):
        data |= {f"role_rows-{number}-kind": kind, f"role_rows-{number}-user": person.pk}
    return {"is_active": "on"} | data | fields


def save(client, person, data):
    return client.post(f"/hallinta/kehityspolku/user/{person.pk}/change/", data)


def roles(person):
    return User.objects.get(pk=person.pk).roles


def told(verb):
    """Who were told of the newest event of a verb; [] when there is none."""
    event = Event.objects.filter(verb=verb).order_by("pk").last()
    return {n.recipient for n in event.notices.select_related("recipient")} if event else []


# Roles


def test_a_role_is_given_and_ended_recorded_and_told(client, by):
    lead, person = make.user("lead"), make.user(language="en")
    assert save(client, person, form(person, "adviser")).status_code == 302
    event = Event.objects.get(verb="give_role")
    assert (event.actor, event.target.kind, event.about) == (by, "adviser", person)
    assert (roles(person), told("give_role")) == ({"adviser"}, {person, lead})
    row = person.role_rows.get()
    assert save(client, person, form(person, ended=[row])).status_code == 302
    assert (roles(person), told("end_role")) == (set(), {person, lead})
    assert Event.objects.get(verb="end_role").actor == by
    event_mail.deliver()
    [given, ended] = [m for m in mail.outbox if m.to == [person.email]]
    assert given.subject == f"{person} now has the role: Sukkula's adviser"
    assert (f"Done by: {by}" in given.body, "no longer" in ended.subject) == (True, True)


def test_saving_what_is_there_changes_nothing(client, by):
    person = make.user("adviser")
    assert save(client, person, form(person)).status_code == 302
    again = form(person) | {"role_rows-0-kind": "admin", "role_rows-0-started_on": "2020-01-01"}
    save(client, person, again)
    assert (roles(person), Event.objects.filter(target_id=person.pk).count()) == ({"adviser"}, 0)
    assert (told("give_role"), told("end_role")) == ([], [])


def test_nobody_gives_or_takes_a_role_of_ones_own(client, by):
    page = client.get(f"/hallinta/kehityspolku/user/{by.pk}/change/")
    assert (page.status_code, 'name="role_rows-0-kind"' in page.text) == (200, False)
    save(client, by, form(by, "lead", ended=[by.role_rows.get()]))
    assert roles(by) == {"admin"}
    with pytest.raises(PermissionDenied):
        Role.objects.give(by, "lead", by=by)
    with pytest.raises(PermissionDenied):
        by.role_rows.get().end(by=by)


@pytest.mark.parametrize("role", [None, "adviser", "lead", "reviewer", "city_official"])
def test_only_administrators_and_the_server_give_roles(role):
    person, by = make.user(), make.user(role)
    with pytest.raises(PermissionDenied):
        Role.objects.give(person, "lead", by=by)
    with pytest.raises(PermissionDenied):
        OfficialArea.objects.grant(person, by=by)
    with pytest.raises(PermissionDenied):
        SourceOfficial.objects.appoint(person, make.source(), by=by)
    with pytest.raises(PermissionDenied):
        person.close_account(by=by)
    assert Event.objects.filter(about_id=person.pk, verb__startswith="give").count() == 0


def test_what_no_form_shows_is_not_taken(client, by):
    """One's own and another's flags: the page takes only what it shows."""
    person = make.user()
    sly = {"is_superuser": "on", "is_staff": "on", "groups": "1", "user_permissions": "1"}
    sly |= {"email": "other@kehityspolku.example", "name": "Other", "password": "x"}
    for who in (by, person):
        save(client, who, form(who, **sly))
        kept = User.objects.get(pk=who.pk)
        assert (kept.email, kept.name, kept.is_superuser) == (who.email, who.name, False)
        assert (kept.groups.count(), kept.user_permissions.count()) == (0, 0)


# Areas and sources


def test_an_officials_area_is_given_and_ended(client, by):
    official = make.user("city_official")
    given = {"user": official.pk, "district": 11}
    assert client.post("/hallinta/kehrat/officialarea/add/", given).status_code == 302
    assert reportable(User.objects.get(pk=official.pk)) == {11}
    assert official in told("give_area")
    area = OfficialArea.objects.get()
    page = f"/hallinta/kehrat/officialarea/{area.pk}/change/"
    client.post(page, {"user": by.pk, "district": 12})
    area.refresh_from_db()
    assert (area.user, area.district_id, area.ended_on) == (official, 11, None)
    client.post(page, {"ends": "on"})
    assert reportable(User.objects.get(pk=official.pk)) == set()
    assert official in told("end_area")


def test_a_sources_official_is_appointed_and_ended(client, by):
    person, source = make.user("funder_official"), make.source()
    given = {"user": person.pk, "source": source.pk}
    client.post("/hallinta/rahoitus/sourceofficial/add/", given)
    assert User.objects.get(pk=person.pk).has_perm("rahoitus.decide_source", source)
    assert person in told("give_source")
    row = source.officials.get()
    client.post(f"/hallinta/rahoitus/sourceofficial/{row.pk}/change/", {"ends": "on"})
    assert not User.objects.get(pk=person.pk).has_perm("rahoitus.decide_source", source)
    assert person in told("end_source")


def test_nobody_gets_an_area_or_a_source_from_oneself(client, by):
    source = make.source()
    for path, given in (
        ("kehrat/officialarea", {"district": 11}),
        ("rahoitus/sourceofficial", {"source": source.pk}),
    ):
        page = client.post(f"/hallinta/{path}/add/", {"user": by.pk, **given})
        assert (page.status_code, "errorlist" in page.text) == (200, True)
    assert (OfficialArea.objects.count(), source.officials.count()) == (0, 0)
    area = OfficialArea.objects.grant(by, by=None)
    client.post(f"/hallinta/kehrat/officialarea/{area.pk}/change/", {"ends": "on"})
    area.refresh_from_db()
    assert area.ended_on is None


def test_what_hangs_on_an_ended_role_is_told(client, by):
    """Before, on the person's page; after, to whoever ended it; the card's page names nobody."""
    person, other = make.user("adviser", name="Pekka Lähtijä"), make.user("lead")
    cards = [make.project(state=state, adviser=person) for state in ("in_review", "approved")]
    make.project(state="rejected", adviser=person)
    page = f"/hallinta/kehityspolku/user/{person.pk}/change/"
    assert "2 kortin neuvoja" in client.get(page).text
    saved = client.post(page, form(person, ended=[person.role_rows.get()]), follow=True)
    [told] = [str(m) for m in saved.context["messages"] if "2 kortin neuvoja" in str(m)]
    assert ("Pekka Lähtijä" in told, "Kuka hoitaa mitä" in told) == (True, True)
    assert "kortin neuvoja" not in client.get(page).text
    client.force_login(other)
    desk = client.get(f"/sukkula/hankkeet/{cards[0].pk}/").text
    assert "Ei neuvojaa: Pekka Lähtijä ei enää työskentele Sukkulassa" in desk
    read = client.get(f"/hankkeet/{cards[0].pk}/").text
    assert "<p>Pekka Lähtijä</p>" not in read


# Accounts


def test_closing_an_account_is_told_and_what_waits_goes_on(client, by):
    lead, kehra = make.user("lead"), make.kehra()
    person = make.coordinator(kehra)
    kehra.ask_to_join(by=make.user(), actor_type="resident")
    save(client, person, {k: v for k, v in form(person).items() if k != "is_active"})
    assert User.objects.get(pk=person.pk).is_active is False
    assert (lead in told("close_account"), lead in told("ask_to_join")) == (True, True)
    event_mail.deliver()
    assert [m for m in mail.outbox if m.to == [person.email]] != []
    save(client, person, form(person))
    assert (User.objects.get(pk=person.pk).is_active, person in told("open_account")) == (
        True,
        True,
    )


def test_nobody_closes_ones_own_account(client, by):
    save(client, by, {k: v for k, v in form(by).items() if k != "is_active"})
    assert User.objects.get(pk=by.pk).is_active


# What else there is

KEPT = {  # settings, which the admin's own log tells of
    "sukkula.CriteriaSet",
    "kehrat.Organisation",
}
BY_VERBS = {"kehityspolku.User", "kehrat.OfficialArea", "rahoitus.SourceOfficial"}
SHOWN = {"kehityspolku.Event", "kehityspolku.Notice", "kehityspolku.Report", "kehrat.Kehra"}


def test_each_model_of_the_admin_is_known(rf, by):
    assert {m._meta.label for m in admin.site._registry} == KEPT | BY_VERBS | SHOWN
    request = rf.get("/")
    request.user = by
    for model, page in admin.site._registry.items():
        label = model._meta.label
        changes = [page.has_add_permission(request), page.has_delete_permission(request)]
        changes.append(page.has_change_permission(request))
        actions = set(page.get_actions(request))
        if label in SHOWN:
            assert (label, changes, actions) == (label, [False] * 3, set())
        if label in BY_VERBS:
            assert (label, page.has_delete_permission(request), actions) == (label, False, set())


@pytest.mark.parametrize(
    "path", ["account/emailaddress", "usersessions/usersession", "auth/group", "mfa/authenticator"]
)
def test_addresses_sessions_groups_and_factors_have_no_page(client, by, path):
    assert client.get(f"/hallinta/{path}/").status_code == 404


def test_people_and_kehrat_are_not_made_there(client, by):
    assert client.get("/hallinta/kehityspolku/user/add/").status_code == 403
    kehra = make.kehra(name="Kallio")
    assert client.get("/hallinta/kehrat/kehra/add/").status_code == 403
    page = f"/hallinta/kehrat/kehra/{kehra.pk}/change/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"name_fi": "Muu", "state": "ended"}).status_code == 403
    assert Kehra.objects.get().name_fi == "Kallio"


def test_mail_preferences_are_ones_own(client, by):
    person = make.user()
    save(client, person, form(person, **{"preferences-0-kind": "group", "preferences-0-pace": "x"}))
    assert Preference.objects.count() == 0
    assert "preferences" not in client.get(f"/hallinta/kehityspolku/user/{person.pk}/change/").text


def test_a_business_id_is_checked(client, by):
    given = {"name": "Esimerkki ry", "registered": "on", "business_id": "1234567-2"}
    page = client.post("/hallinta/kehrat/organisation/add/", given)
    assert (page.status_code, "errorlist" in page.text) == (200, True)


@pytest.mark.parametrize("role", [None, "lead", "city_official"])
def test_nobody_else_gets_in(client, role):
    client.force_login(make.user(role))
    assert client.get("/hallinta/kehrat/officialarea/").status_code in (302, 403)


def test_the_lists_and_pages_answer(client, by):
    make.user("lead")
    Role.objects.give(make.user(), "adviser", by=by)
    notice = Notice.objects.first()
    for path in ("kehityspolku/user", "kehityspolku/event", "kehityspolku/notice"):
        assert client.get(f"/hallinta/{path}/").status_code == 200
    assert client.get(f"/hallinta/kehityspolku/notice/{notice.pk}/change/").status_code == 200
    assert EmailAddress.objects.filter(primary=True).count() == User.objects.count()
