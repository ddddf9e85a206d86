"""The pages of a card's files: chosen, told of, read, removed."""

from io import BytesIO

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehrat.models import Attachment
from tests import make
from tests.clamd import clamd
from tests.make import files
from tests.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def card():
    return make.project()


@pytest.fixture
def team(client, card):
    client.force_login(card.made_by)
    return client


def page(card, name="attachments", *args):
    return reverse(f"kehrat:{name}", args=[card.pk, *args])


def choose(client, card, *files, **fields):
    return client.post(page(card), {"files": list(files), "members_only": "yes", **fields})


SCRIPT = "The file holds a script, which some programs run when they open it."


@pytest.mark.parametrize("scripts", [True, False])
def test_a_pdf_with_a_script_is_named_where_it_is_opened(team, card, scripts):
    with pikepdf.open(make.document()) as pdf:
        if scripts:
            pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.beep();")
        file = BytesIO()
        pdf.save(file)
    choose(team, card, files.sent(file.getvalue(), "laskelma.pdf"))
    assert (SCRIPT in main(team.get(page(card)))) == scripts


def read(client, made):
    return client.get(page(made.project, "attachment_file", made.key))


def test_a_document_is_attached_and_downloaded_as_it_was(team, card):
    file = make.document(name="Pihan budjetti ä.pdf")
    content = file.read()
    file.seek(0)
    assert choose(team, card, file).url == page(card)
    shown = main(team.get(page(card)))
    assert "1 file is attached." in shown
    made = card.attachments.get()
    answer = read(team, made)
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Pihan%20budj")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


def test_of_each_picture_one_is_asked_next_what_it_shows(team, card):
    answer = choose(team, card, make.photo((60, 40)), make.document(), make.photo((61, 40)))
    first, second = card.attachments.filter(kind="picture")
    assert answer.url == page(card, "attachment_edit", first.key)
    lacking = team.post(answer.url, {"title": "Piha", "alt": " ", "members_only": ""})
    assert "Write what the picture shows." in main(lacking)
    answer = team.post(answer.url, {"title": "Piha", "alt": "Two benches", "members_only": ""})
    assert answer.url == page(card, "attachment_edit", second.key)
    shown = main(team.get(card.get_absolute_url()))
    assert shown.count("<img ") == 1
    assert 'alt="Two benches" lang="fi" width="60" height="40"' in shown
    assert "nobody has told what it shows" in shown
    answer = team.post(answer.url, {"title": "Piha", "alt": "A tree", "members_only": "yes"})
    assert answer.url == page(card)


def test_what_is_taken_stays_whatever_is_said_of_the_rest(team, card):
    page_ = SimpleUploadedFile("sivu.html", b"<script>alert(1)</script>")
    answer = choose(team, card, make.document(name="hyva.pdf"), page_, make.document("docx"))
    assert answer.status_code == 200
    assert "sivu.html: This kind of file is not taken." in main(answer)
    assert "2 files are attached." in main(answer)
    assert [made.kind for made in card.attachments.all()] == ["pdf", "docx"]
    again = choose(team, card, SimpleUploadedFile("<b>.exe", b"MZ"))
    assert "&lt;b&gt;.exe: This kind" in main(again)


def test_a_form_without_a_file_says_so(team, card):
    assert "Choose a file." in main(team.post(page(card), {}))


def test_one_who_presses_twice_is_told_that_it_is_there(team, card):
    file = make.document()
    choose(team, card, file)
    file.seek(0)
    answer = choose(team, card, file)
    assert "The card has this file already" in main(answer)
    assert card.attachments.count() == 1


def test_removing_asks_once_and_names_what_goes(team, card):
    made = make.attachment(card)
    asked = main(team.get(page(card, "attachment_remove", made.key)))
    assert "Remove “laskelma”?" in asked
    assert card.attachments.count() == 1
    assert team.post(page(card, "attachment_remove", made.key)).url == page(card)
    assert card.attachments.count() == 0


