"""A WSGI application behind an event loop: no thread ever waits for a client.

Django answers in a few threads. Did they read from the network, as many clients as there are
threads could stop the portal by sending half a body each. So the loop reads every body into a
temporary file, against a clock, before a thread takes the request, and sends files itself.
"""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.db import close_old_connections
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kehityspolku.web.bodies import Body, Full, Gone, Late, hear_out

PART = 64 * 1024  # bytes of a file that are sent at once

LATE = _("What you sent did not arrive in time. Nothing was saved. Please send it again.")
FULL = _("Too much is arriving at once. Nothing was saved. Please send it again in a minute.")


class File(NamedTuple):
    """What Django makes of a response that is a file (`wsgi.file_wrapper`)."""

    source: object
    block_size: int

    def close(self):
        self.source.close()


class Buffered:
    """An ASGI application that lets threads answer requests, each with its whole body."""

    def __init__(self, portal, threads):
        self.portal = portal
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="portal")

    async def __call__(self, scope, receive, send):
        with Body() as body:
            try:
                if told_length(scope) <= settings.LARGEST_REQUEST:
                    await body.read(receive)
            except Gone:
                return
            except Late:
                await refuse(send, 408, LATE)
                return
            except Full:
                await refuse(send, 503, FULL)
            else:
                await self.answer(environ_of(scope, body), send, last=not body.complete)
        if not body.complete:
            await hear_out(receive)

    async def answer(self, environ, send, *, last):
        """Let a thread answer and send what it made; hang up after the `last`."""
        loop = asyncio.get_running_loop()
        status, headers, content, file = await loop.run_in_executor(
            self.threads, self.call, environ
        )
        if last:
            headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        if file:
            await send_file(send, content, file)
        else:
            await send({"type": "http.response.body", "body": content})

    def call(self, environ):
        """In a thread: status, headers, content and, of a large file, what is left to read."""
        told = []
        answer = self.portal(environ, lambda *start: told.extend(start[:2]))
        status, headers = told
        status = int(status.split(" ", 1)[0])
        headers = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in headers]
        if isinstance(answer, File):
            content = answer.source.read(PART)
            if len(content) == PART:
                close_old_connections()  # this thread's: the file ends in another
                return status, headers, content, answer
        else:
            content = b"".join(answer)
        answer.close()
        return status, headers, content, None


def told_length(scope):
    """The body's length as told; the server has seen to it that this is one number."""
    return next((int(value) for name, value in scope["headers"] if name == b"content-length"), 0)


def environ_of(scope, body):
    """The request in WSGI's words. A length is what was counted; what is too large is not read."""
    server, port = scope["server"]
    length = body.size if body.complete else settings.LARGEST_REQUEST + 1
    return headers_of(scope) | {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "CONTENT_LENGTH": str(length),
        "SERVER_NAME": server,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body.file,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": File,
    }


def headers_of(scope):
    """The headers in WSGI's words, those of one name joined."""
    told = {}
    for name, value in scope["headers"]:
        if b"_" in name:
            continue  # X_Forwarded_For would pass for the proxy's own X-Forwarded-For
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        value = value.decode("latin-1")
        if key in told:
            value = f"{told[key]}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
        told[key] = value
    return told


async def send_file(send, content, file):
    """Send this and the rest; who takes nothing for as long as a body may be silent is left."""
    try:
        while content:
            async with asyncio.timeout(settings.BODY_SECONDS):
                await send({"type": "http.response.body", "body": content, "more_body": True})
            content = await asyncio.to_thread(file.source.read, PART)
        await send({"type": "http.response.body", "body": b""})
    except TimeoutError:
        return  # the server hangs up: what was told is not all there
    finally:
        await asyncio.to_thread(file.close)


async def refuse(send, status, words):
    """Answer without a thread, in all languages since the reader's is not known, and hang up."""
    lines = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            lines.append(f"{words}\n")
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": "".join(lines).encode()})
