"""Documents that a call wants: files, other places, what is refused, a full disk."""

import resource
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from kehityspolku.events.steps import WrongState
from kehityspolku.files import fields
from rahoitus.applications import problems, wanted
from rahoitus.models import Application, DocumentPlace, GivenDocument
from rahoitus.reports import build
from rahoitus.sending import content
from tests import make

pytestmark = pytest.mark.django_db
FULL = 20_000  # bytes of the largest file for which there is room


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def application():
    call = make.call()
    call.documents.create(place=1, name_en="Rules")
    call.documents.create(place=2, name_en="Accounts", later=True)
    call.documents.create(place=3, name_en="Map", required=False, in_another=False)
    call.questions.create(kind="file", text_en="Show the plan", required=False)
    return make.application(call=call)


@pytest.fixture
def team(client, application):
    client.force_login(make.coordinator(application.project.kehra))
    return client


def keys(application):
    return [document.key for document in wanted.documents(application)]


def states(application):
    return [document.state for document in wanted.documents(application)]


def page_of(application):
    return reverse("rahoitus:documents", args=[application.pk])


def test_what_is_taken_is_kept_though_the_form_lacks_something(team, application):
    rules, accounts, _map, plan = keys(application)
    wrong = {
        f"{rules}-files": [make.document(), make.document("txt", name="bad.txt")],
        f"{plan}-files": make.document("docx"),
        f"{accounts}-where": "another",
    }
    form = team.post(page_of(application), wrong).context["form"]
    assert list(form.errors) == [f"{accounts}-told"]
    assert states(application) == ["attached", "missing", "not given, not needed", "attached"]
    with pytest.raises(ValidationError) as refused:
        application.ask_check(by=make.coordinator(application.project.kehra))
    assert refused.value.messages == [
        "Give these documents or tell where they are: Accounts",
    ]
    right = {f"{accounts}-where": "later", f"{accounts}-told": "in May"}
    assert team.post(page_of(application), right).status_code == 302
    assert states(application)[1] == "delivered later: in May"
    assert not problems.of(application)
    names = [file.name for file in build.files_of(application, private=False)]
    assert sorted(names) == ["bad.txt", "laskelma.docx", "laskelma.pdf"]


def test_the_call_says_where_a_document_may_be(team, application):
    form = team.get(page_of(application)).context["form"]
    places = [
        [value for value, _label in form.fields[f"{key}-where"].choices]
        if f"{key}-where" in form.fields
        else []
        for key in keys(application)
    ]
    assert places == [["", "another"], ["", "another", "later"], [], ["", "another"]]


def test_what_comes_later_comes_after_the_sending_without_another_approval(application):
    by = make.coordinator(application.project.kehra)
    rules, accounts, *_rest = keys(application)
    for key in (rules, accounts):
        with pytest.raises(PermissionDenied):
            add(application, key, by=make.member(application.project.kehra))
    made = add(application, rules, by=by)
    DocumentPlace.objects.tell(application, {accounts: ("later", "")}, by=by)
    before = content.fingerprint(application)
    application.ask_check(by=by)
    application.mark_checked(by=application.project.adviser)
    for refused in (lambda: add(application, rules, by=by), lambda: made.remove(by=by)):
        with pytest.raises(WrongState):
            refused()
    add(application, accounts, by=by)
    assert content.fingerprint(Application.objects.get(pk=application.pk)) == before


def test_one_file_is_there_once_and_a_removed_one_is_gone_from_the_disk(
    team, application, django_capture_on_commit_callbacks
):
    by, key = make.coordinator(application.project.kehra), keys(application)[0]
    file = make.document()
    made = GivenDocument.objects.add(application, key, fields.take(file), by=by)
    path = Path(made.file.path)
    file.seek(0)
    with pytest.raises(ValidationError):
        GivenDocument.objects.add(application, key, fields.take(file), by=by)
    with pytest.raises(ValidationError):
        add(application, "d0", by=by)
    assert path.exists()
    address = reverse("rahoitus:given_remove", args=[application.pk, made.key])
    with django_capture_on_commit_callbacks(execute=True):
        assert team.post(address).status_code == 302
    assert (path.exists(), states(application)[0]) == (False, "missing")


def test_a_full_disk_is_told_and_leaves_no_stump(team, application):
    key = keys(application)[0]
    folder = Path(settings.MEDIA_ROOT) / "uploads"
    before = sorted(folder.glob("*"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, hard))
    try:
        answer = team.post(page_of(application), {f"{key}-files": sent_text(FULL * 3)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert answer.status_code == 507
    assert "There is no room for the file" in answer.text
    assert sorted(folder.glob("*")) == before
    assert not application.given.exists()
    small = {f"{key}-files": sent_text(FULL // 2)}
    assert team.post(page_of(application), small).status_code == 302


def sent_text(size):
    return SimpleUploadedFile("liite.txt", b"a" * size)


def add(application, key, *, by):
    return GivenDocument.objects.add(application, key, fields.take(make.document()), by=by)
