"""The pages of projects as those who may and may not see them."""

from dataclasses import replace

import pytest
from django.urls import reverse

from kehrat.cards import merging
from kehrat.cards.card import Card
from kehrat.models import Idea, Project
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def page(client, name, *args, by=None):
    if by:
        client.force_login(by)
    return client.get(reverse(f"kehrat:{name}", args=args))


def html(response):
    return response.content.decode()


def typed(project, **changes):
    """What the edit form posts for a project, with changes."""
    card = project.card()
    row = card.phases[0]
    post = {
        "seen": merging.sealed(card),
        "title": card.title,
        "language": card.language,
        "description": card.description,
        "goals": "\n".join(card.goals),
        "target_areas": "Kallio",
        "phases-TOTAL_FORMS": "1",
        "phases-INITIAL_FORMS": "1",
        "phases-0-name": row.name,
        "phases-0-starts": row.starts.isoformat(),
        "phases-0-ends": row.ends.isoformat(),
        "funders-TOTAL_FORMS": "0",
        "funders-INITIAL_FORMS": "0",
        "budget-TOTAL_FORMS": "1",
        "budget-INITIAL_FORMS": "1",
        "budget-0-label": "I VAIHE",
        "budget-0-amount": "48 000,00",
        "contacts-TOTAL_FORMS": "0",
        "contacts-INITIAL_FORMS": "0",
    }
    return post | changes


PUBLIC = {"approved", "running", "ended"}


@pytest.mark.parametrize("state", Project.State.values)
def test_the_public_reads_approved_cards_alone(client, state):
    project = make.project(state=state)
    expected = 200 if state in PUBLIC else 404
    for name in ("project", "project_text"):
        assert page(client, name, project.pk).status_code == expected
    assert page(client, "project", project.pk, by=make.user()).status_code == expected


@pytest.mark.parametrize("state", Project.State.values)
def test_members_read_their_kehras_cards(client, state):
    project = make.project(state=state)
    member = make.member(project.kehra)
    assert page(client, "project", project.pk, by=member).status_code == 200
    assert page(client, "project_edit", project.pk).status_code == 403


def test_sukkula_reads_what_reached_it(client):
    adviser = make.user("adviser")
    draft, submitted = make.project(), make.project(state="submitted")
    assert page(client, "project", draft.pk, by=adviser).status_code == 404
    assert page(client, "project", submitted.pk).status_code == 200


def test_a_shared_draft_is_read_by_sukkula(client):
    project, adviser = make.project(), make.user("adviser")
    client.force_login(make.coordinator(project.kehra))
    for post, seen in (({"with_sukkula": "True"}, 200), ({"with_sukkula": "False"}, 404)):
        client.force_login(make.coordinator(project.kehra))
        client.post(reverse("kehrat:project_share", args=[project.pk]), post)
        assert page(client, "project", project.pk, by=adviser).status_code == seen


def test_a_card_that_rests_is_copied(client):
    project = make.project(state="rejected")
    url = reverse("kehrat:project_copy", args=[project.pk])
    client.force_login(make.member(project.kehra))
    assert client.post(url).status_code == 403
    client.force_login(make.coordinator(project.kehra))
    client.post(url)
    copy = project.kehra.projects.exclude(pk=project.pk).get()
    assert (copy.state, copy.card()) == ("draft", project.card())


def test_every_heading_in_helkas_order(client):
    project = make.project()
    text = html(page(client, "project", project.pk, by=project.made_by))
    headings = [
        "Aikataulu",
        "Projektikuvaus",
        "Tavoitteet",
        "Helkan toiminnan tarkoituksen",
        "Hyödyt kaupungille",
        "Odotetut tulokset",
        "Mikä jää elämään?",
        "Arviointi<",
        "Hyvää<",
        "Kehitettävää<",
        "Kohdekaupunginosat",
        "Toimijat",
        "Yhteistyökumppanit",
        "Rahoittaja(t)",
        "Talousarvio",
    ]
    places = [text.index(heading, text.index("h-phases")) for heading in headings]
    assert places == sorted(places)


def test_its_people_find_its_applications(client):
    project = make.project(state="approved")
    application = make.application(project=project)
    link = f'href="{application.get_absolute_url()}"'
    assert link not in html(page(client, "project", project.pk))
    member = make.member(project.kehra)
    assert link in html(page(client, "project", project.pk, by=member))


