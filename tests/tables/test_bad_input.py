"""Whatever is sent, wherever: the portal answers in words, never with a fault of its own."""

from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client
from django.urls import reverse

from kehityspolku import languages
from kehityspolku.web import tongues
from tests import make
from tests.arranged import undone
from tests.pages import main
from tests.tables.test_rights import pages

pytestmark = pytest.mark.django_db

NASTY = [
    "a\0b",
    "\r\nBcc: x@y.example\x0b\x1f",
    "9" * 400,
    "²",
    "0001-01-01T00:00:00+14:00_1",
    "9999-12-31T23:59:59-14:00_-5",
    "\u202e\u05d0🧵'\"><script>{{7*7}}%",
    "x" * 3000,
]
ASKED = ["after", "before", "order", "page", "q", "e", "title", "kehra", "state", "tab", "search"]
ASKED += ["actor", "role", "name", "cards", "criteria", "show"]
ASKED += [
    "district",
    "sort",
    "paper",
    "stage",
    "hanke",
    "lahde",
    "tila",
    "kaikki",
    "excel",
    "next",
    "language",
    "codes",
    "scope",
]
LANGUAGE_BUTTONS = (tongues.BUTTON, languages.BUTTON)  # pressed apart: other acts than the form's
READERS = ["lead", "coordinator", "city_official", "funder_official", "anonymous"]


def read_pages():
    """(URL's name, record's name, role of one who may read it, headers), each URL once; files
    are not."""
    seen = {"alive", "accessibility", "privacy", "arviointi:report_file", "arviointi:survey_xlsx"}
    seen |= {"kehrat:picture", "kehrat:attachment_file", "kehrat:original"}
    seen |= {
        "kehrat:document_file",
        "kehrat:enclosure",
        "kehrat:kehra_poster",
        "kehrat:meeting_poster",
        "rahoitus:receipt_file",
        "rahoitus:given_file",
        "rahoitus:approve_file",
        "rahoitus:evidence_file",
        "rahoitus:voucher_file",
    }
    for row, method, name, record in (page.values for page in pages()):
        role = next((r for r in READERS if row[r] == 200), None)
        if method != "POST" and role and name not in seen and not name.endswith("_pdf"):
            seen.add(name)
            headers = {"HX-Request": "true"} if method == "PIECE" else None
            yield pytest.param(name, record, role, headers, id=name)


@pytest.fixture
def questions_read(monkeypatch):
    """The addresses of requests whose question anything has looked at."""
    read, usual = [], WSGIRequest.GET.func

    def question(request):
        read.append(request.path)
        return usual(request)

    monkeypatch.setattr(WSGIRequest, "GET", property(question))
    return read


@pytest.mark.parametrize(("name", "record", "role", "headers"), list(read_pages()))
def test_no_question_is_a_fault(world, questions_read, name, record, role, headers):
    address = reverse(name, kwargs=world.args[record] if record else None)
    for value in NASTY:
        query = "&".join(f"{key}={quote(value)}" for key in ASKED)
        ask = f"{address}?{query}"
        answer = undone(lambda: world.clients[role].get(ask, headers=headers))  # noqa: B023
        assert answer.status_code < 500, value
        if not questions_read:
            break  # nor would it look at another: it answers the same whatever is asked


@pytest.mark.parametrize(("name", "record", "role", "headers"), list(read_pages()))
def test_no_form_is_a_fault(world, name, record, role, headers):
    client = world.clients[role]
    address = reverse(name, kwargs=world.args[record] if record else None)
    page = undone(lambda: client.get(address, headers=headers))
    fields = {part.split('"')[0] for part in page.text.split(' name="')[1:]} - {"answer"}
    for value in NASTY[:2]:
        given = {field: value for field in fields if not field.endswith("_FORMS")}
        language = {name: given.pop(name) for name in LANGUAGE_BUTTONS if name in given}
        acts = [given, given | language] if language else [given]
        for posted in acts:
            answer = undone(lambda: client.post(address, posted, headers=headers))  # noqa: B023
            assert answer.status_code < 500, value
        if answer.status_code == 405:
            break  # the page takes no form, whatever is in it


def test_reading_goes_on_without_valkey(world, settings):
    nowhere = settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/valkey.sock"}
    settings.CACHES = {"default": nowhere}
    for name, record, role, headers in (page.values for page in read_pages()):
        address = reverse(name, kwargs=world.args[record] if record else None)
        answer = undone(lambda: world.clients[role].get(address, headers=headers))  # noqa: B023
        assert (address, answer.status_code) == (address, 200)


