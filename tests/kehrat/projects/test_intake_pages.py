"""The pages by which cards are brought in: told, corrected and stored, by those who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kehityspolku.models import Event
from kehrat.models import CardReading, Intake, Project
from kehrat.projects.intake import read_one
from tests import docx, make
from tests.make.files import sent
from tests.make.intake import TEXT
from tests.pages import main

pytestmark = pytest.mark.django_db
TWO_CARDS = docx.document(
    docx.p("Pihatalkoot")
    + docx.p("Tavoitteet")
    + docx.p("Siisti piha")
    + docx.NEW_PAGE
    + docx.p("Toinen")
    + docx.p("Tavoitteet")
    + docx.p("Valoa")
)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def english(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def kehra():
    return make.kehra(slug="kallio")


@pytest.fixture
def team(client, kehra):
    client.force_login(make.coordinator(kehra))
    return client


@pytest.fixture
def desk(client):
    client.force_login(make.user("adviser"))
    return client


def bring(client, slug="", **given):
    name = "project_import" if slug else "host_project_import"
    return client.post(reverse(f"kehrat:{name}", args=[slug] if slug else []), given)


def read_all():
    for reading in CardReading.objects.to_read():
        read_one(reading.pk)


def test_from_a_pasted_text_to_a_draft(team):
    intake = bring(team, "kallio", text=TEXT).url
    page = team.get(intake).url
    assert "Waits for its turn" in main(team.get(page))
    assert team.get(f"{page}?progress", headers=HTMX).text.count("<html") == 0
    read_all()
    assert team.get(f"{page}?progress", headers=HTMX).headers["HX-Refresh"] == "true"
    shown = main(team.get(page))
    assert "2 headings, 7 lines" in " ".join(shown.split())
    assert all(line.lstrip("- ") in shown for line in TEXT.splitlines())
    assert Project.objects.count() == 0
    stored = team.post(page, {"store": "1"})
    project = Project.objects.get()
    assert stored.url == project.get_absolute_url()
    assert (project.title, project.kehra.slug) == ("Pihatalkoot", "kallio")
    assert team.get(page).url == project.get_absolute_url()


def test_what_does_not_agree_is_told_before_it_is_stored(team):
    text = f"{TEXT}\n\nAikataulu\n1.1.2027–31.12.2027\n\nTalousarvio 2028\nTilat\t3 000 €\n"
    intake = bring(team, "kallio", text=text).url
    page = team.get(intake).url
    read_all()
    shown = main(team.get(page))
    assert "nothing to look at" not in shown
    assert 'href="#flags"' in shown
    assert "2028" in shown[shown.index('id="flags"') :]


def test_the_same_form_sent_twice_brings_in_once(team):
    key = "5a2b0c3e-0000-4000-8000-000000000001"
    first, second = (bring(team, "kallio", text=TEXT, form_key=key) for _each in range(2))
    assert first.url == second.url
    assert Intake.objects.count() == 1


REFUSED = {
    "nothing": ({}, 200, "Paste the text of the card, or choose a file."),
    "only spaces": ({"text": " \n "}, 200, "Paste the text of the card, or choose a file."),
    "no text": ({"text": "a\0b"}, 200, "Null characters are not allowed."),
    "an empty file": ({"files": [("x.txt", b"")]}, 200, "x.txt: The file is empty."),
    "binary": ({"files": [("x.txt", bytes(range(256)))]}, 200, "x.txt: This is no text file."),
    "too large": ({"files": [("x.txt", b"Tavoite\n" * 200_000)]}, 413, "x.txt: The file is too"),
    "old Word": (
        {"files": [("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc")]},
        200,
        "This is an old Word file.",
    ),
    "too many": ({"files": [(f"{n}.txt", b"a") for n in range(61)]}, 413, "at most 60"),
}


@pytest.mark.parametrize(("given", "status", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_at_all_is_refused_in_words(team, given, status, told):
    files = [sent(content, name) for name, content in given.get("files", [])]
    answer = bring(team, "kallio", **({**given, "files": files} if files else given))
    assert answer.status_code == status
    assert told in main(answer)
    assert Intake.objects.count() == 0


def test_of_several_files_each_has_its_own_verdict(team):
    files = [
        sent(TEXT.replace("4 000", "3 000").encode(), "a.txt"),
        sent(bytes(range(256)), "b.txt"),
        sent(b"PK\x03\x04 broken", "c.docx"),
        sent(b"\x89PNG\r\n\x1a\n", "d.PNG"),
    ]
    page = bring(team, "kallio", files=files).url
    assert "2 of 4 read" in main(team.get(page))
    read_all()
    shown = main(team.get(page))
    assert "1 card was read as it is. 3 could not be read." in " ".join(shown.split())
    assert "b.txt" in shown
    assert "This is no text file." in shown
    assert "d.png" in shown
    assert shown.count("Bring in its text") == 3
    assert f'href="{reverse("kehrat:project_import", args=["kallio"])}"' in shown
    assert "The Word file can&#x27;t be read." in shown
    [good] = CardReading.objects.filter(state="read")
    assert f'value="{good.pk}" checked' in shown
    team.post(page, {"store": "1", "keep": [r.pk for r in CardReading.objects.all()]})
    assert Project.objects.get().title == "Pihatalkoot"
    assert "1 is stored." in main(team.get(page))


def test_the_cards_of_a_word_file_are_stored_as_ticked(team):
    files = [sent(TWO_CARDS, "kaksi.docx"), sent(b"Kolmas\nTavoitteet\n- a\n", "c.txt")]
    page = bring(team, "kallio", files=files).url
    read_all()
    readings = {reading.called: reading for reading in CardReading.objects.all()}
    assert set(readings) == {"Pihatalkoot", "Toinen", "Kolmas"}
    ticked = [readings[title].pk for title in ("Pihatalkoot", "Kolmas")]
    assert team.post(page, {"store": "1", "keep": ticked}).url == page
    assert set(Project.objects.values_list("title", flat=True)) == {"Pihatalkoot", "Kolmas"}


def test_nothing_chosen_stores_nothing(team):
    page = bring(team, "kallio", files=[sent(TEXT.encode(), f"{n}.txt") for n in "ab"]).url
    read_all()
    assert team.post(page, {"store": "1"}).status_code == 200
    assert Project.objects.count() == 0


def test_a_card_without_a_title_is_asked_for_one(team):
    page = bring(team, "kallio", text="Tavoitteet\n- Siisti piha\n").url
    read_all()
    page = team.get(page).url
    assert "Write the card&#x27;s title." in main(team.post(page, {"store": "1"}))
    assert Project.objects.count() == 0
    team.post(page, {"title": "Pihan talkoot", "store": "1"})
    assert Project.objects.get().title == "Pihan talkoot"


def test_a_written_title_stays_and_too_long_is_told(team):
    page = team.get(bring(team, "kallio", text=TEXT).url).url
    read_all()
    assert "Shorten it by 50" in main(team.post(page, {"title": "x" * 250}))
    assert team.post(page, {"title": "Toinen nimi"}).url == page
    assert 'value="Toinen nimi"' in main(team.get(page))
    team.post(page, {"title": "Toinen nimi", "store": "1"})
    assert Project.objects.get().title == "Toinen nimi"


def test_a_line_is_opened_without_script(team):
    page = team.get(bring(team, "kallio", text=TEXT).url).url
    read_all()
    assert 'name="line-3"' not in main(team.get(page))
    answer = team.post(page, {"open": "3"})
    assert answer.url == f"{page}?open=3#line-3"
    assert 'name="line-3"' in main(team.get(answer.url))


@pytest.mark.parametrize("line", ["", "x", "²", "-1", "99999", "9" * 400, "\0"])
def test_a_line_that_is_not_there_opens_nothing(team, line):
    page = team.get(bring(team, "kallio", text=TEXT).url).url
    read_all()
    assert team.get(page, {"open": line}).status_code == 200
    assert team.post(page, {"open": line, "line-3": line, "doubt-3:x": line}).status_code == 302
    assert CardReading.objects.get().corrections == {}


def test_sukkula_brings_in_a_folder_for_two_kehrat(desk, kehra):
    other = make.kehra(slug="vuosaari")
    team = [make.coordinator(each) for each in (kehra, other)]
    texts = [TEXT.replace("Piha", f"Piha{n}").encode() for n in range(4)]
    files = [sent(text, f"{n}.txt") for n, text in enumerate(texts)]
    page = bring(desk, owner="kallio", files=files).url
    read_all()
    readings = list(CardReading.objects.order_by("pk"))
    assert 'value="vuosaari"' in main(desk.get(page))
    owners = {f"owner-{readings[3].pk}": "vuosaari"}
    answer = desk.post(page, {"store": "1", "keep": [r.pk for r in readings], **owners})
    assert "The coordinators were told." in main(desk.get(answer.url))
    kehrat = Project.objects.order_by("pk").values_list("kehra__slug", flat=True)
    assert list(kehrat) == ["kallio"] * 3 + ["vuosaari"]
    told = Event.objects.filter(verb="bring_in").order_by("pk")
    assert [list(e.notices.values_list("recipient", flat=True)) for e in told] == [
        [team[0].pk],
        [team[1].pk],
    ]
    assert desk.get(Project.objects.first().get_absolute_url()).status_code == 200


def test_without_an_owner_sukkulas_card_waits(desk, kehra):
    page = desk.get(bring(desk, text=TEXT).url).url
    read_all()
    assert "Choose whose card it is." in main(desk.post(page, {"store": "1"}))
    desk.post(page, {"store": "1", "owner": "helka"})
    project = Project.objects.get()
    assert (project.kehra, project.shared) == (None, False)


def test_a_coordinator_gives_a_card_to_no_other_kehra(team):
    make.kehra(slug="vuosaari")
    page = team.get(bring(team, "kallio", text=TEXT).url).url
    read_all()
    team.post(page, {"store": "1", "owner": "vuosaari"})
    assert Project.objects.get().kehra.slug == "kallio"


def test_who_may_bring_in(client, kehra):
    url, host = (
        reverse("kehrat:project_import", args=["kallio"]),
        reverse("kehrat:host_project_import"),
    )
    met = {}
    for role in ("member", "coordinator", "adviser", "reviewer"):
        person = {"member": make.member, "coordinator": make.coordinator}.get(role)
        client.force_login(person(kehra) if person else make.user(role))
        met[role] = client.get(url).status_code, client.get(host).status_code
    assert met == {
        "member": (403, 403),
        "coordinator": (200, 403),
        "adviser": (200, 200),
        "reviewer": (403, 403),
    }


def test_what_another_brought_in_is_not_there(client, kehra):
    intake = make.intake(make.coordinator(kehra), kehra=kehra)
    reading = intake.readings.get()
    client.force_login(make.user("lead"))
    for page in (intake, reading):
        assert client.get(page.get_absolute_url()).status_code == 404
        assert client.post(page.get_absolute_url(), {"store": "1"}).status_code == 404


def test_the_original_is_for_those_who_write_and_sukkula(client, kehra):
    team = make.coordinator(kehra)
    reading = make.reading(team, kehra=kehra)
    client.force_login(team)
    client.post(reading.get_absolute_url(), {"store": "1"})
    project = Project.objects.get()
    kept = project.originals.get()
    url = reverse("kehrat:original", args=[project.pk, kept.key])
    shown = main(client.get(project.get_absolute_url()))
    assert url in shown
    assert kept.sha256 in shown
    answer = client.get(url)
    assert b"".join(answer.streaming_content).decode() == TEXT
    assert answer.headers["Cache-Control"] == "private, no-store"
    met = {}
    for name, person in {"member": make.member(kehra), "lead": make.user("lead")}.items():
        client.force_login(person)
        met[name] = client.get(url).status_code
    assert met == {"member": 404, "lead": 404}
    project.share(by=team)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("number", [3, 300])
def test_the_preview_asks_as_much_of_long_texts(team, number, kehra):
    text = TEXT + "".join(f"- kulu {n}: {n + 100} €\n" for n in range(number))
    reading = make.reading(make.coordinator(kehra), text, kehra=kehra)
    team.get(reading.get_absolute_url())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert team.get(reading.get_absolute_url()).status_code == 200
    assert len(asked) <= 12


def test_what_waits_to_be_stored_is_on_the_page_of_what_waits(team):
    page = bring(team, "kallio", files=[sent(TEXT.encode(), f"{n}.txt") for n in "ab"]).url
    read_all()
    waits = main(team.get(reverse("waits")))
    assert waits.count(f'href="{page}"') == 2
    assert waits.count("Pihatalkoot") == 2
    team.post(page, {"store": "1", "keep": [r.pk for r in CardReading.objects.all()]})
    assert page not in main(team.get(reverse("waits")))


def test_who_writes_one_card_of_an_original_reads_none_of_the_others_in_it(team, kehra):
    page = bring(team, "kallio", files=[sent(TWO_CARDS, "kaksi.docx")]).url
    read_all()
    team.post(page, {"store": "1", "keep": [r.pk for r in CardReading.objects.all()]})
    first, second = Project.objects.order_by("pk")
    person = make.co_editor(first).user
    url = reverse("kehrat:original", args=[first.pk, first.originals.get().key])
    assert team.get(url).status_code == 200
    team.force_login(person)
    assert team.get(first.get_absolute_url()).status_code == 200
    assert team.get(url).status_code == 404
    make.co_editor(second, person)
    assert team.get(url).status_code == 200


def test_of_cards_that_are_alike_one_is_told_those_one_may_read(desk, kehra):
    make.project(kehra, title="Pihatalkoot ja salaisuus")
    make.project(kehra, "approved", title="Pihatalkoot ja avoimuus")
    reading = make.reading(make.user("adviser"), "Pihatalkoot ja\nTavoitteet\n- a\n", kehra=kehra)
    desk.force_login(reading.intake.by)
    shown = main(desk.get(reading.get_absolute_url()))
    assert ("avoimuus" in shown, "salaisuus" in shown) == (True, False)
