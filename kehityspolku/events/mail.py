"""Mail of notices: written as letters, delivered, gathered into digests."""

import logging
import re
from datetime import timedelta
from email.policy import EmailPolicy, default
from functools import partial
from hashlib import sha256
from itertools import groupby
from smtplib import SMTPConnectError, SMTPRecipientsRefused, SMTPServerDisconnected
from socket import gaierror
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.db import connection, transaction
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from kehityspolku import moments
from kehityspolku.events import duties, follows, hearers, subscriptions
from kehityspolku.events.models import Notice, Preference
from kehityspolku.text import headline, tidy_line

MOST = 50  # things told in one digest; the rest is read in the portal


BATCH = 30  # letters
MANY = 3  # alike at once are one letter
MOST_TRIES = 12  # the last about three days after the first
FIELDS = ["mail", "problem", "tries", "not_before", "sent_at"]
AWAY = (ConnectionError, TimeoutError, gaierror, SMTPConnectError, SMTPServerDisconnected)
log = logging.getLogger(__name__)


LOCK = 7_003_001  # of the database: one worker at a time gathers, so that nobody gets two halves


class Policy(EmailPolicy):
    """Leaves the address to unsubscribe at on one line: folded, no mail client would find it."""

    def fold_binary(self, name, value):
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}".encode()
        return super().fold_binary(name, value)


class Letter(EmailMessage):
    """A mail of the portal's; whatever its subject is made of, it is one line, not too long."""

    def __init__(self, subject="", *args, **kwargs):
        super().__init__(headline(subject), *args, **kwargs)

    def message(self, *, policy=default):
        return super().message(policy=Policy(linesep=policy.linesep))


def single(notices):
    """The letter of one notice. A mere follower isn't told what the team has to do."""
    notice = notices[0]
    event = notice.event
    with translation.override(notice.recipient.language):
        event.__dict__.pop("text", None)
        event.reader = notice.recipient
        url = site(page_of(notices[0]))
        text = url if notice.followed else event.body or event.sentence
        return _letter([notice], event.sentence, "letter", {"text": text})


def digest(notices):
    """The letter of many notices of one person, newest first by what they belong to."""
    person = notices[0].recipient
    with translation.override(person.language):
        lines = sorted(distinct(notices), key=lambda line: line["at"], reverse=True)
        groups = grouped(lines[:MOST])
        context = {"person": person, "groups": groups, "more": len(lines) - MOST}
        context["notices_url"] = site(reverse("notices"))
        return _letter(notices, subject_of(groups, len(lines)), "digest", context)


def distinct(notices):
    """What the notices say, each thing once (the newest, where many say the same)."""
    lines = {}
    for notice in sorted(notices, key=lambda notice: (notice.made_at, notice.pk)):
        notice.event.__dict__.pop("text", None)
        sentence, url = notice.event.sentence, site(page_of(notice))
        group = follows.around(notice.event)[-1]
        lines[sentence, url] = {
            "sentence": sentence,
            "url": url,
            "at": notice.made_at.astimezone(moments.HELSINKI),
            "group": group,
        }
    return lines.values()


def grouped(lines):
    """[{name, url, lines}] by what the lines belong to: the group with the newest comes first."""
    order = list(dict.fromkeys(follows.key(line["group"]) for line in lines))
    by_group = sorted(lines, key=lambda line: order.index(follows.key(line["group"])))
    groups = []
    for _key, found in groupby(by_group, key=lambda line: follows.key(line["group"])):
        found = list(found)
        name = tidy_line(str(found[0]["group"]))
        groups.append({"name": name, "rule": "=" * min(len(name), 60), "lines": found})
    return groups


def subject_of(groups, number):
    name = groups[0]["name"] if len(groups) == 1 else "Kehityspolku"
    told = {"name": name, "n": number}
    return ngettext("%(name)s: %(n)s new thing", "%(name)s: %(n)s new things", number) % told


