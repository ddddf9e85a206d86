"""Invitations to answer: one person each, on a list that Sukkula holds.

Between an invitation and an answer there is no key: the invitation knows that it was used, the
answer only as what its writer was invited.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections import Counter
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from arviointi.results import suppression
from arviointi.surveys import rules
from arviointi.surveys.answers import Role
from arviointi.surveys.opt_outs import OptOut, mark_of
from arviointi.surveys.verdicts import verdicts
from kehityspolku import broker, moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.events.verbs import verb
from kehityspolku.lines import LineField


def fingerprint(text):
    """What is kept of a secret: it is recognised again and not read back."""
    return hashlib.sha256(text.encode()).hexdigest()


def token_of(seed):
    """The secret of an invitation's address: its seed, made with the portal's own key."""
    secret = salted_hmac("arviointi.invitation", seed, algorithm="sha256").digest()
    return urlsafe_b64encode(secret).decode().rstrip("=")


class Invitations(models.QuerySet):
    def by_token(self, token):
        """The invitation of a link, or None."""
        surveys = ("survey__kehra", "survey__project__kehra")
        return self.select_related(*surveys).filter(mark=fingerprint(token)).first()

    def enter(self, survey, addresses, *, role, source, language, by):
        """Put people on the survey's list: [(line, what became of it in words)]. See `put`."""
        facts = {"role": role, "source": source, "language": language}
        return self.put(survey, [(line, facts) for line in addresses], by=by)

    @verb("list_people", of="arviointi.Survey")
    @transaction.atomic
    def put(self, survey, people, *, by):
        """Put people, each an (address, {"role", "source", "language"}), on the survey's list:
        [(address, what became of it in words)].

        PermissionDenied unless `by` may hold the list; WrongState of an open link or a closed
        survey. Those entered while the survey is open are mailed at once.
        """
        check(rules.can_hold_list, by, survey)
        lock(survey)
        if survey.is_link or not (survey.is_draft or survey.is_open):
            raise WrongState(survey)
        given = [(line.strip(), facts) for line, facts in people if line.strip()]
        listed = self.filter(survey=survey).values_list("address", flat=True)
        found = verdicts([line for line, _facts in given], listed=listed, running=survey.runners())
        mail_at = moments.now() if survey.is_open else None
        self.bulk_create(
            self.model.to(address, survey=survey, mail_at=mail_at, **facts)
            for (_line, _verdict, address), (_given, facts) in zip(found, given, strict=True)
            if address
        )
        if entered := sum(bool(address) for _line, _verdict, address in found):
            record("list_people", survey, by=by, people=entered)
        if mail_at:
            hand_mail()
        return [(line, verdict) for line, verdict, _address in found]

    def reached(self):
        """Those whom a mail has reached, as far as one knows: it left and has not come back."""
        return self.filter(mails__gt=0, bounced=False)

    def rates(self):
        """{role: (people reached, those of them who answered)}."""
        answered = Count("pk", filter=Q(done=True))
        rows = self.reached().order_by().values("role").annotate(n=Count("pk"), answered=answered)
        return {row["role"]: (row["n"], row["answered"]) for row in rows}

    def came_back(self, address):
        """Mail to the address came back: whoever has not answered was not reached there."""
        mailed = self.filter(address=address.strip().lower(), mails__gt=0, done=False)
        mailed.update(bounced=True, mail_at=None)


