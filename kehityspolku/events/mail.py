"""Mail of notices: one letter of one notice, or a digest of many, in the reader's language."""

from email.policy import EmailPolicy, default
from hashlib import sha256
from itertools import groupby
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from kehityspolku import follows, moments, subscriptions
from kehityspolku.models.notice import Notice
from kehityspolku.text import headline, tidy_line

MOST = 50  # things told in one digest; the rest is read in the portal


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
    """The letter of one notice. A mere follower isn't told what the team has to do.

    Where the record names `reply_to` addresses, the answer goes there.
    """
    notice = notices[0]
    event = notice.event
    with translation.override(notice.recipient.language):
        event.__dict__.pop("text", None)
        url = site(url_of(event))
        text = url if notice.followed else event.body or event.sentence
        letter = _letter([notice], event.sentence, "letter", {"text": text})
        letter.reply_to = list(getattr(event.target, "reply_to", ()))
        return letter


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
        sentence, url = notice.event.sentence, site(url_of(notice.event))
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


def url_of(event):
    """The page of what happened, in the active language; "" where there is none."""
    for record in (event.target, event.about):
        if record and hasattr(record, "get_absolute_url"):
            return record.get_absolute_url()
    return ""


def site(url):
    return f"{settings.SITE_URL}{url}" if url else ""
