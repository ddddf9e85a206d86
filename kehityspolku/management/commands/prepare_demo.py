"""What the demo needs before it starts: database, static files, each app's demonstration data."""

import fcntl
import os
from contextlib import contextmanager

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kehityspolku.dev import demo_template, template_database


class Command(BaseCommand):
    help = "Migrate and load the demonstration data; running it again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--empty", action="store_true", help="load no demonstration data")

    def handle(self, *, empty, **options):
        if not settings.DEMO:
            raise CommandError("Demonstration data is for the demo only.")
        with only_one(settings.VAR):  # two demos of one checkout share all this
            with only_one(settings.STATIC_ROOT):  # which the journeys' portal shares too
                self.collect_static()
            if empty:
                self.say("the database's tables")
                template_database.fill()
                call_command("migrate", interactive=False, verbosity=0)
            else:
                demo_template.prepare(self.say)

    def collect_static(self):
        """Collect the static files if any has changed: compressing them takes long."""
        listed = (file for finder in get_finders() for file in finder.list([]))
        stats = [(name, os.stat(storage.path(name))) for name, storage in listed]
        state = repr(sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats))
        stamp = settings.STATIC_ROOT / ".collected"
        if not stamp.exists() or stamp.read_text() != state:
            self.say("pictures and style, once while they stay the same")
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(state)

    def say(self, text):
        self.stdout.write(f"  {text}")


@contextmanager
def only_one(folder):
    """Others that prepare the same folder wait meanwhile; a kill lets them go on."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".preparing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
