"""What tests share: arranged once; what each test does to it is undone."""

import copy
import inspect
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation

from kehityspolku.dev import template_database


def once(arrange):
    """A fixture for all tests of a module: `arrange()` runs once, in Finnish as each test does.

    Its rows stand in a transaction around those of the tests, which see them as they were made;
    its value is one object for all, so a test that changes a record reads it anew first. Files go
    to a folder that the tests see too. Not for modules whose tests have transactions of their own.
    It may take fixtures of modules by name.
    """

    @pytest.fixture(scope="module", name=arrange.__name__)
    def arranged(request, django_db_setup, django_db_blocker, tmp_path_factory):
        given = [request.getfixturevalue(name) for name in inspect.signature(arrange).parameters]
        media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
        with django_db_blocker.unblock(), media, _taken_back():
            with translation.override("fi"):
                made = arrange(*given)
            yield made

    arranged.__doc__ = arrange.__doc__
    return arranged


def shared(arrange, name, *, migrated=True):
    """Two fixtures, the second as `once` gives it, for all modules of a process that ask for it.

    What is arranged lies in a database of its own, which a module is led to as long as it lasts,
    and each module has its own copy of the value. The first fixture is that database, which has
    no table when `arrange` begins if it is not `migrated`.
    """

    @pytest.fixture(scope="session", name=f"database_of_{name}")
    def filled(django_db_setup, django_db_blocker, tmp_path_factory):
        media = tmp_path_factory.mktemp(name)
        new = template_database.copy(name, migrated=migrated)
        with django_db_blocker.unblock(), new as database:
            with _led_to(database, media), translation.override("fi"):
                made = arrange()
            yield database, media, made

    @pytest.fixture(scope="module", name=name)
    def arranged(request, django_db_blocker):
        database, media, made = request.getfixturevalue(f"database_of_{name}")
        with django_db_blocker.unblock(), _led_to(database, media), _taken_back():
            yield copy.deepcopy(made)

    arranged.__doc__ = arrange.__doc__
    return filled, arranged


@contextmanager
def _led_to(database, media):
    """The portal's database and its files are others inside."""
    from tests.make.again import walked  # needs models, which not every test does

    usual = connection.settings_dict["NAME"]
    _lead_to(database)
    try:
        with override_settings(MEDIA_ROOT=media), walked():
            yield
    finally:
        _lead_to(usual)


def _lead_to(database):
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = database


@contextmanager
def _taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def undone(act):
    """What an act gives, its traces in the database undone."""
    with _taken_back():
        return act()
