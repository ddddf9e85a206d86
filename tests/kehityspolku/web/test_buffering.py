"""Whole requests for threads: what is read, what is refused, what a WSGI application is told."""

import asyncio
import io

import pytest
from django.conf import settings as configured

from kehityspolku.web import bodies
from kehityspolku.web.bodies import Body
from kehityspolku.web.buffering import PART, Buffered


def call(portal, *parts, headers=(), then="http.disconnect", takes=None):
    """Send a request whose body comes in these parts; returns status, headers and content.

    A client that `takes` so many messages takes no more.
    """
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages.append({"type": "http.request"} if then == "end" else {"type": then})
    sent = []

    async def receive():
        if then == "silence" and len(messages) == 1:
            await asyncio.sleep(60)
        return messages.pop(0)

    async def send(message):
        if len(sent) == takes:
            await asyncio.sleep(60)
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/ä/",
        "raw_path": b"/%C3%A4/",
        "query_string": b"q=%C3%A4",
        "headers": [(b"host", b"portal.example"), *headers],
        "client": ("192.0.2.7", "50000"),
        "server": ("127.0.0.1", "8000"),
    }
    asyncio.run(Buffered(portal, 2)(scope, receive, send))
    if not sent:
        return None
    content = b"".join(message["body"] for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), content


class Answer(list):
    closed = 0

    def close(self):
        self.closed += 1


class Portal:
    """A WSGI application that keeps what it was told."""

    def __init__(self):
        self.asked, self.answer = [], Answer([b"o", b"k"])

    def __call__(self, environ, start_response):
        self.asked.append(environ | {"read": environ["wsgi.input"].read()})
        start_response("200 OK", [("Content-Type", "text/plain")])
        return self.answer


@pytest.fixture
def portal():
    return Portal()


@pytest.fixture
def limits(settings, monkeypatch):
    settings.LARGEST_REQUEST, settings.BODY_SECONDS = 10_000, 1
    monkeypatch.setattr(bodies, "SMALL", 1000)
    monkeypatch.setattr(bodies, "MOST", 50_000)


def test_a_body_may_be_silent_for_half_a_minute():
    assert configured.BODY_SECONDS == 30


def test_the_request_in_the_words_of_wsgi(portal):
    headers = [
        (b"content-length", b"7"),
        (b"content-type", b"text/plain"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"x-forwarded-for", b"198.51.100.1"),
        (b"x-forwarded-for", b"198.51.100.2"),
        (b"x_forwarded_for", b"203.0.113.9"),
        (b"x_forwarded-for", b"203.0.113.9"),
    ]
    answer = call(portal, b"abc", b"defg", headers=headers, then="end")
    assert answer == (200, {b"Content-Type": b"text/plain"}, b"ok")
    told = {n: v for n, v in portal.asked[0].items() if not n.startswith("wsgi.")}
    assert told == {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/ä/".encode().decode("latin-1"),
        "QUERY_STRING": "q=%C3%A4",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.7",
        "CONTENT_LENGTH": "7",
        "CONTENT_TYPE": "text/plain",
        "HTTP_HOST": "portal.example",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_X_FORWARDED_FOR": "198.51.100.1,198.51.100.2",
        "read": b"abcdefg",
    }
    assert (portal.answer.closed, Body.held) == (1, 0)


def test_a_length_is_counted_and_not_believed(portal):
    call(portal, b"abc", headers=[(b"content-length", b"9")], then="end")
    call(portal, b"abc", headers=[(b"transfer-encoding", b"chunked")], then="end")
    assert [(told["CONTENT_LENGTH"], told["read"]) for told in portal.asked] == [("3", b"abc")] * 2


@pytest.mark.parametrize("told", [True, False])
def test_what_is_too_large_reaches_the_portal_unread(limits, portal, told):
    """Which refuses it by its length, in the reader's language."""
    headers = [(b"content-length", b"18446744073709551615")] if told else []
    status, answered, _ = call(portal, *[b"x" * 900] * 20, headers=headers, then="end")
    assert (status, answered[b"connection"]) == (200, b"close")
    assert [asked["CONTENT_LENGTH"] for asked in portal.asked] == ["10001"]
    assert Body.held == 0


def test_a_large_body_lies_in_a_file(limits, monkeypatch):
    rolled = []
    portal = Portal()

    def keep(environ, start_response):
        rolled.append(environ["wsgi.input"]._rolled)
        return portal(environ, start_response)

    call(keep, b"x" * 900, then="end")
    call(keep, b"x" * 900, b"x" * 900, then="end")
    assert (rolled, [len(told["read"]) for told in portal.asked]) == ([False, True], [900, 1800])


def test_there_is_room_for_so_much_at_once_but_always_for_small_ones(limits, portal, monkeypatch):
    monkeypatch.setattr(Body, "held", 49_000)
    status, answered, content = call(portal, *[b"x" * 900] * 3, then="end")
    assert (status, answered[b"connection"]) == (503, b"close")
    assert [line.split()[0] for line in content.decode().splitlines()] == ["Nyt", "Just", "Too"]
    assert (portal.asked, Body.held) == ([], 49_000)
    monkeypatch.setattr(Body, "held", 51_000)
    assert call(portal, b"x" * 900, then="end")[0] == 200
    assert Body.held == 51_000


def test_a_full_disk_is_told(limits, portal, monkeypatch):
    def full(self, part):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bodies.SpooledTemporaryFile, "write", full)
    assert call(portal, b"x", then="end")[0] == 503
    assert Body.held == 0


def test_silence_is_ended_without_a_thread(limits, portal):
    status, answered, content = call(portal, b"half", then="silence")
    assert (status, answered[b"connection"]) == (408, b"close")
    assert [line.split()[0] for line in content.decode().splitlines()] == ["Lähetys", "Det", "What"]
    assert (portal.asked, Body.held) == ([], 0)


def test_who_leaves_half_way_is_forgotten(portal):
    assert call(portal, b"half") is None
    assert (portal.asked, Body.held) == ([], 0)


@pytest.mark.parametrize("size", [0, 100, PART, PART * 3 + 5])
def test_a_file_is_sent_whole_and_closed(portal, size):
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    file = io.BytesIO(content)

    def give(environ, start_response):
        start_response("200 OK", [("Content-Length", str(size))])
        return environ["wsgi.file_wrapper"](file, 4096)

    assert call(give, then="end") == (200, {b"Content-Length": str(size).encode()}, content)
    assert file.closed


def test_who_takes_nothing_of_a_file_is_left(limits):
    file = io.BytesIO(b"x" * PART * 9)

    def give(environ, start_response):
        start_response("200 OK", [])
        return environ["wsgi.file_wrapper"](file, 4096)

    assert call(give, then="end", takes=3)[2] == b"x" * PART * 2
    assert file.closed
