"""Real boundaries for the map, from a file or the City's open service."""

import urllib.request
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError

from django.core.management.base import BaseCommand, CommandError

from kehrat.map import shapes, simplify
from kehrat.models import Boundary, District

PATIENCE = 30  # seconds


class Command(BaseCommand):
    help = "Draws the map with real boundaries (GeoJSON, WGS84); run again, it replaces them."

    def add_arguments(self, parser):
        parser.add_argument(
            "source",
            nargs="?",
            default=shapes.ADDRESS,
            metavar="FILE-or-URL",
            help="default: the City of Helsinki's open WFS",
        )
        parser.add_argument("--clear", action="store_true", help="return to the yarn map")

    def handle(self, *, source, clear, **options):
        if clear:
            Boundary.objects.replace({})
            self.stdout.write("The boundaries are removed; the map is yarn again.")
            return
        names = dict(District.objects.values_list("number", "name_fi"))
        try:
            reading = shapes.read(contents(source), names)
        except shapes.BoundariesRefused as problem:
            raise CommandError(f"{problem} Nothing was changed.") from None
        Boundary.objects.replace(simplify.draw(reading.outlines))
        self.report(reading, names)

    def report(self, reading, names):
        for why in reading.skipped:
            self.stdout.write(f"Skipped. {why}")
        missing = [f"{n} {name}" for n, name in sorted(names.items()) if n not in reading.outlines]
        if missing:
            self.stdout.write(f"Not in the file, so in the list only: {', '.join(missing)}.")
        self.stdout.write(f"{len(reading.outlines)} of {len(names)} districts have boundaries.")


def contents(source):
    """The bytes of a file, or of an https address."""
    try:
        if "://" in source:
            return fetched(source)
        with Path(source).open("rb") as file:
            return file.read(shapes.LARGEST + 1)
    except URLError as problem:
        raise CommandError(f"{source}: {problem.reason}") from None
    except (OSError, ValueError, HTTPException) as problem:
        said = getattr(problem, "strerror", None) or problem
        raise CommandError(f"{source} can't be read: {said}") from None


class HttpsOnly(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req, fp, code, msg, headers, newurl):
        refuse_other(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def refuse_other(url):
    if not url.lower().startswith("https://"):
        raise URLError("only https:// addresses are read")


def fetched(url):
    refuse_other(url)
    opener = urllib.request.build_opener(HttpsOnly)
    with opener.open(url, timeout=PATIENCE) as answer:
        return answer.read(shapes.LARGEST + 1)
