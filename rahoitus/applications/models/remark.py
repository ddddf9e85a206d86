"""What Sukkula remarks on parts of an application while it checks it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events.steps import WrongState, check, lock
from rahoitus.applications import rules
from rahoitus.applications.models.application import Application

MOST = 50  # of one application


class Remarks(models.QuerySet):
    def open(self):
        """Those that Sukkula has not closed yet."""
        return self.filter(closed_at=None)

    def unsettled(self):
        """Those that wait for the applicants."""
        return self.open().filter(settled_at=None)

    @transaction.atomic
    def make(self, application, *, by, part, text, was, question=None):
        """Remark on a part, or on one answer, keeping what it said. WrongState unless it is being
        checked; PermissionDenied by rule; ValidationError for too many.
        """
        lock(application)
        check(rules.can_check, by, application)
        if application.state not in Remark.CHECKING:
            raise WrongState(application)
        if self.filter(application=application).count() >= MOST:
            told = gettext("The application has %(n)s remarks, which is the most.")
            raise ValidationError(told % {"n": MOST})
        return self.create(
            application=application, by=by, part=part, text=text, was=was, question=question
        )


class Remark(models.Model):
    """A remark stays open from its making to Sukkula's closing; between, the applicants settle it.

    `was`: what the part said then, to be held against what it says at the next check.
    """

    class Part(models.TextChoices):
        PURPOSE = "purpose", pgettext_lazy("part of an application", "what the money is for")
        ANSWERS = "answers", pgettext_lazy("part of an application", "answers")
        BUDGET = "budget", pgettext_lazy("part of an application", "budget")
        DOCUMENTS = "documents", pgettext_lazy("part of an application", "documents")
        PARTNERS = "partners", pgettext_lazy("part of an application", "partners")

    CHECKING = [Application.State.IN_CHECK, Application.State.CHECKED]

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="remarks")
    part = models.CharField(_("about"), max_length=10, choices=Part)
    question = models.PositiveBigIntegerField(null=True)  # the number of the call's question
    text = models.TextField(_("remark"), max_length=2000)
    was = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=moments.now)
    reply = models.TextField(_("what was done"), max_length=2000, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = Remarks.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("remark on an application")
        verbose_name_plural = _("remarks on applications")
        constraints = [
            models.CheckConstraint(
                condition=Q(question=None) | Q(part="answers"), name="remark_question_is_an_answers"
            )
        ]

    def __str__(self):
        return self.text

    @property
    def is_settled(self):
        return self.settled_at is not None

    @property
    def is_closed(self):
        return self.closed_at is not None

    @transaction.atomic
    def settle(self, *, by, reply=""):
        """Say that it is done, or why not. WrongState unless the text is open, PermissionDenied by
        rule; settled already, the word is written anew.
        """
        lock(self.application)
        if not self.application.is_open_text or self.is_closed:
            raise WrongState(self.application)
        check(rules.can_edit, by, self.application)
        self.reply, self.settled_by, self.settled_at = reply, by, moments.now()
        self.save(update_fields=["reply", "settled_by", "settled_at"])

    @transaction.atomic
    def judge(self, *, by, is_right):
        """At the next check: close what is right now, or let it wait for the applicants again."""
        lock(self.application)
        check(rules.can_check, by, self.application)
        if self.application.state not in self.CHECKING:
            raise WrongState(self.application)
        if is_right:
            self.closed_at = moments.now()
        else:
            self.settled_by = self.settled_at = self.closed_at = None
        self.save(update_fields=["settled_by", "settled_at", "closed_at"])