class Invitation(models.Model):
    """One person's way to answer a survey once. `mail_at`: when its next mail is to leave."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="invitations")
    seed = models.CharField(max_length=64)
    mark = models.CharField(max_length=64, unique=True)
    address = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("invited as"), max_length=12, choices=Role)
    source = LineField(_("where the address comes from"), max_length=200)
    language = models.CharField(
        _("language of the message"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    mail_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    mails = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    done = models.BooleanField(default=False)
    declined = models.BooleanField(default=False)
    bounced = models.BooleanField(default=False)

    objects = Invitations.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "survey", "address", condition=~Q(address=""), name="survey_invites_once"
            ),
        ]
        indexes = [
            models.Index("mail_at", condition=Q(mail_at__isnull=False), name="survey_mail_waiting")
        ]

    def __str__(self):
        return "invitation"

    @classmethod
    def to(cls, address, **facts):
        """A new one with a secret of its own, not saved."""
        seed = secrets.token_hex(32)
        return cls(address=address, seed=seed, mark=fingerprint(token_of(seed)), **facts)

    @property
    def token(self):
        return token_of(self.seed)

    @property
    def url(self):
        """The whole address of its form, in the active language."""
        return f"{settings.SITE_URL}{reverse('arviointi:answer', args=[self.token])}"

    @transaction.atomic
    def answer(self, answers):
        """Drop the person's one answer into the ballot box; False when there is one already.

        WrongState when the survey takes no answers.
        """
        lock(self.survey)
        lock(self)
        if self.done:
            return False
        self.survey.receive(answers, role=self.role)
        self.done, self.mail_at, self.bounced = True, None, False
        self.save(update_fields=["done", "mail_at", "bounced"])
        return True

    def claim(self):
        """Write its waiting mail down as sent, before it leaves; False if it is no longer wanted or
        somebody else has taken it. Nothing else of the row is touched."""
        waiting = Invitation.objects.filter(pk=self.pk, mail_at=self.mail_at)
        mailed = {"mails": F("mails") + 1, "sent_at": moments.now(), "tries": 0}
        return bool(waiting.filter(done=False, declined=False).update(mail_at=None, **mailed))

    def give_back(self, later):
        """Its mail could not be sent after all: as it was when read, to be tried again `later`;
        None: never, and if none had arrived before, nobody was reached."""
        Invitation.objects.filter(pk=self.pk).update(
            mail_at=later,
            mails=self.mails,
            sent_at=self.sent_at,
            tries=self.tries + 1,
            bounced=later is None and not self.mails,
        )

    def let_go(self):
        """No mail of it is sent any more."""
        Invitation.objects.filter(pk=self.pk).update(mail_at=None)

    @transaction.atomic
    def decline(self):
        """Whoever got the mail wants no more of them; the link still works."""
        lock(self)
        self.declined, self.mail_at = True, None
        self.save(update_fields=["declined", "mail_at"])

    @transaction.atomic
    def decline_all(self):
        """Whoever got the mail wants no invitations to any survey, this one and later ones."""
        if self.address:
            OptOut.objects.get_or_create(mark=mark_of(self.address))
            Invitation.objects.filter(address=self.address).update(declined=True, mail_at=None)
        self.declined = True

    def ask_again(self):
        """Take back `decline_all` for later surveys."""
        OptOut.objects.filter(mark=mark_of(self.address)).delete()

    @property
    def wants_none(self):
        """Its person has said so of all surveys."""
        return bool(self.address) and bool(OptOut.objects.among([self.address]))


def hand_mail():
    """Wake the worker after commit to send what waits; if it is away, the clock finds the rows."""
    transaction.on_commit(partial(broker.hand, "arviointi.tasks.send_invitations"))


def counts(survey):
    """[(role, people on the list, reached, answered, reached but silent)], for those who run the
    survey: never who.

    Roles of fewer than five people are told together.
    """
    people = Counter(survey.invitations.values_list("role", flat=True))
    rates = survey.invitations.rates()
    kept = suppression.merged(people)
    sums = {}
    for role, n in people.items():
        row = sums.setdefault(kept[role], [0, 0, 0])
        row[:] = (a + b for a, b in zip(row, (n, *rates.get(role, (0, 0))), strict=True))
    order = [*Role.values, ""]
    return [
        (role, listed, reached, answered, reached - answered)
        for role in sorted(sums, key=order.index)
        for listed, reached, answered in [sums[role]]
    ]
