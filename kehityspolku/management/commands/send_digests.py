"""Send the digests that are due, by hand; the clock does it every five minutes."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError

from kehityspolku import moments
from kehityspolku.events import mail


class Command(BaseCommand):
    help = "Send the daily and weekly digests that are due."

    def add_arguments(self, parser):
        parser.add_argument("--at", help="as if it were this moment in Helsinki: 2026-11-30T07:00")

    def handle(self, *, at, **options):
        try:
            now = datetime.fromisoformat(at).replace(tzinfo=moments.HELSINKI) if at else None
        except ValueError:
            raise CommandError(f"{at} is not a moment like 2026-11-30T07:00") from None
        self.stdout.write(f"Digests sent: {mail.send(now)}")
