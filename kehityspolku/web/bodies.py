"""Bodies of requests, read by the event loop: against a clock, and within limits."""

import asyncio
from tempfile import SpooledTemporaryFile

from django.conf import settings

SMALL = 64 * 1024  # bytes of a body that stay in memory; one that is larger lies in a file
SLOWEST = 64 * 1024  # bytes a second: a large body may take longer if it comes this fast
MOST = 256 * 1024 * 1024  # bytes of all bodies of one process; large ones over it are refused


class Late(Exception):
    """The body fell silent, or comes too slowly."""


class Full(Exception):
    """There is no room for more of the body."""


class Gone(Exception):
    """The client left before its body was here."""


class Body:
    """What a client sends with its request, forgotten at the end of the `with` block."""

    held = 0  # bytes of all bodies now

    def __init__(self):
        self.file = SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115 - closed below
        self.size = 0
        self.complete = False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        Body.held -= self.size
        self.file.close()

    async def read(self, receive):
        """Read to the end, or until it is larger than the portal takes.

        Raises Late, Full or Gone.
        """
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            async with asyncio.timeout(settings.BODY_SECONDS) as limit:
                while not self.complete and self.size <= settings.LARGEST_REQUEST:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise Gone
                    self.keep(message.get("body", b""))
                    self.complete = not message.get("more_body")
                    earned = min(clock(), began + self.size / SLOWEST)
                    limit.reschedule(earned + settings.BODY_SECONDS)
        except TimeoutError:
            raise Late from None
        self.file.seek(0)

    def keep(self, part):
        self.size += len(part)
        Body.held += len(part)
        if self.size > SMALL and Body.held > MOST:
            raise Full
        try:
            self.file.write(part)
        except OSError:  # the disk
            raise Full from None


async def hear_out(receive):
    """Throw away what still comes: a browser that is cut short shows no answer."""
    try:
        async with asyncio.timeout(settings.BODY_SECONDS):
            while (await receive()).get("more_body"):
                pass
    except TimeoutError:
        pass
