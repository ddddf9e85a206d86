"""Asking ClamAV's daemon whether a file holds a virus (CLAMAV=host:port; its INSTREAM command)."""

import socket
import struct

from django.conf import settings

CHUNK = 64 * 1024
SECONDS = 60  # for connecting, and for each answer
LONGEST_ANSWER = 4096


class CannotScan(Exception):
    """The scanner answers, but could not look at this file."""


def is_configured():
    return bool(settings.CLAMAV)


def scan(file):
    """The name of the virus found in an open binary file, "" when none is.

    Raises OSError when the scanner does not answer, CannotScan when it answers with a fault.
    """
    host, _colon, port = settings.CLAMAV.rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS) as clamd:
        clamd.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!L", 0))
        answer = _answer(clamd)
    told = answer.removeprefix("stream: ")
    if told == "OK":
        return ""
    if told.endswith(" FOUND"):
        return told.removesuffix(" FOUND")
    raise CannotScan(answer)


def _answer(clamd):
    """What the daemon says until its zero byte, as text."""
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        if not (more := clamd.recv(LONGEST_ANSWER)):
            break
        said += more
    if not said:
        raise ConnectionError("the scanner closed the connection without an answer")
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
