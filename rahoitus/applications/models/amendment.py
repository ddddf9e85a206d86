"""Changes of an approved budget that the applicants ask for, and what the funder said."""

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehityspolku.lines import LineField
from rahoitus.applications.models.budget import Budget


class Amendments(models.QuerySet):
    def open(self):
        """Those that wait for the funder's answer; of an application there is one at most."""
        return self.filter(answer="")

    def ask(self, application, costs, funding, reason, *, by):
        """Keep a change that is asked for; ValidationError where there is nothing to change, or
        another waits. Under the application's lock."""
        if not application.budget_now:
            raise ValidationError(_("There is no approved budget yet: Sukkula writes it first."))
        if application.amendments.open().exists():
            raise ValidationError(_("Another change waits for the funder's answer already."))
        kind = Budget.Kind.AMENDMENT
        made = application.budgets.keep_next(application, kind, costs, funding)
        return self.create(application=application, budget=made, reason=reason, by=by)

    def waiting(self, application, decided_on=None):
        """The application's change that waits; WrongState when there is none. ValidationError for a
        day of the answer that is to come, or before the money was granted."""
        found = application.amendments.open().select_related("budget").first()
        if not found:
            raise WrongState(
                application, _("No change of the budget waits for an answer any more.")
            )
        granted = application.decided_on
        moments.refuse_future(decided_on, "decided_on")
        if decided_on and granted and decided_on < granted:
            words = _("The money was granted on %(day)s: the answer came after that.")
            raise ValidationError({"decided_on": words % {"day": moments.day_text(granted)}})
        return found


@pghistory.track()
class Amendment(models.Model):
    """A change asked for: its budget holds once it is approved."""

    class Answer(models.TextChoices):
        APPROVED = "approved", pgettext_lazy("change of a budget", "approved")
        REFUSED = "refused", pgettext_lazy("change of a budget", "refused")
        TAKEN_BACK = "taken_back", pgettext_lazy("change of a budget", "taken back")

    OPEN = pgettext_lazy("change of a budget", "waits for the funder's answer")
    TONES = {"": "wait", Answer.APPROVED: "good", Answer.REFUSED: "bad", Answer.TAKEN_BACK: "quiet"}

    application = models.ForeignKey(
        "rahoitus.Application", on_delete=models.CASCADE, related_name="amendments"
    )
    budget = models.OneToOneField(Budget, on_delete=models.CASCADE, related_name="amendment")
    reason = models.TextField(_("reason"), max_length=4000)
    asked_at = models.DateTimeField(default=moments.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True, default="")
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    diary_number = LineField(_("diary number"), max_length=60, blank=True)
    words = models.TextField(_("what the funder said"), max_length=4000, blank=True)

    objects = Amendments.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("change of a budget")
        verbose_name_plural = _("changes of a budget")
        constraints = [
            models.UniqueConstraint("application", condition=Q(answer=""), name="amendment_open"),
            models.CheckConstraint(
                condition=Q(answer__in=["approved", "refused"]) ^ Q(decided_on=None),
                name="amendment_answer_has_day",
            ),
        ]

    def __str__(self):
        return str(self.budget)

    @property
    def answer_text(self):
        """How it stands, in words."""
        return self.get_answer_display() if self.answer else self.OPEN

    @property
    def tone(self):
        return self.TONES[self.answer]

    def settle(self, answer, *, decided_on=None, diary_number="", words=""):
        """Keep what was answered. Under the application's lock."""
        self.answer, self.decided_on = answer, decided_on
        self.diary_number, self.words = diary_number, words
        self.save()
        if answer == self.Answer.APPROVED:
            self.budget.hold(decided_on)
        day = {"day": moments.iso(decided_on)} if decided_on else {}
        return {"number": self.budget.number, **day, **({"reason": words} if words else {})}