def _letter(notices, subject, template, context):
    """A mail to the notices' recipient, with the foot that says how to have less of it."""
    kinds = stoppable(notices, gathered=template == "digest")
    stop_url = site(subscriptions.stop_url(notices, kinds)) if kinds else ""
    foot = {"stop_url": stop_url, "settings_url": site(reverse("mail_settings"))}
    foot["kinds"] = [str(Notice.Kind(kind).label) for kind in kinds]
    foot["gathers"] = Notice.Kind.TASK in kinds
    foot["followed"] = all(notice.followed for notice in notices)
    foot["stands_in"] = any(notice.stands_in for notice in notices)
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id(notices)}
    if stop_url:
        headers["List-Unsubscribe"] = f"<{stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    body = loader.render_to_string(f"kehityspolku/mail/{template}.txt", context | foot)
    return Letter(subject=subject, body=body, to=[notices[0].to], headers=headers)


def stoppable(notices, *, gathered):
    """The kinds of a letter whose mail its receiver may stop; duties that come one by one may be
    gathered, which is as seldom as they come."""
    always = Notice.ALWAYS if gathered else [Notice.Kind.DECISION]
    return sorted({notice.kind for notice in notices}.difference(always))


def message_id(notices):
    """The same for the same notices: if one is sent again, a mailbox keeps one of the two."""
    pks = ",".join(str(pk) for pk in sorted(notice.pk for notice in notices))
    host = urlsplit(settings.SITE_URL).hostname
    return f"<{sha256(pks.encode()).hexdigest()[:32]}@{host}>"


def page_of(notice):
    """The page that a notice leads to, in the active language: the one that its event's words lead
    to in the end, to a mere follower the record's; one's own page where there is none."""
    event = notice.event
    # Words may be anyone's: two strokes at the beginning would lead away from the portal.
    links = re.findall(rf"{re.escape(settings.SITE_URL)}(/(?![/\\])\S*)$", event.body, re.M)
    if links and not notice.followed:
        return links[-1]
    for record in (event.target, event.about):
        if record and hasattr(record, "get_absolute_url"):
            return record.get_absolute_url()
    return reverse("me")


def site(url):
    return f"{settings.SITE_URL}{url}" if url else ""


def deliver():
    """Send the mail that leaves one by one; many workers may do it at the same time.

    Returns how many letters were sent.
    """
    return send_all(_singles)


def _singles():
    """Notices one by one; many alike that wait at once for one person are one letter."""
    waiting = Notice.objects.waiting().locked().listed().order_by("not_before", "pk")
    batch = list(waiting[:BATCH])
    if len(batch) == BATCH:  # what is alike may not have come into it
        people, verbs = zip(*((n.recipient_id, n.event.verb) for n in batch), strict=True)
        alike = waiting.filter(recipient__in=people, event__verb__in=verbs)
        batch += alike.exclude(pk__in=[notice.pk for notice in batch])[:MOST]
    letters = {}
    for notice in wanted(batch):
        letters.setdefault(alike_key(notice), []).append(notice)
    return (
        batch,
        single_or_gathered,
        [
            each
            for notices in letters.values()
            for each in ([notices] if len(notices) >= MANY else [[n] for n in notices])
        ],
    )


def alike_key(notice):
    """The same for notices that may be told in one letter: decisions stand alone."""
    if notice.kind == Notice.Kind.DECISION or notice.address:
        return notice.pk
    return notice.recipient_id, notice.event.verb, notice.kind, notice.stands_in, notice.followed


def single_or_gathered(notices):
    return single(notices) if len(notices) == 1 else digest(notices)


def wanted(batch):
    """Those of the batch that are to be mailed; the others never will be."""
    left = hearers.mailable(batch)
    for notice in set(batch) - set(left):
        notice.mail = Notice.Mail.NONE
    return left


