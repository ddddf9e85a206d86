#!/usr/bin/env python3
"""Django's commands, with the embedded servers running that no variable replaces."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent
OURS = HERE / ".venv" / "bin" / "python"

try:
    from django.core.management import execute_from_command_line

    from kehityspolku import variables
    from kehityspolku.dev.database import Postgres
    from kehityspolku.dev.places import EmbeddedError
    from kehityspolku.dev.valkey import Valkey
except ImportError:
    if not OURS.exists() or Path(sys.executable) == OURS:
        raise
    os.execv(OURS, [OURS, __file__, *sys.argv[1:]])  # noqa: S606 - the set-up's own Python

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehityspolku.settings")
    given = variables.read()  # refuses to go on if production lacks a server
    var = HERE / given["KEHITYSPOLKU_VAR"]
    with ExitStack() as servers:
        try:
            for variable, server in {"DATABASE_URL": Postgres, "REDIS_URL": Valkey}.items():
                if not given[variable]:
                    servers.enter_context(server(var).in_use())
        except EmbeddedError as error:
            sys.exit(str(error))
        execute_from_command_line(sys.argv)
