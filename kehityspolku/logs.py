"""What never reaches a log: links that are secrets, which a path or an address may carry."""

import logging
import re

LINK = re.compile(r"((?:kysely|kalenteri|kutsu)(?:/|%2F))[\w-]+", re.IGNORECASE)


class HideLinks(logging.Filter):
    """Masks the secret part of such links in a record's message, before it is written."""

    def filter(self, record):
        told = record.getMessage()
        if LINK.search(told):
            record.msg, record.args = LINK.sub(r"\1…", told), None
        return True