@pytest.mark.parametrize(
    "word", ["0", "9" * 400, str(2**63), "%00", "%FF", "²", "..%2F..", "a" * 999]
)
def test_no_address_is_a_fault(world, word):
    places = ["kehrat/X/", "kehrat/X/jasenet/", "hankkeet/X/", "hankkeet/X/kortti.pdf", "ideat/X/"]
    places += [
        "sukkula/hankkeet/1/versiot/X/",
        "rahoitus/X/",
        "rahoitus/hakemukset/X/",
        "kysely/X/",
    ]
    places += ["kutsu/X/", "kutsu/X/ei-kiitos/", "kehrat/X/kutsut/", "kehrat/X/luovutus/"]
    places += ["arviointi/X/", "arviointi/X/tulokset.csv", "raportit/X/", "kaupunginosat/X/"]
    places += ["hankkeet/X/tiedostot/", "hankkeet/1/tiedostot/X"]
    places += ["kokoukset/X/", "kokoukset/1/poytakirja/X/", "kalenteri/X.ics"]
    places += [f"{world.kehra.get_absolute_url()[1:]}suunnitelma/X/"]
    places += [f"raportit/{world.report.pk}/X", "tili/confirm-email/X/", "X", "en/X"]
    met = {p: world.clients["lead"].get(f"/{p.replace('X', word)}").status_code for p in places}
    assert {place: status for place, status in met.items() if status not in (200, 404)} == {}


@pytest.mark.parametrize(
    ("headers", "cookies"),
    [
        ({"accept-language": ";" * 3000}, {}),
        ({"accept-language": "sv;q=zz, \0, *;q=9"}, {}),
        ({"hx-request": "true", "hx-current-url": "http://["}, {}),
        ({}, {"sessionid": "abcdefgh\0", "csrftoken": "\0", "django_language": "\0"}),
        ({}, {"messages": "\0:x", "sessionid": "x" * 5000}),
    ],
)
def test_no_header_or_cookie_is_a_fault(client, headers, cookies):
    for name, value in cookies.items():
        client.cookies[name] = value
    assert client.get("/haku/?q=kallio", headers=headers).status_code == 200
    refused = 401 if "hx-request" in headers else 302  # htmx would put the sign-in page in a piece
    assert client.get("/oma/", headers=headers).status_code == refused


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_other_methods_are_refused_in_words(client, method):
    answer = client.generic(method, "/sv/kehrat/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert '<html lang="sv">' in answer.text


def test_a_piece_of_an_address_that_takes_posts_only_is_refused_in_words(client):
    """What is opened there as a page leads on: test_opened.py."""
    client.force_login(make.user())
    answer = client.get("/en/ilmoitukset/luettu/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "<h1>" in main(answer)


FORM = "application/x-www-form-urlencoded"
BODIES = {
    "too much text": (f"text={'x' * 3_000_000}", FORM, 413),
    "too many fields": ("&".join(f"f{n}=" for n in range(1100)), FORM, 413),
    "another encoding": ("text=x", f"{FORM}; charset=utf-16", 400),
    "no boundary": ("x", "multipart/form-data", 400),
    "JSON": ('{"text": "x"}', "application/json", 403),
    "binary": (b"\xff\xfe\0text=\xff", FORM, 403),
}


@pytest.mark.parametrize("address", ["/en/ideat/1/kortiksi/", "/en/no-such-page/", "/en/hallinta/"])
@pytest.mark.parametrize(("body", "kind", "status"), list(BODIES.values()), ids=list(BODIES))
def test_a_body_that_cannot_be_read_is_told_in_words(address, body, kind, status):
    """With a token's cookie, so that the form is read to look for the token."""
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["csrftoken"] = "a" * 32
    answer = strict.post(address, body, content_type=kind)
    assert answer.status_code == (404 if "such" in address else status)
    assert '<html lang="en">' in answer.text
    assert answer.text.count("<h1>") == 1
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_a_body_beyond_all_measure_is_not_read(client):
    answer = client.post("/en/kehrat/", {}, headers={"content-length": str(10**9)})
    assert answer.status_code == 413
    assert "<h1>" in main(answer)


def test_a_foreign_host_is_refused_with_the_policy(client):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_form_that_is_too_old_shows_what_was_typed_but_no_password():
    strict = Client(enforce_csrf_checks=True)
    typed = {"note": "Asun Kalliossa.", "password1": "four secret words here"}
    answer = strict.post("/kehrat/", typed)
    assert answer.status_code == 403
    assert "Asun Kalliossa." in main(answer)
    assert "secret" not in answer.text


def test_public_pages_set_no_cookies(client):
    for path in ("/", "/kehrat/", "/hankkeet/", "/haku/?q=kallio", "/rahoitus/", "/arviointi/"):
        assert (path, dict(client.get(path).cookies)) == (path, {})


def test_the_admin_signs_in_where_everyone_does(client):
    answer = client.get("/hallinta/login/")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/tili/login/")
