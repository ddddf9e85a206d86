import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kehityspolku import moments
from kehityspolku.models import Event, Notice
from rahoitus.models import Application, Call
from sukkula.routing.routing import MOST
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def page(project):
    return f"/sukkula/hankkeet/{project.pk}/rahoitus/"


@pytest.fixture
def project(client):
    project = make.project(make.kehra(), "approved")
    client.force_login(project.adviser)
    return project


def calls(context, name="routes"):
    """Those of the tests: the portal's own past calls are there too."""
    found = [route.match.call for route in context[name]]
    return [call for call in found if call.slug.startswith("call-")]


def test_calls_that_fit_come_first_and_closed_ones_apart(client, project):
    small = make.call(largest=100, applicants=["group", *Call.REGISTERED])
    fitting = make.call(applicants=["group", *Call.REGISTERED])
    coming = make.call(opens_on=moments.in_days(5), applicants=["group", *Call.REGISTERED])
    past = make.call(closes_on=moments.in_days(-1))
    context = client.get(page(project)).context
    assert calls(context) == [coming, fitting, small]  # of the open one a start date is to check
    assert calls(context, "past") == [past]
    assert (context["fitting"], context["not_fitting"]) == (2, 1)


def test_applications_open_for_the_chosen_and_the_coordinators_are_told(client, project):
    one, two, three = (make.call() for _ in range(3))
    named = {person.email for person in client.get(page(project)).context["told"]}
    client.post(page(project), {f"call_{one.pk}": "on", f"call_{two.pk}": "on"})
    opened = Application.objects.filter(project=project)
    assert set(opened.values_list("call", flat=True)) == {one.pk, two.pk}
    notices = Notice.objects.filter(event__verb="open_application")
    assert {notice.recipient.email for notice in notices} == named
    assert named == {make.coordinator(project.kehra).email}
    opened_routes = [
        r.match.call for r in client.get(page(project)).context["routes"] if r.application
    ]
    assert set(opened_routes) == {one, two}


def test_the_same_form_twice_opens_once(client, project):
    call = make.call()
    codes = [client.post(page(project), {f"call_{call.pk}": "on"}).status_code for _ in range(2)]
    assert codes == [302, 302]
    assert Application.objects.filter(project=project).count() == 1
    assert Event.objects.filter(verb="open_application").count() == 1


def test_a_call_that_does_not_fit_needs_a_reason(client, project):
    call = make.call(largest=100)
    response = client.post(page(project), {f"call_{call.pk}": "on"})
    assert list(response.context["form"].errors) == [f"why_{call.pk}"]
    assert Application.objects.count() == 0
    client.post(page(project), {f"call_{call.pk}": "on", f"why_{call.pk}": "Haetaan osaa."})
    assert Application.objects.get().override == "Haetaan osaa."


def test_a_closed_call_is_opened_to_record_its_decision(client, project):
    past = make.call(closes_on=moments.in_days(-1))
    assert client.post(page(project), {f"call_{past.pk}": "on"}).status_code == 302
    assert Application.objects.get().for_record is True


def test_at_least_one_is_chosen(client, project):
    make.call()
    response = client.post(page(project), {"csrfmiddlewaretoken": "x"})
    assert list(response.context["form"].errors) == ["__all__"]


def test_a_no_suggests_the_successor_first(client, project):
    heir = make.source()
    old = make.source(successor=heir)
    make.application("declined", project, make.call(source=old))
    make.call(applicants=["group", *Call.REGISTERED])
    next_call = make.call(source=heir)
    application, call = client.get(page(project)).context["after_no"]
    assert (application.call.source, call) == (old, next_call)


def test_after_a_no_nothing_that_does_not_fit_is_suggested(client, project):
    make.application("declined", project)
    make.call(largest=100)
    Call.objects.exclude(slug__startswith="call-").delete()
    assert client.get(page(project)).context["after_no"][1] is None


def test_another_adviser_does_not_route(client, project):
    client.force_login(make.user("adviser"))
    assert client.get(page(project)).status_code == 403


def test_a_card_is_routed_once_it_is_approved(client):
    project = make.project(make.kehra(), "in_review")
    client.force_login(project.adviser)
    assert client.get(page(project)).status_code == 409


def test_members_read_why_and_others_do_not(client, project):
    call = make.call()
    address = f"/hankkeet/{project.pk}/rahoitus/"
    client.force_login(make.member(project.kehra))
    response = client.get(address)
    assert calls(response.context) == [call]
    assert "<form" not in main(response)
    for person in [make.user(), make.coordinator(make.kehra())]:
        client.force_login(person)
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [page, lambda project: f"/hankkeet/{project.pk}/rahoitus/"])
def test_queries_do_not_grow_with_the_calls_and_the_list_is_bounded(client, project, address):
    counts, first = [], make.call()
    for number in (0, 2, 97):  # more each time
        make.copies(first, number)
        client.get(address(project))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(project))
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 14
    context = client.get(address(project)).context
    shown = len(context["routes"]) + len(context.get("past") or [])
    assert context["left_out"] >= 100 - 2 * MOST
    whole = client.get(f"{address(project)}?kaikki=1").context
    there = len(whole["routes"]) + len(whole.get("past") or [])
    assert (there, whole["left_out"]) == (shown + context["left_out"], 0)


def test_a_call_that_said_no_is_applied_to_again_while_it_is_open(client, project):
    call, closed = make.call(), make.call()
    question = call.questions.create(text_en="Why?", required=False)
    before = make.application("declined", project, call)
    make.application("declined", project, closed)
    Call.objects.filter(pk=closed.pk).update(closes_on=moments.in_days(-1))
    partner = before.partners.create(name="Pihaseura ry")
    Application.objects.filter(pk=before.pk).update(summary="Mended in the check.")
    before.answers.create(question=question.pk, asked="Why?", value="Because.")
    assert choices(client, project, call, closed) == ["Hae uudelleen", None]
    assert f'href="{page(project)}"' in main(client.get(before.get_absolute_url()))
    for _again in range(2):
        client.post(page(project), {f"call_{call.pk}": "on"})
    again = Application.objects.get(project=project, state="preparing")
    assert (again.call, again.summary) == (call, "Mended in the check.")
    assert [str(who) for who in again.partners.all()] == [partner.name]
    assert [row.value for row in again.answers.all()] == ["Because."]
    lines = [(c.text, c.amount, c.first) for c in again.costs.all()]
    assert lines == [(c.text, c.amount, None) for c in before.costs.all()]
    assert choices(client, project, call) == [None]
    assert f'href="{page(project)}"' not in main(client.get(again.get_absolute_url()))
    routes = client.get(page(project)).context["routes"]
    assert {route.application for route in routes if route.match.call == call} == {again}


def choices(client, project, *calls):
    """What the form offers of each call; None for nothing."""
    routes = {route.match.call: route for route in client.get(page(project)).context["form"].routes}
    return [routes[call].choose and routes[call].choose.label for call in calls]
