"""What comes next is told alike wherever it is read: on the list, on the card's and the
application's own page."""

import pytest

from kehrat.models import Project
from sukkula.desk.worklist import WorkList
from tests import make

pytestmark = pytest.mark.django_db
CARDS = [s for s in Project.State.values if s not in ("draft", "taken_in")]
APPLICATIONS = ["preparing", "in_check", "returned", "checked", "sent", "supplement_requested"]


def row_of(record, user):
    rows = WorkList.of(user).tab("all").page("title", 50)
    return next(row for row in rows if row.model is type(record) and row.key == record.pk)


@pytest.mark.parametrize("state", CARDS)
@pytest.mark.parametrize("gone", [False, True])
def test_of_a_card(client, state, gone):
    card, lead = make.project(state=state), make.user("lead")
    if gone and card.adviser:
        make.member(card.kehra, user=card.adviser)
    client.force_login(lead)
    page = client.get(f"/sukkula/hankkeet/{card.pk}/")
    assert str(page.context["next"]) == str(row_of(card, lead).next)


def test_of_an_approved_card_whose_applications_are_under_way(client):
    application, lead = make.application("sent"), make.user("lead")
    client.force_login(lead)
    page = client.get(f"/en/sukkula/hankkeet/{application.project_id}/")
    assert str(page.context["next"]) == "The applications are under way"


@pytest.mark.parametrize("state", [*APPLICATIONS, "supplied", "granted", "declined"])
def test_of_an_application(client, state):
    application = make.application("supplement_requested" if state == "supplied" else state)
    if state == "supplied":
        application.supply(by=make.coordinator(application.project.kehra), message="Liite.")
    lead = make.user("lead")
    client.force_login(lead)
    page = client.get(application.get_absolute_url())
    assert str(page.context["next"].short) == str(row_of(application, lead).next)
