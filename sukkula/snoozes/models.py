"""A case that is put off: until when, why, and what wakes it."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from kehityspolku import moments
from kehityspolku.events import clock, duties
from kehityspolku.events.record import record
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.events.verbs import verb
from kehityspolku.models import Event, User
from kehrat.groups import readers
from kehrat.groups.rules import is_sukkula
from kehrat.models import ChangeRequest, Kehra, Project
from kehrat.projects import circles
from rahoitus.models import Application
from sukkula import rules
from sukkula.panels.models import Review
from sukkula.review.models import Message

FIELDS = {Project: "project", Application: "application", Kehra: "kehra"}


def desk(snooze, event):
    """For whom it waits at Sukkula: who answers for the card today; of a Kehrä who put it off."""
    if snooze.kehra:
        return duties.or_sukkula([p for p in [snooze.by] if p and p.is_sukkula])
    return circles.desk(snooze.card, event)


class Snoozes(models.QuerySet):
    def visible_to(self, user):
        """Sukkula's staff, nobody else ever."""
        return self.all() if is_sukkula(user) else self.none()

    def readable(self, pairs):
        """Of (snooze, user) pairs those that may still be read, as keys: Sukkula's staff."""
        staff = readers.of_sukkula({user.pk for _snooze, user in pairs})
        return {(snooze.pk, user.pk) for snooze, user in pairs if user.pk in staff}

    def of(self, case):
        """Those of a card, an application or a Kehrä."""
        return self.filter(**{FIELDS[type(case)]: case})

    def kept(self):
        """Those that have not ended."""
        return self.filter(woken_at=None)

    def asleep(self):
        """Those that nothing has woken yet, whether or not the clock has told of it: no day, no
        answer, no other state of the case, nor that who put it off works at Sukkula no more."""
        return (
            self.kept()
            .filter(Q(until=None) | Q(until__gt=moments.today()), by__in=User.objects.of_sukkula())
            .exclude(moved())
            .exclude(Q(until_answer=True) & answered())
        )

    @verb("snooze", tells=desk)
    @transaction.atomic
    def put_off(self, case, *, by, reason, until=None, until_answer=False):
        """Put a card, an application or a Kehrä off until a day, an answer, or what comes first.

        PermissionDenied; WrongState when nobody waits for it any more or it is put off already.
        """
        lock(case)
        check(rules.can_snooze, by, case)
        if not waits(case):
            raise WrongState(case)
        for found in self.of(case).kept():
            if self.asleep().filter(pk=found.pk).exists():
                raise WrongState(found)
            found.wake()  # the clock had not come to it
        facts = {"reason": reason, "until": until, "until_answer": until_answer}
        snooze = self.create(by=by, **{FIELDS[type(case)]: case}, **facts)
        record("snooze", snooze, by=by, until=moments.iso(until), until_answer=until_answer)
        return snooze


def waits(case):
    """Somebody has still something to do about it."""
    match case:
        case Project():
            return case.state in rules.MESSAGES_OPEN
        case Application():
            return case.state in Application.UNDECIDED
    return case.is_founding or bool(case.asks)


def url_of(case):
    """Where Sukkula does what there is to do about the case."""
    match case:
        case Project():
            return reverse("sukkula:review", args=[case.pk])
        case Application():
            return case.get_absolute_url()
    return reverse("kehrat:checklist", args=[case.slug])


def text_of(snooze):
    """Until when it is put off and why, in words."""
    day = moments.day_text(snooze.until)
    if day and snooze.until_answer:
        words = _("Put off until %(day)s or an answer: %(reason)s")
    else:
        words = (
            _("Put off until %(day)s: %(reason)s")
            if day
            else _("Put off until an answer: %(reason)s")
        )
    return words % {"day": day, "reason": snooze.reason}


def moved():
    """The case came to another state after it was put off."""
    later = Q()
    for path in ("project__state_since", "application__state_since", "kehra__state_since"):
        later |= Q(**{f"{path}__gt": F("at")})
    return later | Q(kehra__asked_at__gt=F("at"))


def answered():
    """After it was put off the applicants wrote, answered a change or supplied what was asked for,
    or a reviewer gave scores."""
    later = OuterRef("at")
    cards = Q(project=OuterRef("project")) | Q(project=OuterRef("application__project"))
    written = Message.objects.filter(cards, from_sukkula=False, at__gt=later)
    changed = ChangeRequest.objects.filter(project=OuterRef("project"), answered_at__gt=later)
    scored = Review.objects.given().filter(panel__project=OuterRef("project"))
    supplied = Event.objects.filter(
        target_type__app_label="rahoitus",
        target_type__model="application",
        target_id=OuterRef("application"),
        verb="supply",
        at__gt=later,
    )
    return (
        Exists(written)
        | Exists(changed)
        | Exists(scored.filter(state_since__gt=later))
        | Exists(supplied)
    )


class Snooze(models.Model):
    """One case put off by one of Sukkula's people, for a reason that stays inside Sukkula."""

    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="snoozes"
    )
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.CASCADE, related_name="snoozes"
    )
    kehra = models.ForeignKey(
        Kehra, null=True, blank=True, on_delete=models.CASCADE, related_name="snoozes"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=moments.now)
    until = models.DateField(_("until the day"), null=True, blank=True)
    until_answer = models.BooleanField(_("until an answer"), default=False)
    reason = models.TextField(_("reason"), max_length=1000)
    woken_at = models.DateTimeField(null=True, blank=True)

    objects = Snoozes.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("case put off")
        verbose_name_plural = _("cases put off")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=False) | Q(until_answer=True),
                name="snooze_ends_some_time",
            ),
            models.CheckConstraint(
                condition=Q(project__isnull=False, application=None, kehra=None)
                | Q(project=None, application__isnull=False, kehra=None)
                | Q(project=None, application=None, kehra__isnull=False),
                name="snooze_of_one_case",
            ),
            *(
                models.UniqueConstraint(
                    field, condition=Q(woken_at=None), name=f"snooze_once_of_{field}"
                )
                for field in FIELDS.values()
            ),
        ]

    def __str__(self):
        return str(self.case)

    def get_absolute_url(self):
        return url_of(self.case)

    def get_state_display(self):
        return pgettext("case", "awake again") if self.woken_at else pgettext("case", "put off")

    @property
    def text(self):
        return text_of(self)

    @property
    def case(self):
        return self.project or self.application or self.kehra

    @property
    def card(self):
        """The card that it is about; None of a Kehrä."""
        return self.application.project if self.application else self.project

    still_waits = clock.reminder(
        {True: (14, desk)},
        field="until_answer",
        since="at",
        among=lambda snoozes, now: snoozes.filter(
            until=None, pk__in=Snooze.objects.asleep().values("pk")
        ),
    )

    @verb("wake_case", waits_for=desk)
    @transaction.atomic
    def wake(self, *, by=None):
        """Take the case up again: when its day or an answer has come, or a person wants to.

        It is told to those for whom it waits, unless nobody has anything to do about it any more.
        PermissionDenied; WrongState when it is awake again.
        """
        lock(self)
        if by:
            check(rules.can_snooze, by, self.case)
        if self.woken_at:
            raise WrongState(self)
        self.woken_at = moments.now()
        self.save(update_fields=["woken_at"])
        if waits(self.case):
            came = self.until is not None and self.until <= moments.today()
            record("wake_case", self, by=by, day=moments.iso(self.until) if came else "")
