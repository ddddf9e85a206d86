"""Where files lie: whole, or not at all."""

import errno
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # no room is left, for all or for this file


def is_full(problem):
    """Whether an exception says that there was no room on the disk."""
    return isinstance(problem, OSError) and problem.errno in FULL


class WholeFiles(FileSystemStorage):
    """Files on the disk. What could not be written to its end is taken away again."""

    def _save(self, name, content):
        path = Path(self.path(name))
        was_there = path.exists()
        try:
            return super()._save(name, content)
        except OSError:
            if not was_there:
                with suppress(OSError):
                    path.unlink(missing_ok=True)
            raise
