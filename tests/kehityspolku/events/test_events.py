"""An event with a key happens once, however often it is tried."""

import pytest

from kehityspolku.events import subscriptions
from kehityspolku.events.record import record
from kehityspolku.events.verbs import UnknownVerb
from kehityspolku.models import Event, Notice
from kehrat.models import Kehra
from tests import make
from tests.races import at_once


def kehra():
    return Kehra.objects.create(slug="k", name_fi="K", name_sv="K", name_en="K")


@pytest.mark.django_db
def test_once_is_once():
    group = kehra()
    assert record("confirm", group, once="key") is not None
    assert record("confirm", group, once="key") is None
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_once_is_once_for_many_workers():
    group = kehra()
    made = at_once(*[lambda: record("confirm", group, once="key")] * 6)
    assert made.count(None) == 5
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_an_event_of_an_unknown_verb_is_refused():
    with pytest.raises(UnknownVerb, match="kehrat.Kehra.cnofirm"):
        record("cnofirm", kehra())
    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_people_are_told_but_never_the_actor():
    group, asker = kehra(), make.user()
    group.ask_to_join(by=asker, actor_type="resident")
    membership = group.memberships.get()
    event = record("accept", membership, by=make.user())
    assert [notice.recipient for notice in event.notices.all()] == [asker]
    assert record("accept", membership, by=asker).notices.count() == 0


@pytest.mark.django_db
def test_a_person_who_wants_no_mail_still_has_the_notice():
    group = make.kehra()
    quiet = make.coordinator(group)
    subscriptions.choose([quiet], ["group"], "never")
    record("wake", group)
    assert quiet.notices.get(event__verb="wake").mail == Notice.Mail.NONE
