"""Letters to people who may have no account: rows that know when their mail leaves.

A row has `mail_at` (when its mail leaves or is tried again, None for never), `tries` and
`note_mailed()`, which tells it that its mail has left and saves nothing.
"""

import logging
from datetime import timedelta

from django.db import transaction

from kehityspolku import moments

MOST_TRIES = 12  # the last about three days after the first
log = logging.getLogger(__name__)


def deliver(rows, letter_of, gave_up=None):
    """Send what waits; safe at the same time in many workers. Returns how many were sent.

    `rows`: a queryset of them; `letter_of(row)`: its Letter, None when it is no longer wanted;
    `gave_up(row)`: called when the last try has failed. Each row is a transaction of its own: a
    worker that is killed leaves at most one letter sent that is not known to be.
    """
    waiting = rows.filter(mail_at__lte=moments.now())
    keys = list(waiting.order_by("mail_at").values_list("pk", flat=True))
    return sum(_deliver(waiting, key, letter_of, gave_up) for key in keys)


@transaction.atomic
def _deliver(waiting, key, letter_of, gave_up):
    row = waiting.select_for_update(skip_locked=True, of=("self",)).filter(pk=key).first()
    if not row:
        return False
    letter = letter_of(row)
    sent = bool(letter) and _sent(row, letter)
    if not letter:
        row.mail_at = None
    row.save()
    if gave_up and letter and not (sent or row.mail_at):
        gave_up(row)
    return sent


def _sent(row, letter):
    """Whether it left; what fails is tried later."""
    row.tries += 1
    try:
        letter.send()
    except Exception as problem:  # a bad address or a server away must not stop the others
        log.warning("A letter of %s %s was not sent: %s", row._meta.label, row.pk, problem)
        later = moments.now() + timedelta(minutes=2**row.tries)
        row.mail_at = None if row.tries >= MOST_TRIES else later
        return False
    row.note_mailed()
    return True
