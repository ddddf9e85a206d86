#!/usr/bin/env python3
"""Django's commands, with the embedded PostgreSQL running when no DATABASE_URL is given."""

import os
import sys
from contextlib import nullcontext
from pathlib import Path

HERE = Path(__file__).resolve().parent
OURS = HERE / ".venv" / "bin" / "python"

try:
    from django.core.management import execute_from_command_line

    from kehityspolku import embedded
except ImportError:
    if not OURS.exists() or Path(sys.executable) == OURS:
        raise
    os.execv(OURS, [OURS, __file__, *sys.argv[1:]])  # noqa: S606 - the set-up's own Python

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehityspolku.settings")
    given = os.environ.get("DATABASE_URL")
    with nullcontext() if given else embedded.server(HERE):
        execute_from_command_line(sys.argv)
