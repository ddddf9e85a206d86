import time
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from arviointi.reports import areas, build
from kehityspolku.documents import reports
from kehityspolku.models import Report


class Command(BaseCommand):
    help = "Make the city official's progress report (PDF and XLSX) into a folder."

    def add_arguments(self, parser):
        parser.add_argument(
            "--area", required=True, help="city, major:CODE, district:NUMBER or kehra:SLUG"
        )
        parser.add_argument("--from", dest="first", required=True, type=day, metavar="DATE")
        parser.add_argument("--to", dest="last", required=True, type=day, metavar="DATE")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR")
        parser.add_argument(
            "--language", default="fi", choices=[code for code, _name in settings.LANGUAGES]
        )
        parser.add_argument("--diary", default="", help="diary number for the cover")

    def handle(self, *, area, first, last, out, language, diary, **options):
        if last < first:
            raise CommandError("--to is before --from.")
        try:
            area = areas.find(area)
            out.mkdir(parents=True, exist_ok=True)
        except (ValueError, OSError) as problem:
            raise CommandError(str(problem)) from None
        report = build.order_city(area, first, last, by=None, language=language, diary=diary)
        reports.build(report.pk)
        while not report.is_over:  # a worker may have taken it first
            time.sleep(0.2)
            report.refresh_from_db()
        if report.state != Report.State.READY:
            raise CommandError("The report could not be made; the log says why.")
        for file in report.files.all():
            path = out / file.name
            path.write_bytes(file.file.read())
            self.stdout.write(f"{path}  sha256 {file.sha256}")


def day(text):
    """A date as the command line gives it, "2026-06-30"."""
    return date.fromisoformat(text)
