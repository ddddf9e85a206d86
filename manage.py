#!/usr/bin/env python3
"""Django's commands, with the embedded servers running that no variable replaces."""

import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent
OURS = HERE / ".venv" / "bin" / "python"

try:
    from django.core.management import execute_from_command_line
    from django.db import Error as DatabaseError

    from kehityspolku import variables
    from kehityspolku.dev.database import Postgres
    from kehityspolku.dev.places import EmbeddedError, in_a_sentence
    from kehityspolku.dev.valkey import Valkey
except ImportError:
    if not OURS.exists() or Path(sys.executable) == OURS:
        raise
    os.execv(OURS, [OURS, __file__, *sys.argv[1:]])  # noqa: S606 - the set-up's own Python

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehityspolku.settings")
    given = variables.read()  # refuses to go on if production lacks a server
    var = HERE / given["KEHITYSPOLKU_VAR"]
    own = {"DATABASE_URL": Postgres, "REDIS_URL": Valkey}
    own = [server for variable, server in own.items() if not given[variable]]
    try:
        with ExitStack() as servers:
            for server in own:
                servers.enter_context(server(var).in_use())
            # A second Ctrl-C must not leave one of them running.
            servers.callback(signal.signal, signal.SIGINT, signal.SIG_IGN)
            execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
    except (EmbeddedError, OSError, DatabaseError) as error:
        said = str(error) if isinstance(error, EmbeddedError) else in_a_sentence(error, var)
        if not (own and said):
            raise
        sys.exit(said)
