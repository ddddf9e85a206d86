"""What people write is shown as text: on pages, in pieces of pages, in mail and in documents."""

import io

import pikepdf
import pytest
from django.core import mail
from django.core.exceptions import SuspiciousFileOperation
from django.urls import reverse

from kehityspolku.documents import pdf
from kehityspolku.documents.sheets import safe_cell
from kehityspolku.events import mail as event_mail
from kehrat.models import Case, Idea
from sukkula.models import Message, Note
from tests import make

pytestmark = pytest.mark.django_db
EVIL = "</title><script>alert(1)</script><img src=file:///etc/passwd onerror=alert(1)>\"'{{7*7}}"
TEXTS = ["description", "purpose", "benefits", "actors"]
LISTS = ["goals", "results", "legacy_least", "legacy_best", "evaluation", "partners"]


@pytest.fixture
def card():
    """An approved card, all of whose texts are hostile, with its idea, message, note and survey."""
    kehra = make.kehra(name=EVIL[:110], description_fi=EVIL)
    team = make.coordinator(kehra)
    team.name = EVIL[:110]
    team.save()
    kehra.membership_of(team).show_name(by=team, shown=True)
    given = dict.fromkeys(TEXTS, EVIL) | dict.fromkeys(LISTS, [EVIL])
    made = make.project(kehra, "approved", title=EVIL, **given)
    idea = Idea.objects.suggest(kehra, by=team, title=EVIL, text=EVIL, language="fi")
    news = make.announcement(kehra, by=team, title=EVIL, text=EVIL)
    for thing in (idea, news, made):
        root = make.comment(thing, by=team, text=EVIL)
        make.comment(thing, by=make.user(name=EVIL[:110]), text=EVIL, parent=root)
    Case.objects.report(root, by=make.user(name=EVIL[:110]), kind="rude", words=EVIL)
    hidden = make.case(make.comment(idea, text=EVIL), by=team)
    hidden.hide(by=team, ground="rude", reason=EVIL)
    hidden.appeal(by=hidden.author, words=EVIL)
    Message.objects.send(made, by=team, text=EVIL, language="fi")
    Note.objects.write(made, by=made.adviser, text=EVIL)
    make.survey(kehra, title_fi=EVIL)
    make.user(name=EVIL[:110])
    kehra.ask_to_join(by=make.user(name=EVIL[:110]), actor_type="company", organisation=EVIL)
    return made


def pages_of(card):
    slug, idea, survey = card.kehra.slug, card.kehra.ideas.get(), card.kehra.surveys.get()
    yield from ("/", "/kehrat/", "/hankkeet/", "/arviointi/", "/sukkula/", "/ilmoitukset/")
    yield from ("/haku/?q=script", f"/hankkeet/?title={EVIL[:60]}", f"/kysely/{survey.token}/")
    yield from (f"/kehrat/{slug}/", f"/kehrat/{slug}/jasenet/", f"/kehrat/{slug}/oma/")
    yield from (f"{thing.get_absolute_url()}kommentit/" for thing in (idea, card))
    yield from (f"/kehrat/{slug}/tiedotteet/", card.kehra.announcements.get().get_absolute_url())
    yield from ("/moderointi/", "/moderointi/?state=appealed")
    yield from (case.get_absolute_url() for case in card.kehra.cases.all())
    yield from (idea.get_absolute_url(), survey.get_absolute_url(), card.get_absolute_url())
    yield from (f"/hankkeet/{card.pk}/viestit/", reverse("sukkula:review", args=[card.pk]))
    yield from (reverse("sukkula:routing", args=[card.pk]), "/posti-ei-ole/<script>alert(1)")


def test_no_page_runs_what_people_wrote(client, card):
    lead = make.user("lead", name=EVIL[:110])
    client.force_login(lead)
    for htmx in ({}, {"hx-request": "true"}):
        for path in pages_of(card):
            text = client.get(path, headers=htmx).text
            assert (path, "<script>alert" in text, "<img src=file" in text) == (path, False, False)
            assert (path, "{{7*7}}".replace("7*7", "49") in text) == (path, False)


def test_no_page_runs_it_for_those_who_have_not_signed_in(client, card):
    for path in (
        "/",
        "/kehrat/",
        "/hankkeet/",
        card.kehra.get_absolute_url(),
        card.get_absolute_url(),
    ):
        assert (path, "<script>alert" in client.get(path).text) == (path, False)


def test_a_document_shows_what_people_wrote_as_text(client, card):
    body = client.get(f"{card.get_absolute_url()}kortti.pdf").content
    with pikepdf.open(io.BytesIO(body)) as document:
        assert str(document.docinfo["/Title"]).startswith("</title><script>")
        images = [image for page in document.pages for image in page.get_images()]
    assert images == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1/", "static:///../x"])
def test_a_document_may_read_our_static_files_only(address):
    with pytest.raises((ValueError, SuspiciousFileOperation)):
        pdf.fetch_static(address)


def test_mail_is_plain_text_and_its_subject_one_line(card):
    event_mail.deliver()
    assert mail.outbox
    assert {letter.content_subtype for letter in mail.outbox} == {"plain"}
    assert all("\n" not in letter.subject for letter in mail.outbox)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(text):
    assert safe_cell(text).startswith("'")
