"""`make ci`: every check that the code must pass before it lands."""

import os
import subprocess
import sys
import time
from pathlib import Path
from secrets import token_urlsafe

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kehityspolku.dev import catalogues

TOOLS = Path(sys.executable).parent
PRODUCTION = {
    "KEHITYSPOLKU_PRODUCTION": "1",
    "SECRET_KEY": token_urlsafe(50),
    "ALLOWED_HOSTS": "kehityspolku.example",
    "SITE_URL": "https://kehityspolku.example",
    "DATABASE_URL": "postgresql://kehityspolku@localhost/kehityspolku",
    "REDIS_URL": "redis://localhost:6379/0",
    "MAIL_HOST": "localhost",
    "MAIL_FROM": "Kehityspolku <posti@localhost>",
    "CONTACT": "sukkula@localhost",
}


class Command(BaseCommand):
    help = "Run every check: format, lint, import rules, migrations, catalogues, deploy, tests."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--skip-tests", action="store_true")

    def handle(self, *, skip_tests, **options):
        checks = {name: lambda c=c: run(*c) for name, c in commands(skip_tests).items()}
        checks["messages translated"] = messages_translated
        failed = [name for name, check in checks.items() if not self.passes(name, check)]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}")
        self.stdout.write("Every check passed" + (", tests skipped." if skip_tests else "."))

    def passes(self, name, check):
        self.stdout.write(f"== {name}")
        self.stdout.flush()
        begun = time.monotonic()
        passed = check()
        self.stdout.write(f"   {'ok' if passed else 'FAILED'} ({time.monotonic() - begun:.1f} s)")
        return passed


def commands(skip_tests):
    """Each check that is a program of its own, by name."""
    manage = [sys.executable, "manage.py"]
    templates = sorted((settings.BASE_DIR / "templates").glob("**/*.html"))
    checks = {
        "format": [TOOLS / "ruff", "format", "--check", "."],
        "lint": [TOOLS / "ruff", "check", "."],
        "templates": [TOOLS / "djade", "--target-version", "6.1", "--check", *templates],
        "import rules": [TOOLS / "lint-imports"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "deploy": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
    }
    if not skip_tests:
        checks["tests"] = ["bash", ".ci/test", "all"]
    return checks


def run(*command):
    """Whether the command succeeds, its output shown; the deploy check gets production's
    variables."""
    env = os.environ | (PRODUCTION if "--deploy" in command else {})
    return subprocess.run(command, env=env, cwd=settings.BASE_DIR, check=False).returncode == 0  # noqa: S603


def messages_translated():
    gaps = sorted(catalogues.gaps())
    print("\n".join(gaps))
    return not gaps