def test_on_a_public_card_everyone_reads_what_is_for_everyone(client):
    card = make.project()
    ours = make.attachment(card, "picture")
    everyones = make.attachment(card, "picture", members_only=False)
    document = make.attachment(card, members_only=False)
    card.submit(by=card.made_by)
    adviser = make.user("adviser")
    assert read(client, everyones).status_code == 404
    card.take(by=adviser)
    card.approve(by=adviser)
    assert read(client, ours).status_code == 404
    picture = read(client, everyones)
    assert b"".join(picture.streaming_content)[8:12] == b"WEBP"
    assert picture["Content-Disposition"].startswith("inline")
    assert picture["Cache-Control"] == "public, max-age=600"
    assert "Cookie" not in picture.headers.get("Vary", "")
    assert read(client, document)["Content-Disposition"] == 'attachment; filename="laskelma.pdf"'
    shown = main(client.get(card.get_absolute_url()))
    assert [str(made.key) in shown for made in (ours, everyones, document)] == [False, True, True]
    assert "Files are not checked for viruses in this portal." in shown
    client.force_login(adviser)
    shown = main(client.get(card.get_absolute_url()))
    assert [str(made.key) in shown for made in (ours, everyones, document)] == [True, True, True]
    assert read(client, ours)["Cache-Control"] == "private, no-store"


def test_a_public_card_takes_pictures_and_says_so(client):
    card = make.project(state="running")
    client.force_login(card.kehra.coordinators().first())
    assert "Add pictures" in main(client.get(card.get_absolute_url()))
    answer = choose(client, card, make.document(), make.photo())
    assert "pictures can be added, other files no more" in main(answer)
    assert [made.kind for made in card.attachments.all()] == ["picture"]


def test_while_sukkula_reads_nothing_changes_and_the_page_says_so(client):
    card = make.project(state="in_review")
    client.force_login(card.kehra.coordinators().first())
    shown = main(client.get(page(card)))
    assert 'type="file"' not in shown
    assert "Files are added and removed while the text of the card is open." in shown
    assert choose(client, card, make.document()).status_code == 409


def test_a_file_that_waits_for_the_scanner_is_not_given(team, card, settings):
    with clamd(settings):
        made = make.attachment(card)
        shown = main(team.get(page(card)))
        assert "It is being checked for viruses and can be opened after that." in shown
        assert "not checked for viruses" not in shown
        assert f'{made.key}"' not in shown
        assert read(team, made).status_code == 404
        Attachment.objects.scan(made.pk)
    assert read(team, made).status_code == 200


def test_a_file_gone_from_the_disk_is_not_found(team, card):
    made = make.attachment(card)
    default_storage.delete(made.file.name)
    assert read(team, made).status_code == 404


def test_a_file_is_found_under_its_own_card_only(team, card):
    made = make.attachment(card)
    other = make.project(card.kehra)
    for name in ("attachment_file", "attachment_edit", "attachment_remove"):
        assert team.get(page(other, name, made.key)).status_code == 404


def test_a_frozen_card_shows_its_files_to_sukkula(client, card):
    made = make.attachment(card)
    card.submit(by=card.made_by)
    client.force_login(make.user("lead"))
    shown = main(client.get(reverse("kehrat:project_revision", args=[card.pk, 1])))
    assert "laskelma.pdf" in shown
    assert made.sha256[:16] in shown


@pytest.mark.parametrize("name", ["project", "project_edit", "attachments"])
def test_pages_ask_as_often_for_any_number_of_files(team, card, name):
    counts = []
    for number in (1, 2, 17):
        for n in range(number):
            make.attachment(card, "picture" if n % 2 else "pdf")
        team.get(page(card, name))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert main(team.get(page(card, name))).count("Remove the file") >= number
        counts.append(len(asked))
    assert len(set(counts)) == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=200), name=st.text(max_size=40))
def test_any_file_is_answered_in_words(team, card, content, name):
    Attachment.objects.all().delete()
    file = SimpleUploadedFile(f"x{name}".replace("/", "x"), content)
    assert choose(team, card, file).status_code in (200, 302)
