"""A development plan's pages and its document."""

import io

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from kehityspolku import moments
from kehrat.models import Priority, Project
from tests import make
from tests.kehrat.plans.test_plan import rows_of, titles, url, written
from tests.pages import main

pytestmark = pytest.mark.django_db
TODAY = moments.today()


class TestPages:
    def test_rows_are_added_ordered_changed_and_left_out(self, client):
        plan = make.plan(state="draft")
        first, second = plan.priorities.all()
        client.force_login(make.coordinator(plan.kehra))
        page = main(client.get(url("plan_edit", plan)))
        assert page.count('name="p-') == 4 + 4 * 4
        given = rows_of(
            plan,
            (first.pk, "", "", 1),
            (second.pk, "Koulutiet", "Turvallisesti.", 2),
            ("", "Rannat", "", 1),
            ("", "", "", ""),
        )
        assert client.post(url("plan_edit", plan), given).url == plan.get_absolute_url()
        rows = plan.priorities.values_list("pk", "title", "text")
        assert list(rows)[1] == (second.pk, "Koulutiet", "Turvallisesti.")
        assert titles(plan) == ["Rannat", "Koulutiet"]

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"last_year": "2000"}, "last_year"),
            ({"last_year": "9" * 30}, "last_year"),
            ({"first_year": "ensi"}, "first_year"),
            ({"intro": "x" * 100_000}, "intro"),
            ({"p-0-title": "", "p-0-text": "Selitys."}, "p-0-title"),
            ({"p-0-text": "x" * 100_000}, "p-0-text"),
        ],
    )
    def test_what_cannot_be_is_told_at_its_field_and_stays(self, client, fields, field):
        plan = make.plan(state="draft")
        client.force_login(make.coordinator(plan.kehra))
        given = rows_of(plan, ("", "Uusi", "", 1)) | fields
        answer = client.post(url("plan_edit", plan), given)
        assert answer.status_code == 200
        assert f'id="id_{field}_error"' in main(answer)
        assert titles(plan) == ["Kohtaamispaikat", "Koulumatkat"]

    def test_two_writing_at_once_lose_nothing(self, client):
        plan = make.plan(state="draft")
        client.force_login(make.coordinator(plan.kehra))
        given = rows_of(plan, ("", "Minun rivini", "", 1))
        written(plan, (None, "Toisen rivi", ""))
        answer = client.post(url("plan_edit", plan), given)
        assert answer.status_code == 409
        assert "Minun rivini" in main(answer)
        assert "Toisen rivi" in main(answer)
        assert titles(plan) == ["Toisen rivi"]

    def test_from_draft_to_force(self, client):
        kehra = make.kehra()
        client.force_login(make.coordinator(kehra))
        begun = client.post(reverse("kehrat:plan_begin", args=[kehra.slug]))
        plan = kehra.plans.get()
        assert begun.url == url("plan_edit", plan)
        client.post(url("plan_edit", plan), rows_of(plan, ("", "Rannat", "", 1)))
        late = client.post(url("plan_adopt", plan), {"on": moments.in_days(3).isoformat()})
        assert 'id="id_on_error"' in main(late)
        client.post(url("plan_adopt", plan), {"on": TODAY.isoformat()})
        client.logout()
        page = main(client.get(reverse("kehrat:plan", args=[kehra.slug])))
        assert "Rannat" in page
        assert "Rannat" in main(client.get(kehra.get_absolute_url()))

    def test_a_draft_shows_to_members_and_sukkula_alone(self, client):
        plan = make.plan(state="draft", titles=["Luonnosrivi"])
        page = reverse("kehrat:plan", args=[plan.kehra.slug])
        met = []
        for person in (None, make.user(), make.member(plan.kehra), make.user("lead")):
            client.logout()
            if person:
                client.force_login(person)
            met.append("Luonnosrivi" in main(client.get(page)))
        assert met == [False, False, True, True]

    def test_the_empty_page_invites_coordinators(self, client):
        kehra = make.kehra()
        team = make.coordinator(kehra)
        page = reverse("kehrat:plan", args=[kehra.slug])
        begin = reverse("kehrat:plan_begin", args=[kehra.slug])
        assert begin not in client.get(page).text
        client.force_login(team)
        assert begin in main(client.get(page))

    def test_asks_the_database_as_often_for_one_as_for_many(self, client):
        plan = make.plan(state="draft")
        asked = set()
        client.force_login(make.member(plan.kehra))
        for rows in (1, 3, 12):
            written(plan, *[(None, f"Rivi {n}", "") for n in range(rows)])
            client.get(plan.get_absolute_url())
            with CaptureQueriesContext(connection) as queries:
                assert client.get(plan.get_absolute_url()).status_code == 200
            asked.add(len(queries))
        assert len(asked) == 1


def test_the_document_has_a_cover_contents_and_what_hangs_on_the_priorities(client):
    kehra = make.kehra(name="Esimerkki-Kehrä")
    plan = make.plan(kehra, titles=["Rannat", "Pihat"])
    idea, card = (
        make.idea(kehra, title="Saunalautta"),
        make.project(kehra, "running", title="Laituri"),
    )
    for record in (idea, card):
        Priority.hang(record, plan.priorities.first(), by=make.coordinator(kehra))
    answer = client.get(url("plan_pdf", plan))
    with pikepdf.open(io.BytesIO(answer.content)) as file:
        assert (str(file.Root.Lang), bool(file.Root.MarkInfo.Marked)) == ("fi", True)
        assert plan.years in str(file.docinfo["/Title"])
    pages = [
        " ".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(answer.content)).pages
    ]
    assert "Esimerkki-Kehrä" in pages[0]
    assert plan.years in pages[0]
    for text in ("1. Rannat", "2. Pihat", "Saunalautta", "Laituri", "10 000 €"):
        assert text in " ".join(pages[1:]).replace("\u00a0", " ")


def test_its_name_is_told_in_three_languages():
    plan = make.plan(make.kehra(name="Esimerkki"))
    with translation.override("en"):
        assert str(plan) == f"Development plan of Esimerkki {plan.years}"


def test_what_only_members_may_see_is_on_their_page_and_never_in_the_document(client, monkeypatch):
    kehra = make.kehra()
    team, plan = make.coordinator(kehra), make.plan(kehra, "draft")
    meeting = make.meeting(kehra, public=False, title="Jäsenten ilta")
    plan.adopt_plan(by=team, meeting=meeting)
    Priority.hang(make.project(kehra, "draft"), plan.priorities.first(), by=team)
    printed = []
    monkeypatch.setattr(
        "kehityspolku.documents.pdf.written",
        lambda _name, context, **_more: printed.append(context) or "<title>Suunnitelma</title>",
    )
    document = reverse("kehrat:plan_pdf", args=[kehra.slug, plan.version])
    client.get(document)
    assert "Jäsenten ilta" not in client.get(plan.get_absolute_url()).text
    client.force_login(team)
    client.get(document)
    page = main(client.get(plan.get_absolute_url()))
    assert "Jäsenten ilta" in page
    assert Project.objects.get().title in page
    assert [context["meeting"] for context in printed] == [None, None]
    hung = [each.projects.all() for context in printed for each in context["priorities"]]
    assert not any(hung)
