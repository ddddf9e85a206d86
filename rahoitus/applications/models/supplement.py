"""What a funder asks for after an application was sent: its days. The words of the request and of
the answers are their events'."""

from datetime import timedelta

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments

LONGEST = timedelta(days=365)  # from the request to the answer


class Supplements(models.QuerySet):
    def open(self):
        """Those that have not gone to the funder; of an application there is one at most."""
        return self.filter(forwarded_on=None)

    def ask(self, application, asked_on, answer_by):
        """Keep that the funder asked for more on a day, and by which day it wants the answer, None
        if it did not say. ValidationError for days out of order."""
        sent, asked_on = moments.day_of(application.sent_at), asked_on or moments.today()
        moments.refuse_future(asked_on, "asked_on")
        if asked_on < sent:
            words = _("The application was sent on %(day)s: the request came after that.")
            raise ValidationError({"asked_on": words % {"day": moments.day_text(sent)}})
        refuse_answer_by(answer_by, asked_on)
        return self.create(application=application, asked_on=asked_on, answer_by=answer_by)

    def standing(self, application):
        """The one of the application that is open; made where the request was kept without days."""
        asked_on = moments.day_of(application.state_since)
        found = self.filter(application=application).open().first()
        return found or self.create(application=application, asked_on=asked_on)


def refuse_answer_by(answer_by, asked_on):
    if answer_by and not asked_on <= answer_by <= asked_on + LONGEST:
        words = _("Choose a day from the request, %(day)s, to a year from it.")
        raise ValidationError({"answer_by": words % {"day": moments.day_text(asked_on)}})


@pghistory.track()
class Supplement(models.Model):
    """One request for more. Its application's verbs alone write it."""

    application = models.ForeignKey(
        "rahoitus.Application", on_delete=models.CASCADE, related_name="supplements"
    )
    asked_on = models.DateField(_("asked on"))
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    forwarded_on = models.DateField(_("sent to the funder on"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=moments.now)

    objects = Supplements.as_manager()

    class Meta:
        ordering = ["asked_on", "pk"]
        verbose_name = _("request for more")
        verbose_name_plural = _("requests for more")
        indexes = [models.Index("answer_by", condition=Q(forwarded_on=None), name="supplement_due")]
        constraints = [
            models.UniqueConstraint(
                "application", condition=Q(forwarded_on=None), name="supplement_open_once"
            ),
            models.CheckConstraint(
                condition=(Q(answer_by=None) | Q(answer_by__gte=models.F("asked_on")))
                & (Q(forwarded_on=None) | Q(forwarded_on__gte=models.F("asked_on"))),
                name="supplement_days_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.application}, {moments.day_text(self.asked_on)}"

    def facts(self):
        """Its days as its events keep them."""
        days = {name: getattr(self, name) for name in ("asked_on", "answer_by", "forwarded_on")}
        return {name: moments.iso(day) for name, day in days.items() if day}

    def move(self, answer_by):
        """Keep another last day for the answer; returns its event's facts."""
        refuse_answer_by(answer_by, self.asked_on)
        was, self.answer_by = self.answer_by, answer_by
        self.save(update_fields=["answer_by"])
        return self.facts() | ({"was": moments.iso(was)} if was else {})

    def forward(self, forwarded_on):
        """Keep the day on which it went to the funder; returns its event's facts.

        ValidationError for a day to come, or before the request.
        """
        forwarded_on = moments.refuse_future(forwarded_on or moments.today(), "forwarded_on")
        if forwarded_on < self.asked_on:
            words = _("The funder asked on %(day)s: the answer went after that.")
            told = words % {"day": moments.day_text(self.asked_on)}
            raise ValidationError({"forwarded_on": told})
        self.forwarded_on = forwarded_on
        self.save(update_fields=["forwarded_on"])
        return self.facts()
