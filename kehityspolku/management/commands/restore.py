"""Put an archive that `backup` made in the place of the portal's database and files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kehityspolku.keeping import database, encryption, restore
from kehityspolku.keeping.refusals import Refused


class Command(BaseCommand):
    help = "Restore an archive. A failure, at whatever point, leaves all as it was."
    requires_system_checks = []

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("archive", nargs="?", type=Path)
        what.add_argument(
            "--forget-old", action="store_true", help="remove what a restore has kept of before"
        )
        parser.add_argument("--replace", action="store_true", help="although something is there")
        parser.add_argument(
            "--cut-sessions", action="store_true", help="end the sessions of who uses the database"
        )
        parser.add_argument(
            "--other-keys",
            action="store_true",
            help="although SECRET_KEY or SURVEY_KEY is another than it was",
        )
        parser.add_argument(
            "--plain",
            action="store_true",
            help="the archive is not encrypted, although there is a key",
        )
        parser.add_argument("--key-file", help="the key's file; else BACKUP_KEY holds the key")

    def handle(
        self, *, archive, forget_old, replace, cut_sessions, other_keys, plain, key_file, **options
    ):
        try:
            if forget_old:
                with database.server() as link:
                    restore.mend(link, self.say)
                    restore.forget_old(link)
                self.say("Removed.")
            else:
                restore.restore(
                    archive,
                    None if plain else encryption.secret(key_file),
                    self.say,
                    replace=replace,
                    cut=cut_sessions,
                    other_keys=other_keys,
                )
                self.say("Restored. Now start web, worker and beat.")
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def say(self, line):
        self.stdout.write(line)
