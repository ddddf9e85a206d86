#!/usr/bin/env python
"""Django's commands, with the embedded PostgreSQL running when no DATABASE_URL is given."""

import os
import sys
from contextlib import nullcontext
from pathlib import Path

from django.core.management import execute_from_command_line

from kehityspolku import embedded

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehityspolku.settings")
    given = os.environ.get("DATABASE_URL")
    with nullcontext() if given else embedded.server(Path(__file__).resolve().parent):
        execute_from_command_line(sys.argv)