def send_again(notice):
    """Try a mail again that was given up; what went in a digest goes in the next one."""
    paces = Preference.objects.paces([notice.recipient_id])
    pace = paces.of(notice.recipient_id, notice.kind, notice.event.group_id)
    gathered = pace in Preference.GATHERED
    Notice.objects.filter(pk=notice.pk, mail=Notice.Mail.FAILED).update(
        mail=Notice.Mail.DIGEST if gathered else Notice.Mail.WAITING,
        tries=0,
        problem="",
        not_before=moments.now(),
    )


def send_all(next_batch, now=None):
    """Send batch after batch, each in its own transaction; returns how many letters were sent.

    `next_batch()` gives locked notices, how to write a letter of some of them, and [notices of
    one letter]; no notices end it. `now`: as if it were this moment.
    """
    sent = 0
    while True:
        with transaction.atomic():
            batch, write, groups = next_batch()
            number, stopped = _post(write, groups, now or moments.now())
            Notice.objects.bulk_update(batch, FIELDS)
            _note_refused(batch)
        sent += number
        if stopped:
            raise stopped
        if not batch:
            return sent


def _note_refused(batch):
    """Mail to an address that the server refused to the last try has come back from it."""
    for notice in batch:
        refused = notice.problem.startswith(SMTPRecipientsRefused.__name__)
        if notice.mail == Notice.Mail.FAILED and refused:
            duties.bounced(notice.recipient.email, notice.problem)


def _post(write, groups, now):
    """Write and send a letter of each group: (how many were sent, what stopped us or None)."""
    written = [(notices, *_tried(write, notices)) for notices in groups]
    connection, sent, away = mailers.default, 0, None
    for notices, letter, problem in written:
        if not problem:
            try:
                # Waiting for a server that is away each time would hold the rows for long.
                problem = away or _tried(_send, connection, letter)[1]
            except BaseException as stop:  # the worker has to end: first, what was sent is kept
                return sent, stop
        away = problem if isinstance(problem, AWAY) else None
        _keep(notices, problem, now)
        sent += not problem
    connection.close()
    return sent, None


def _send(connection, letter):
    try:
        connection.open()
        connection.send_messages([letter])
    except Exception:
        connection.close()
        raise


def _tried(act, *given):
    """(what the act gives, the problem or None): one bad letter must not stop the others."""
    try:
        return act(*given), None
    except Exception as problem:
        log.warning("A notice was not mailed: %s", problem)
        return None, problem


def _keep(notices, problem, now):
    """What became of a letter, on the notices it told; a failed one waits before the next try."""
    for notice in notices:
        notice.tries += 1
        notice.problem = f"{type(problem).__name__}: {problem}"[:200] if problem else ""
        if not problem:
            notice.mail, notice.sent_at = Notice.Mail.SENT, moments.now()
            continue
        notice.not_before = now + timedelta(minutes=2**notice.tries)
        if notice.tries >= MOST_TRIES:
            notice.mail = Notice.Mail.FAILED


def send(now=None):
    """Send the digests that are due, one to a person; run as often as liked.

    `now`: as if it were this moment. Returns how many letters were sent.
    """
    return send_all(partial(_digests, now), now)


def _digests(now):
    due = Notice.objects.waiting(Notice.Mail.DIGEST, now)
    people = due.order_by("recipient").values_list("recipient", flat=True).distinct()
    people = list(people[:BATCH]) if _alone() else []
    batch = list(due.filter(recipient__in=people).locked().listed().order_by("recipient", "pk"))
    groups = groupby(wanted(unread(batch)), key=lambda notice: notice.recipient_id)
    return batch, digest, [list(notices) for _person, notices in groups]


def unread(batch):
    """Those not read in the portal meanwhile; the others need no mail any more."""
    for notice in batch:
        if notice.read_at:
            notice.mail = Notice.Mail.NONE
    return [notice for notice in batch if not notice.read_at]


def _alone():
    """Whether no other worker gathers digests until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return cursor.fetchone()[0]
