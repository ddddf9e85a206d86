"""The style sheet: written as one file a subject in static/css/, sent to browsers as one."""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/portal.css"
SHEETS = (
    "tokens",
    "base",
    "layout",
    "forms",
    "lists",
    "cards",
    "path",
    "map",
    "charts",
    "pages",
    "print",
)


class JoinedStyle(BaseFinder):
    """Finds the joined sheet, made anew when one of its parts has changed."""

    storage = FileSystemStorage(settings.VAR / "style")

    def find(self, path, find_all=False):
        if path != NAME:
            return []
        return [self._joined()] if find_all else self._joined()

    def list(self, ignore_patterns):
        self._joined()
        yield NAME, self.storage

    def _joined(self):
        folder = settings.BASE_DIR / "static/css"
        text = "\n".join((folder / f"{sheet}.css").read_text() for sheet in SHEETS)
        place = Path(self.storage.path(NAME))
        if not place.exists() or place.read_text() != text:
            place.parent.mkdir(parents=True, exist_ok=True)
            new = place.with_suffix(f".{os.getpid()}")
            new.write_text(text)
            new.replace(place)
        return str(place)
