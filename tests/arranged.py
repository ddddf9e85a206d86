"""What the tests of one module share: arranged once; what each test does to it is undone."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation


def once(arrange):
    """A fixture for all tests of a module: `arrange()` runs once, in Finnish as each test does.

    Its rows stand in a transaction around those of the tests, which see them as they were made;
    its value is one object for all, so a test that changes a record reads it anew first. Files go
    to a folder that the tests see too. Not for modules whose tests have transactions of their own.
    """

    @pytest.fixture(scope="module", name=arrange.__name__)
    def arranged(django_db_setup, django_db_blocker, tmp_path_factory):
        with django_db_blocker.unblock(), _kept_apart(tmp_path_factory.mktemp("media")):
            with translation.override("fi"):
                made = arrange()
            yield made

    arranged.__doc__ = arrange.__doc__
    return arranged


@contextmanager
def _kept_apart(folder):
    with override_settings(MEDIA_ROOT=folder), transaction.atomic():
        yield
        transaction.set_rollback(True)


def undone(act):
    """What an act gives, its traces in the database undone."""
    with transaction.atomic():
        result = act()
        transaction.set_rollback(True)
    return result
