"""Many addresses at once, pasted or from a CSV file: what is on each line, and what becomes of it.

`read` looks at the text alone; `judged` asks the Kehrä. Nothing is mailed here.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Count
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.models import User
from kehrat.coordination.models.invite import MONTHLY, Invite, ShutAddress, fingerprint

MOST = 200  # invitations sent at a time
READ = 20_000  # addresses of a list
LONGEST = 1_000_000  # characters of a list
LONGEST_ADDRESS = 254
SHOWN = 120  # characters of a line that holds no address
APART = re.compile(r"[\s,;<>\"'()\[\]]+")


class Verdict:
    """What becomes of an address or a line: the words and the tone of each."""

    INVITE, LATER, MEMBER, WAITS, REFUSED, WRONG, NONE = range(7)

    WORDS = {
        INVITE: pgettext_lazy("address", "is invited"),
        LATER: pgettext_lazy("address", "is invited with the next ones"),
        MEMBER: pgettext_lazy("address", "is a member already"),
        WAITS: pgettext_lazy("address", "has an invitation that waits"),
        REFUSED: pgettext_lazy("address", "takes no more invitations"),
        WRONG: pgettext_lazy("address", "is not an e-mail address"),
        NONE: pgettext_lazy("address", "no address on the line"),
    }
    TONES = {INVITE: "good", LATER: "wait", WRONG: "bad", REFUSED: "warn"}


@dataclass
class Found:
    """An address, or a line without one, with the numbers of its lines."""

    text: str
    verdict: int = Verdict.INVITE
    lines: list = field(default_factory=list)

    @property
    def words(self):
        return Verdict.WORDS[self.verdict]

    @property
    def tone(self):
        return Verdict.TONES.get(self.verdict, "quiet")

    @property
    def times(self):
        return len(self.lines)


def read(text):
    """The addresses of a text in the order of its lines, each once, as `Found`.

    A line may hold several, a name beside them, or columns of a table. One that looks like an
    address and is none is told, as is a line that holds nothing like it.
    """
    found = {}
    for number, line in enumerate(text.splitlines(), start=1):
        parts = [part.removeprefix("mailto:").strip(".:") for part in APART.split(line)]
        parts = [part for part in parts if "@" in part]
        for part in parts or filter(None, [line.strip(" \t,;")[:SHOWN]]):
            key = part.lower() if parts else part
            row = found.setdefault(key, Found(key, _of_text(key) if parts else Verdict.NONE))
            row.lines.append(number)
    return list(found.values())


def _of_text(address):
    try:
        validate_email(address)
    except ValidationError:
        return Verdict.WRONG
    return Verdict.INVITE if len(address) <= LONGEST_ADDRESS else Verdict.WRONG


def judged(kehra, text):
    """What becomes of each address of the text in this Kehrä, as `Found`; four questions to the
    database, however long the text is."""
    rows = read(text)
    good = [row.text for row in rows if row.verdict == Verdict.INVITE]
    marks = {fingerprint(address): address for address in good}
    users = User.objects.filter(email__in=good, memberships__in=kehra.memberships.active())
    shut = ShutAddress.objects.filter(fingerprint__in=marks)
    month = moments.now() - timedelta(days=30)
    lately = Invite.objects.filter(address_mark__in=marks, made_at__gt=month)
    lately = lately.values("address_mark").annotate(n=Count("pk")).filter(n__gte=MONTHLY)
    refused = {*shut.values_list("fingerprint", flat=True)}
    refused |= {*lately.values_list("address_mark", flat=True)}
    waiting = kehra.invites.open().filter(address__in=good)
    verdicts = {
        **dict.fromkeys((marks[mark] for mark in refused), Verdict.REFUSED),
        **dict.fromkeys(waiting.values_list("address", flat=True), Verdict.WAITS),
        **dict.fromkeys(users.values_list("email", flat=True), Verdict.MEMBER),
    }
    room = MOST
    for row in rows:
        if row.verdict == Verdict.INVITE:
            row.verdict = verdicts.get(row.text, Verdict.INVITE if room else Verdict.LATER)
            room -= row.verdict == Verdict.INVITE
    return rows
