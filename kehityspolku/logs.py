"""What never reaches a log: the link of a survey, which a path or an address may carry."""

import logging
import re

LINK = re.compile(r"(kysely(?:/|%2F))[\w-]+", re.IGNORECASE)


class HideLinks(logging.Filter):
    """Masks the secret part of survey links in a record's message, before it is written."""

    def filter(self, record):
        told = record.getMessage()
        if LINK.search(told):
            record.msg, record.args = LINK.sub(r"\1…", told), None
        return True
