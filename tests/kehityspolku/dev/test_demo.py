"""The demonstration as a whole."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from kehityspolku.dev import demo_template

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_loading_it_twice_changes_nothing():
    before = rows(), files()
    for _tells, load in demo_template.stories():
        load()
    assert (rows(), files()) == before


def rows():
    """How many rows each model has, histories too."""
    tables = connection.introspection.table_names()
    stored = [model for model in apps.get_models() if model._meta.db_table in tables]
    return {model._meta.label: model._base_manager.count() for model in stored}


def files():
    return sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
