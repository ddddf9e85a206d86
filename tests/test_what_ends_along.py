"""Each page on which one ends or withdraws something tells first what else ends with it."""

import pytest
from django.urls import reverse

from rahoitus.models import Approval
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("state", "verb"), [("running", "end"), ("approved", "end_unfunded")])
def test_a_card_tells_of_its_new_version(client, state, verb):
    card = make.project(state=state)
    client.force_login(card.adviser)
    page = reverse(f"sukkula:{verb}", args=[card.pk])
    assert client.get(page).context["along"] == []
    card.begin_version(by=make.coordinator(card.kehra))
    shown = client.get(page)
    assert ["uusi versio" in told for told in shown.context["along"]] == [True]
    assert shown.context["along"][0] in main(shown)


def test_a_card_that_is_withdrawn_tells_of_changes_asked_for(client):
    card = make.project(state="in_review")
    card.ask_changes(by=card.adviser, changes={"goals": "Kenelle?"})
    client.force_login(make.coordinator(card.kehra))
    shown = client.get(card.get_absolute_url())
    assert [told[0] for told in shown.context["along"]] == ["1"]
    assert shown.context["along"][0] in main(shown)


def test_an_application_tells_of_links_and_remarks(client):
    application = make.application()
    team = make.coordinator(application.project.kehra)
    client.force_login(team)
    page = reverse("rahoitus:worded_step", args=[application.pk, "peru"])
    assert client.get(page).context["along"] == []
    asked = {"name": "Aino", "email": "aino@kehityspolku.example", "language": "fi"}
    Approval.objects.ask(application, by=team, **asked)
    make.remark(application)
    shown = client.get(page)
    assert len(shown.context["along"]) == 2
    assert shown.context["along"][0] in main(shown)


def test_a_grant_tells_of_what_is_no_longer_waited_for(client):
    grant = make.grant()
    make.grant_report(application=grant)
    make.payment(application=grant)
    make.voucher(application=grant)
    client.force_login(make.coordinator(grant.project.kehra))
    page = reverse("rahoitus:worded_step", args=[grant.pk, "kieltaydy"])
    assert len(client.get(page).context["along"]) == 3
