"""The web server as the demonstration runs it, and what many clients at once may do to it."""

import json
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from django.conf import settings as configured

from tests.web_server import running

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 2  # of patience with a body, in place of thirty
# A form with a cookie for it: Django reads such a body at once.
POST = (
    b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Cookie: csrftoken=" + b"x" * 32
)
HALF = POST + b"\r\nContent-Length: 100\r\n\r\nhalf"
HALF_CHUNK = POST + b"\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf"
HALF_HEAD = b"GET / HTTP/1.1\r\nHost: 127"
ALIVE = b"GET /terveys/elossa HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture(scope="module")
def server(django_db_setup):
    with running(seconds=SECONDS) as server:
        yield server


def until_end(client):
    """All that the server still sends before it hangs up."""
    content = b""
    while part := client.recv(65536):
        content += part
    return content


def test_fifty_half_sent_bodies_stop_nothing_and_are_ended(server):
    with ExitStack() as clients:
        began = time.monotonic()
        halves = [
            clients.enter_context(server.send(HALF if number % 2 else HALF_CHUNK))
            for number in range(50)
        ]
        pages = [server.page(path) for path in ("/terveys/elossa", "/", "/sv/", "/terveys/elossa")]
        assert [status for status, _ in pages] == [200] * 4
        assert max(seconds for _, seconds in pages) < 2
        ends = [until_end(half)[:12] for half in halves]
        assert ends == [b"HTTP/1.1 408"] * 50
        assert SECONDS <= time.monotonic() - began < SECONDS + 6


def test_a_body_that_drips_is_ended_too(server):
    with server.send(HALF.replace(b"100", b"9999")) as client:
        began = time.monotonic()
        client.settimeout(0.1)
        end = b""
        while not end and time.monotonic() - began < SECONDS + 6:
            client.sendall(b"x")
            with suppress(TimeoutError):
                end = client.recv(100)
        assert end[:12] == b"HTTP/1.1 408"


def test_a_body_in_two_parts_is_one_body(server):
    body = json.dumps({"address": "nobody@kehityspolku.example", "type": "soft"}).encode()
    head = (
        b"POST /posti/palautteet/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer secret\r\n"
        b"Connection: close\r\nContent-Type: application/json\r\n"
    )
    answers = []
    for length, first, second in (
        (b"Content-Length: %d" % len(body), body[:20], body[20:]),
        (
            b"Transfer-Encoding: chunked",
            b"14\r\n" + body[:20] + b"\r\n",
            b"%x\r\n" % len(body[20:]) + body[20:] + b"\r\n0\r\n\r\n",
        ),
    ):
        with server.send(head + length + b"\r\n\r\n" + first) as client:
            time.sleep(0.3)
            client.sendall(second)
            answers.append(until_end(client)[:12])
    assert answers == [b"HTTP/1.1 204"] * 2


def test_what_is_told_to_be_too_large_is_refused_before_it_comes(server):
    length = configured.LARGEST_REQUEST + 1
    head = f"POST /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {length}\r\n\r\n"
    with server.send(head.encode()) as client:
        page = until_end(client)
    assert (page[:12], b"too large" in page) == (b"HTTP/1.1 413", True)


def test_what_turns_out_to_be_too_large_is_refused(server):
    head = b"POST /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"100000\r\n" + b"x" * 2**20 + b"\r\n"
    with server.send(head) as client:
        for _ in range(configured.LARGEST_REQUEST // 2**20 + 1):
            client.sendall(chunk)
        page = until_end(client)
    assert (page[:12], b"too large" in page) == (b"HTTP/1.1 413", True)


def test_fifty_idle_connections_stop_nothing(server):
    with ExitStack() as clients:
        for _ in range(50):
            client = clients.enter_context(server.send(ALIVE))
            assert client.recv(65536)[:12] == b"HTTP/1.1 200"
        assert [server.page(path)[0] for path in ("/terveys/elossa", "/")] == [200, 200]


def test_it_stops_soon_whatever_its_clients_do(django_db_setup):
    with running(seconds=SECONDS) as server, ExitStack() as clients:
        for data in [HALF, HALF_HEAD, ALIVE] * 10:
            clients.enter_context(server.send(data))
        time.sleep(0.3)
        began = time.monotonic()
        server.process.terminate()
        server.process.wait(20)
        assert time.monotonic() - began < 5
