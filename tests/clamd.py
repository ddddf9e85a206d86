"""A stand-in for ClamAV's daemon: a real server that speaks its INSTREAM command."""

import socket
import struct
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Daemon(StreamRequestHandler):
    """One question: the command to its zero byte, chunks with their lengths, a length of zero."""

    def handle(self):
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        self.server.seen.append(content)
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.wfile.write(found if self.server.answer is None else self.server.answer)


@contextmanager
def clamd(settings, *, answer=None):
    """The daemon, told in the settings; gives the list of what it was asked. `answer`: its own."""
    with ThreadingTCPServer(("127.0.0.1", 0), Daemon) as server:
        server.seen, server.answer = [], answer
        settings.CLAMAV = f"127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield server.seen
        finally:
            server.shutdown()


def nobody(settings):
    """A scanner in the settings where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.CLAMAV = f"127.0.0.1:{free.getsockname()[1]}"