def test_flags_are_for_its_people(client):
    project = make.project(state="approved", remainder="Lisätieto")
    coordinator = make.coordinator(project.kehra)
    assert "Lisätieto" not in html(page(client, "project", project.pk))
    assert "Lisätieto" not in html(page(client, "project_text", project.pk))
    assert "Lisätieto" in html(page(client, "project", project.pk, by=coordinator))
    assert "Lisätieto" in html(page(client, "project", project.pk, by=make.user("adviser")))


def test_the_list_narrows_from_the_url(client):
    make.project(state="approved", title="Vallilan yhteispiha")
    other = make.project(state="running", title="Mustavuoren polut")
    draft = make.project(title="Luonnos")
    client.force_login(make.coordinator(draft.kehra))

    def titles(query):
        shown = client.get(f"{reverse('kehrat:projects')}?{query}").context["projects"]
        return {project.title for project in shown}

    assert titles("") == {"Vallilan yhteispiha", "Mustavuoren polut", "Luonnos"}
    assert titles("title=valilan+yhteispihaa") == {"Vallilan yhteispiha"}
    assert titles("state=running") == {"Mustavuoren polut"}
    assert titles(f"kehra={other.kehra.slug}") == {"Mustavuoren polut"}
    assert titles("state=nonsense") == titles("")
    client.logout()
    assert titles("") == {"Vallilan yhteispiha", "Mustavuoren polut"}


def test_pages_of_the_list(client):
    kehra = make.kehra()
    pks = [make.project(kehra, "withdrawn").pk for _ in range(3)]
    extra = [Project(kehra=kehra, title=str(n), state="approved") for n in range(62)]
    Project.objects.bulk_create(extra)
    seen, url = [], reverse("kehrat:projects")
    while url:
        shown = client.get(url).context
        seen += [project.pk for project in shown["projects"]]
        url = shown["older_url"] and reverse("kehrat:projects") + shown["older_url"]
    wanted = Project.objects.filter(state="approved").values_list("pk", flat=True)
    assert (len(seen), set(seen)) == (62, set(wanted))
    assert not set(seen) & set(pks)
    back = client.get(reverse("kehrat:projects") + shown["newer_url"]).context
    assert [project.pk for project in back["projects"]] == seen[30:60]


