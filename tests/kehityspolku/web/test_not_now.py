"""A page opened of what is in another state says the state, what comes next and where to go."""

import pytest

from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def opened(client, address, person):
    client.force_login(person)
    answer = client.get(f"/en{address}")
    return answer.status_code, main(answer)


def test_a_card_decided_on_already(client):
    card = make.project(state="rejected")
    status, text = opened(client, f"/sukkula/hankkeet/{card.pk}/hyvaksy/", make.user("lead"))
    assert status == 409
    assert "the state is now “rejected”" in text
    assert "One of Sukkula's leads can open it again for a reason." in text.replace("&#x27;", "'")
    assert f'/hankkeet/{card.pk}/">To its page' in text
    assert "faster" not in text


def test_an_application_and_a_kehra(client):
    application = make.application("sent")
    adviser = application.project.adviser
    status, text = opened(client, f"/rahoitus/hakemukset/{application.pk}/palauta/", adviser)
    assert (status, "sent to the funder" in text, "faster" in text) == (409, True, False)
    kehra = make.founded(state="active")
    status, text = opened(client, f"/kehrat/{kehra.slug}/tila/vahvista/", adviser)
    assert (status, "active" in text, "faster" in text) == (409, True, False)


def test_what_is_sent_too_late_still_says_that_someone_was_faster(client):
    asked = make.change(state="resolved")
    client.force_login(asked.project.adviser)
    answer = client.post(f"/en/sukkula/muutospyynnot/{asked.pk}/kunnossa/")
    assert (answer.status_code, "Someone got there first" in main(answer)) == (409, True)
