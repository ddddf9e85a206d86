"""What the portal holds of a person, as JSON in a ZIP file for that person alone.

Each app tells it in its `personal.py` under MINE: {"app.Model.column": columns told}. The column
names the person: by a key to the account, or by the address. ALL are all columns, "-name" all but
that one. Never told are other people, secrets and files themselves.
"""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import FileField
from django.http import QueryDict

from kehityspolku import by_name, moments

ALL = ()
MOST = 10_000  # rows of one table, the newest of them
SECRET = {
    "password",
    "token",
    "key",
    "session_key",
    "data",
    "seed",
    "mark",
    "address_mark",
    "form",
    "sha256",
}
NAMES = ("title", "name", "name_fi", "title_fi")  # what a row is called that another leads to
DRAFT = "kehityspolku.Draft.text"
MINE = {
    "kehityspolku.User.id": ALL,
    "account.EmailAddress.user": ALL,
    "mfa.Authenticator.user": ALL,
    "usersessions.UserSession.user": ALL,
    "kehityspolku.Role.user": ALL,
    "kehityspolku.Preference.user": ALL,
    "kehityspolku.Follow.user": ALL,
    "kehityspolku.Draft.owner": ALL,
    "kehityspolku.Wish.user": ALL,
    "kehityspolku.Notice.recipient": ("-followed", "-stands_in", "-tries", "-not_before"),
    "kehityspolku.Event.actor": ("verb", "target_type", "target_id", "at"),
    "kehityspolku.Report.by": ("kind", "title", "language", "version", "ordered_at", "ready_at"),
    "admin.LogEntry.user": ("action_time", "content_type", "object_repr", "change_message"),
}


def tables():
    """{"app.Model.column": columns told} of all apps, from the lowest floor up."""
    told = dict(MINE)
    for of_app in by_name.found("personal", "MINE").values():
        told |= of_app
    return told


def packed(user):
    """The ZIP file, as bytes."""
    found = [rows_of(user, table, columns) for table, columns in tables().items()]
    told = {"made": moments.now(), "person": str(user), "tables": [part for part in found if part]}
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        archive.writestr("kehityspolku.json", text)
    return file.getvalue()


def rows_of(user, table, columns):
    """A table's rows of the person, asked at once; None where there are none."""
    label, column = table.rsplit(".", 1)
    model = apps.get_model(label)
    whose = model._meta.get_field(column)
    if whose.is_relation or whose.primary_key:
        own = model._base_manager.filter(**{column: user.pk})
    else:
        own = model._base_manager.filter(**{f"{column}__iexact": user.email})
    paths = {field.name: path_of(field) for field in told_fields(model, columns)}
    found = list(own.order_by("-pk").values(*paths.values())[: MOST + 1])
    return found and {
        "table": table,
        "name": str(model._meta.verbose_name_plural),
        "whole": len(found) <= MOST,
        "rows": [
            {name: read(f"{label}.{name}", row[path]) for name, path in paths.items()}
            for row in found[:MOST]
        ],
    }


def told_fields(model, columns):
    """The fields of a model that its person is told."""
    out = {name[1:] for name in columns if name.startswith("-")}
    only = {name for name in columns if not name.startswith("-")}
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in out | SECRET
        and (not only or field.name in only)
        and not isinstance(field, FileField)
        and field.related_model is not get_user_model()
    ]


def path_of(field):
    """What is asked of a column; a row that it leads to is told by its name."""
    other = field.related_model
    if other is None:
        return field.name
    if other is ContentType:
        return f"{field.name}__model"
    there = {field.name for field in other._meta.concrete_fields}
    return f"{field.name}__{next((name for name in NAMES if name in there), 'pk')}"


def read(column, value):
    """What was typed in a form as its fields; any other value as it is."""
    return dict(QueryDict(value).lists()) if column == DRAFT else value