def test_a_save_stores_what_was_typed(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    post = typed(project, goals="Yksi\n\n Kaksi ", **{"budget-0-parts": "47 000 + 1 000"})
    response = client.post(reverse("kehrat:project_edit", args=[project.pk]), post)
    assert response.status_code == 302
    card = Project.objects.get(pk=project.pk).card()
    assert (card.goals, card.funders, card.benefits) == (["Yksi", "Kaksi"], [], "")
    assert [(row.amount, row.parts) for row in card.budget] == [(48000, [47000, 1000])]


def test_adding_and_removing_rows_keeps_what_was_typed(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    url = reverse("kehrat:project_edit", args=[project.pk])
    shown = {"budget-TOTAL_FORMS": "2"}  # the page had an empty row already
    added = client.post(url, typed(project, description="Kesken", add="budget", **shown))
    rows = added.context["entry"].rows
    assert "Kesken" in html(added)
    assert [len(rows[name]) for name in ("phases", "funders", "budget")] == [2, 1, 3]
    removed = client.post(url, typed(project, remove="budget-0"))
    assert len(removed.context["entry"].rows["budget"]) == 1
    assert "48 000,00" not in html(removed)
    assert project.card().budget != []


def test_a_session_that_ended_loses_no_text(client):
    project = make.project()
    url = reverse("kehrat:project_edit", args=[project.pk])
    post = typed(project, description="Pitkä teksti", **{"budget-0-label": "Ruoka"})
    response = client.post(url, post)
    assert response.status_code == 302
    coordinator = make.coordinator(project.kehra)
    coordinator.set_password("salasana-testissä")
    coordinator.save()
    client.post(
        response.headers["Location"],
        {"login": coordinator.email, "password": "salasana-testissä"},
    )
    shown = client.get(url)
    assert "Pitkä teksti" in html(shown)
    assert 'value="Ruoka"' in html(shown)
    assert shown.context["entry"].seen == post["seen"]
    assert "Pitkä teksti" not in html(client.get(url))


def test_errors_keep_the_text_and_name_the_field(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    post = typed(project, title="", description="Ei saa kadota", **{"budget-0-amount": "paljon"})
    response = client.post(reverse("kehrat:project_edit", args=[project.pk]), post)
    text = html(response)
    assert response.status_code == 200
    assert "Ei saa kadota" in text
    assert 'href="#id_budget-0-amount"' in text
    assert 'href="#id_title"' in text


def test_the_coordinator_walks_the_card(client):
    project = make.project()
    client.force_login(make.coordinator(project.kehra))
    client.post(reverse("kehrat:project_submit", args=[project.pk]))
    project.refresh_from_db()
    assert project.state == "submitted"
    closed = client.get(reverse("kehrat:project_edit", args=[project.pk]))
    assert (closed.status_code, "lähetetty" in html(closed)) == (409, True)
    client.post(reverse("kehrat:project_withdraw", args=[project.pk]))
    project.refresh_from_db()
    assert project.state == "withdrawn"
    late = client.post(reverse("kehrat:project_submit", args=[project.pk]))
    assert late.status_code == 409


def test_an_unready_card_says_what_it_lacks(client):
    project = make.project(goals=[], phases=[])
    client.force_login(make.coordinator(project.kehra))
    text = html(page(client, "project", project.pk))
    assert 'muokkaa/#goals"' in text
    assert 'muokkaa/#phases"' in text
    client.post(reverse("kehrat:project_submit", args=[project.pk]))
    project.refresh_from_db()
    assert project.state == "draft"


def test_a_changed_card_goes_back(client):
    project = make.project(state="changes_requested")
    client.force_login(make.coordinator(project.kehra))
    assert "Kertokaa aikataulu tarkemmin." in html(page(client, "project", project.pk))
    client.post(reverse("kehrat:project_resubmit", args=[project.pk]), {"message": "Valmis"})
    project.refresh_from_db()
    assert project.state == "in_review"


def test_lessons_when_it_has_ended(client):
    project = make.project(state="ended")
    client.force_login(make.coordinator(project.kehra))
    url = reverse("kehrat:project_lessons", args=[project.pk])
    assert client.post(url, {"good": "", "improve": ""}).status_code == 200
    assert client.post(url, {"good": "Talkoot", "improve": ""}).status_code == 302
    assert "Talkoot" in html(page(client, "project", project.pk))


def test_a_new_card(client):
    kehra = make.kehra()
    client.force_login(make.coordinator(kehra))
    url = reverse("kehrat:project_new", args=[kehra.slug])
    assert client.get(url).status_code == 200
    begun = client.post(url, {"title": "Uusi", "language": "fi"})
    card = kehra.projects.get()
    assert (card.title, begun.url) == ("Uusi", reverse("kehrat:project_edit", args=[card.pk]))
    client.force_login(make.member(kehra))
    assert client.get(url).status_code == 403


def test_ideas(client):
    kehra = make.kehra()
    url = reverse("kehrat:idea_new", args=[kehra.slug])
    client.force_login(make.user())
    client.post(url, {"title": "Kirpputori", "text": "Sillalle", "language": "fi"})
    idea = Idea.objects.get()
    assert "Ota" not in html(page(client, "idea", idea.pk))
    take_up = reverse("kehrat:idea_take_up", args=[idea.pk])
    assert client.post(take_up).status_code == 403
    client.force_login(make.coordinator(kehra))
    client.post(take_up)
    assert kehra.projects.get().description == "Sillalle"
    assert page(client, "idea", idea.pk).status_code == 200


@pytest.mark.parametrize("many", [1, 3, 30])
def test_the_list_takes_as_many_queries_for_any_number(client, many, django_assert_num_queries):
    kehra = make.kehra()
    Project.objects.bulk_create(
        [Project(kehra=kehra, title=str(n), state="approved") for n in range(many)]
    )
    url = reverse("kehrat:projects")
    client.get(url)
    with django_assert_num_queries(5):
        assert len(client.get(url).context["projects"]) == many


@pytest.mark.parametrize("many", [1, 3])
def test_a_card_takes_as_many_queries_for_any_number_of_applications(
    client, many, django_assert_num_queries
):
    project = make.project(state="approved")
    for _ in range(many):
        make.application(project=project)
    client.force_login(make.user("adviser"))
    url = reverse("kehrat:project", args=[project.pk])
    client.get(url)
    with django_assert_num_queries(25):
        client.get(url)


class TestVersions:
    def changed(self):
        """A card given back with another description; its coordinator."""
        card = make.project(state="changes_requested")
        team, content = make.coordinator(card.kehra), card.card()
        new = replace(content, description="Piha avataan kaikille aamuisin.")
        card.write(new, by=team, seen=content.mark())
        return card, team

    def test_a_text_being_written_is_compared_with_the_last_frozen_one(self, client):
        card, team = self.changed()
        client.force_login(team)
        page = main(client.get(f"/en/hankkeet/{card.pk}/versiot/"))
        assert "<del>" in page
        assert "aamuisin" in page.split("<ins>")[1].split("</ins>")[0]

    def test_the_last_two_frozen_versions_are_compared_else(self, client):
        card, team = self.changed()
        card.resubmit(by=team)
        client.force_login(card.adviser)
        page = main(client.get(f"/en/hankkeet/{card.pk}/versiot/"))
        assert "aamuisin" in page.split("<ins>")[1].split("</ins>")[0]
        same = main(client.get(f"/en/hankkeet/{card.pk}/versiot/?before=2&after=now"))
        assert "The two versions say the same." in same

    @pytest.mark.parametrize("query", ["?before=9&after=x", "?before=1", "?before=%00&after=1"])
    def test_what_is_no_version_shows_the_first_choice(self, client, query):
        card, team = self.changed()
        client.force_login(team)
        answer = client.get(f"/en/hankkeet/{card.pk}/versiot/{query}")
        assert (answer.status_code, "<ins>" in main(answer)) == (200, True)

    def test_a_card_without_versions_says_so(self, client):
        card = make.project()
        client.force_login(make.coordinator(card.kehra))
        assert "no two versions yet" in main(client.get(f"/en/hankkeet/{card.pk}/versiot/"))


def test_a_card_goes_out_as_data_without_what_was_not_understood(client):
    card = make.project(state="approved", remainder="Sisäinen huomio")
    public = client.get(f"/hankkeet/{card.pk}/kortti.json")
    assert public.headers["content-type"] == "application/json"
    assert Card.from_json(public.json()) == replace(card.card(), remainder="")
    client.force_login(make.coordinator(card.kehra))
    assert Card.from_json(client.get(f"/hankkeet/{card.pk}/kortti.json").json()) == card.card()


def test_sukkulas_last_words_are_shown_until_the_card_is_given_back(client):
    project = make.project(state="changes_requested")
    team = make.coordinator(project.kehra)
    client.force_login(team)
    told = [page(client, "project", project.pk).context["message"]]
    project.resubmit(by=team, message="Lisättiin.")
    told.append(page(client, "project", project.pk).context["message"])
    project.approve(by=project.adviser, reason="Selkeä kortti.")
    told.append(page(client, "project", project.pk).context["message"])
    assert told == ["Kertokaa aikataulu tarkemmin.", "", "Selkeä kortti."]


def headings_of(answer):
    return [part.field for part in answer.context["parts"]]


def test_a_public_project_is_read_in_the_order_people_ask(client):
    project = make.project(state="running", applicant_name="Yhdistys ry", actors="Naapurit")
    shown = headings_of(client.get(project.get_absolute_url()))
    assert shown[:9] == [
        "description",
        "target_areas",
        "actors",
        "partners",
        "applicant_name",
        "funders",
        "budget",
        "phases",
        "goals",
    ]
    assert not {"lessons_good", "lessons_improve", "purpose"} & {*shown}
    assert "Kysytään" not in main(client.get(project.get_absolute_url()))


def test_at_the_end_what_was_learnt_and_what_lives_on_come_first(client):
    project = make.project(state="ended")
    project.tell_lessons(by=project.made_by, good="Talkoot", improve="Tiedotus")
    shown = headings_of(client.get(project.get_absolute_url()))
    assert shown[:4] == ["lessons_good", "lessons_improve", "legacy", "description"]


def test_before_it_is_public_a_card_stands_in_helkas_order(client):
    project = make.project()
    shown = headings_of(page(client, "project", project.pk, by=project.made_by))
    assert shown.index("phases") < shown.index("description") < shown.index("target_areas")
    assert "lessons_good" in shown
