"""The portal's database and files in one archive; trying whether an archive can be restored."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kehityspolku.keeping import backup, encryption, restore
from kehityspolku.keeping.refusals import Refused


class Command(BaseCommand):
    help = "Back up the database and the files into a new archive in a folder, or check an archive."
    requires_system_checks = []

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("folder", nargs="?", type=Path, help="where the archive goes")
        what.add_argument(
            "--check",
            type=Path,
            metavar="ARCHIVE",
            help="restore it into a database of its own, compare everything, remove that again",
        )
        parser.add_argument("--keep", type=int, metavar="N", help="remove all but the N newest")
        parser.add_argument(
            "--plain", action="store_true", help="of an archive to check: it is not encrypted"
        )
        parser.add_argument("--key-file", help="the key's file; else BACKUP_KEY holds the key")

    def handle(self, *, folder, check, keep, key_file, plain, **options):
        if keep is not None and keep < 1:
            raise CommandError("--keep takes a number from 1 on.")
        try:
            secret = encryption.secret(key_file)
            if check:
                restore.check(check, None if plain else secret, self.say)
                self.say("Everything in it can be restored.")
            else:
                self.say(f"{backup.make(folder, secret, self.say)}")
                for removed in backup.keep_newest(folder, keep) if keep else []:
                    self.say(f"Removed {removed.name}")
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def say(self, line):
        self.stdout.write(line)
