"""What a person may do to single records is asked once, and never out of date."""

import contextlib
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from kehityspolku import grants
from kehityspolku.models import User
from kehrat.groups import rules
from kehrat.models import Kehra
from tests import make

pytestmark = pytest.mark.django_db
MEMBER, COORDINATOR = "kehrat.member_kehra", "kehrat.coordinate_kehra"


def test_rules_and_querysets_of_a_page_ask_once(django_assert_num_queries):
    kehra, other = make.kehra(), make.kehra()
    person = make.member(kehra)
    with django_assert_num_queries(1):
        assert rules.is_member(person, kehra)
        assert not rules.is_member(person, other)
        assert not rules.is_coordinator(person, kehra)
    with django_assert_num_queries(1):
        assert list(Kehra.objects.joined_by(person)) == [kehra]
    with django_assert_num_queries(0):
        assert list(Kehra.objects.coordinated_by(person)) == []


def test_the_signed_out_hold_nothing_and_nothing_is_asked(django_assert_num_queries):
    kehra = make.kehra()
    with django_assert_num_queries(0):
        assert grants.held(AnonymousUser(), MEMBER) == frozenset()
        assert not grants.holds(AnonymousUser(), MEMBER, kehra)
        assert list(Kehra.objects.joined_by(AnonymousUser())) == []


def test_who_has_a_closed_account_may_nothing():
    kehra = make.kehra()
    person = make.member(kehra)
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.refresh_from_db()
    assert not rules.is_member(person, kehra)


def test_what_is_given_and_taken_is_seen_at_once_by_the_same_user_object():
    kehra, person = make.kehra(), make.user()
    make.coordinator(kehra)
    assert not rules.is_member(person, kehra)
    make.member(kehra, user=person)
    assert rules.is_member(person, kehra)
    kehra.memberships.get(user=person).leave(by=person)
    assert not rules.is_member(person, kehra)


def test_what_was_read_in_a_transaction_that_failed_is_forgotten():
    kehra, person = make.kehra(), make.user()
    with contextlib.suppress(RuntimeError), transaction.atomic():
        grants.give(MEMBER, person, kehra)
        assert grants.holds(person, MEMBER, kehra)
        raise RuntimeError
    assert not grants.holds(person, MEMBER, kehra)


def test_a_verb_asks_after_it_has_locked_its_record():
    """What another process took away meanwhile does not count any more."""
    kehra = make.kehra()
    person = make.member(kehra, "coordinator")
    asks = kehra.ask_to_join(by=make.user(), actor_type="resident")
    assert rules.is_coordinator(person, kehra)
    with connection.cursor() as cursor:  # as another process would: this one isn't told
        cursor.execute("DELETE FROM guardian_userobjectpermission")
    with pytest.raises(PermissionDenied):
        asks.accept(by=person)


def test_one_file_alone_knows_guardian():
    root = Path(__file__).resolve().parents[2]
    apps = ("kehityspolku", "kehrat", "rahoitus", "arviointi", "sukkula")
    files = [path for app in apps for path in (root / app).rglob("*.py")]
    knowing = [
        str(path.relative_to(root))
        for path in files
        if re.search(r"^(from|import) guardian", path.read_text(), re.M)
    ]
    assert knowing == ["kehityspolku/grants.py"]
