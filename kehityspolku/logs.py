"""What never reaches a log: secret links, and the same absence over and over."""

import logging
import re

from kehityspolku import away

# What stands before the secret part of an address: whoever has the link may act by it.
# docs/nginx.conf holds the same list; a test looks for addresses that lack here or there.
BEFORE_SECRETS = (
    "kysely",
    "kalenteri",
    "kutsu",
    "allekirjoitus",
    "kirjoita/vahvista",
    "kirjoita/keskustelu",
    "paivakyselyt/oma",
    "kokoukset/vieras",
    "ilmoitukset/peru",
    "tili/confirm-email",
    "tili/password/reset/key",
)
SLASH = "(?:/|%2F)"  # %2F in what one returns to, `?next=`
LINK = re.compile(
    f"((?:{'|'.join(BEFORE_SECRETS).replace('/', SLASH)}){SLASH})(?:(?!%2F)[^\\s/?#&'\"<>])+",
    re.IGNORECASE,
)


class HideLinks(logging.Filter):
    """Masks the secret part of such links in a record's message, before it is written."""

    def filter(self, record):
        told = record.getMessage()
        if LINK.search(told):
            record.msg, record.args = LINK.sub(r"\1…", told), None
        return True


class AwayOnce(logging.Filter):
    """In place of a traceback for each try: that a part is away, once a minute."""

    def filter(self, record):
        for problem in _problems(record):
            if part := away.part_of(problem):
                away.note(part, problem)
                return False
        return getattr(record, "status_code", None) != 503  # an answer whose cause is told so


def _problems(record):
    """The exceptions that a record tells of."""
    if record.exc_info:
        return [record.exc_info[1]]
    return [told for told in record.args or () if isinstance(told, BaseException)]
