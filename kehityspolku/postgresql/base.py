"""Django's PostgreSQL, whose silence nobody waits for without end.

A server that is stopped refuses at once. One that hangs takes connections and says nothing: with
four threads a web process, four requests would be all that it ever answers.
"""

from types import SimpleNamespace

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.features import DatabaseFeatures
from psycopg.errors import _WaitTimeout
from psycopg_pool import ConnectionPool

from kehityspolku import away

SOONER = 2  # seconds: the server itself ends a long statement so much before we give it up
CHECK = 2  # seconds that a pool's connection has to show that it lives


class Connection(psycopg.Connection):
    """A connection that is given up when the server has been silent for too long."""

    patience = None  # seconds; unlimited for the worker, whose statements may take long

    def wait(self, gen, *args, timeout=None, **kwargs):
        try:
            return super().wait(gen, *args, timeout=timeout or self.patience, **kwargs)
        except _WaitTimeout:
            if timeout:
                raise
            self.close()
            raise away.NoAnswer(f"no answer in {self.patience} seconds") from None


def check(connection):
    """Whether a pool's connection lives; raises an error if not."""
    connection.patience = CHECK
    ConnectionPool.check_connection(connection)
    del connection.patience


class Features(DatabaseFeatures):
    """What the portal uses, told without asking the server: `check` runs where there is none."""

    supports_virtual_generated_columns = False  # its computed columns are stored ones


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = Features
    Database = SimpleNamespace(**{**vars(psycopg), "connect": Connection.connect})

    def __init__(self, settings_dict, *args, **kwargs):
        super().__init__(settings_dict, *args, **kwargs)
        if pool := settings_dict["OPTIONS"].get("pool"):
            pool.update(connection_class=Connection, check=check)

    def get_connection_params(self):
        params = super().get_connection_params()
        if Connection.patience:
            longest = Connection.patience - SOONER
            params["options"] = f"{params.get('options', '')} -c statement_timeout={longest}s"
        return params

    def get_new_connection(self, conn_params):
        if away.rests(away.DATABASE):
            raise psycopg.OperationalError("it gave no answer a moment ago")
        made = super().get_new_connection(conn_params)
        away.answered(away.DATABASE)
        return made
