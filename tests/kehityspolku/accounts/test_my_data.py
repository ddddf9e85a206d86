"""My data: what the portal holds of a person, as a file for them alone."""

import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import EmailField
from django.urls import reverse

from kehityspolku.accounts import my_data
from kehityspolku.models import Draft
from kehrat.models import Enquiry, Idea
from tests import make

# Columns that name a person and are not in the file, with why. What one did is told by the events.
OF_OFFICE = "done for Sukkula or as a moderator: the record is not one's own"
LEFT = {
    "guardian.UserObjectPermission.user": "follows from the dated rows that are told",
    "pghistory.MiddlewareEvents.user": "no table of its own",
    "kehityspolku.SentForm.user": "which form was sent, for a day",
    "kehityspolku.Picture.kept_for": "a picture that is not in use, for two days",
    "kehrat.Idea.entered_by": "another's idea, written in from paper",
    "kehrat.CoEditor.named_by": "another's row",
    "kehrat.Case.hidden_by": OF_OFFICE,
    "kehrat.ChangeRequest.by": OF_OFFICE,
    "kehrat.ChangeRequest.settled_by": OF_OFFICE,
    "kehrat.Project.adviser": OF_OFFICE,
    "rahoitus.Decision.by": OF_OFFICE,
    "rahoitus.Version.by": OF_OFFICE,
    "rahoitus.Remark.by": OF_OFFICE,
    "rahoitus.Payment.by": OF_OFFICE,
    "rahoitus.VolunteerWork.by": "another's work, if it is not one's own",
    "rahoitus.VolunteerWork.decided_by": OF_OFFICE,
    "rahoitus.Voucher.decided_by": OF_OFFICE,
    "arviointi.Survey.released_by": OF_OFFICE,
    "arviointi.Publication.made_by": OF_OFFICE,
    "arviointi.Coding.made_by": OF_OFFICE,
    "arviointi.Goal.set_by": OF_OFFICE,
    "arviointi.Reading.made_by": OF_OFFICE,
    "sukkula.Advice.by": OF_OFFICE,
    "sukkula.PlannedChange.by": OF_OFFICE,
    "sukkula.Panel.opened_by": OF_OFFICE,
    "sukkula.Shortlisted.by": OF_OFFICE,
    "sukkula.Phrase.written_by": OF_OFFICE,
    "sukkula.Note.by": OF_OFFICE,
    "sukkula.Verdict.decided_by": OF_OFFICE,
    "sukkula.Snooze.by": OF_OFFICE,
    "kehityspolku.Notice.address": "told with the notices",
    "kehityspolku.User.email": "told with the person",
    "account.EmailAddress.email": "told with the addresses",
}


def named_by():
    """Every column that names a person, by key or by address, but of rows' history."""
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model") or not model._meta.managed:
            continue
        for column in model._meta.concrete_fields:
            if column.related_model is get_user_model() or isinstance(column, EmailField):
                yield f"{model._meta.label}.{column.name}"


def test_every_column_that_names_a_person_is_told_or_has_a_reason():
    told = set(my_data.tables())
    assert set(named_by()) - told - set(LEFT) == set()
    assert told & set(LEFT) == set()
    # a person's own row, and a card's contact, whose address is a plain line
    assert told - set(named_by()) == {"kehityspolku.User.id", "kehrat.Contact.email"}


def test_columns_are_real_and_none_is_a_secret():
    for table, columns in my_data.tables().items():
        model = apps.get_model(table.rpartition(".")[0])
        names = {field.name for field in model._meta.concrete_fields}
        assert {name.removeprefix("-") for name in columns} <= names, table
        for field in my_data.told_fields(model, columns):
            assert not re.search("token|secret|password|seed|key|hash", field.name), table


@pytest.mark.django_db
def test_the_file_holds_what_is_ones_own_and_nothing_of_others(client):
    person, other = make.user(name="Aino"), make.user(name="Onni Vieras")
    kehra = make.kehra(name="Kallio")
    kehra.ask_to_join(by=person, actor_type="resident")
    for by, title in ((person, "Oma penkki"), (other, "Vieras penkki")):
        Idea.objects.suggest(kehra, by=by, title=title, text="Lisää.", language="fi")
        typed = f"title={title}&text=%C3%84iti"
        form = f"00000000-0000-4000-8000-{by.pk:012d}"
        Draft.objects.keep("kehrat:project_edit", by=by, form=form, text=typed)
        letter = {"name": str(by), "email": by.email.upper(), "text": title, "language": "fi"}
        Enquiry.objects.create(kehra=kehra, **letter)
    client.force_login(person)
    answer = client.post(reverse("my_data"))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="kehityspolku-')
    text = ZipFile(BytesIO(answer.content)).read("kehityspolku.json").decode()
    tables = {part["table"]: part["rows"] for part in json.loads(text)["tables"]}
    assert tables["kehityspolku.User.id"][0]["email"] == person.email
    assert [idea["title"] for idea in tables["kehrat.Idea.by"]] == ["Oma penkki"]
    assert tables["kehrat.Membership.user"][0]["kehra"] == "Kallio"
    assert tables["kehityspolku.Draft.owner"][0]["text"] == {
        "title": ["Oma penkki"],
        "text": ["Äiti"],
    }
    assert [letter["text"] for letter in tables["kehrat.Enquiry.email"]] == ["Oma penkki"]
    verbs = {event["verb"] for event in tables["kehityspolku.Event.actor"]}
    assert verbs == {"ask_to_join", "suggest"}
    assert [word for word in ("Vieras", other.email, person.password) if word in text] == []


def test_the_newest_rows_are_told_and_that_there_are_more(db, monkeypatch):
    monkeypatch.setattr(my_data, "MOST", 1)
    person = make.user()
    for title in ("Vanha", "Uusi"):
        Idea.objects.suggest(make.kehra(), by=person, title=title, text="", language="fi")
    told = my_data.rows_of(person, "kehrat.Idea.by", ("title",))
    assert (told["rows"], told["whole"]) == ([{"title": "Uusi"}], False)
