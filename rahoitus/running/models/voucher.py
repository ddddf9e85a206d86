"""Vouchers: what shows that a cost was paid. Each counts on one line of one grant, once."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments, money
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, hold, lock, step
from kehityspolku.events.verbs import verb
from kehityspolku.files.models import Upload, Uploads
from kehityspolku.lines import LineField
from kehityspolku.people.circles import person
from kehrat.projects.circles import writers
from kehrat.projects.models import Project
from rahoitus.applications.models.application import Application
from rahoitus.applications.models.lines import CostLine
from rahoitus.running import circles, proofs, rules
from rahoitus.running.costs_count import costs_count
from rahoitus.running.models.proof import Proofs, refuse_settled
from rahoitus.running.models.report import GrantReport
from rahoitus.running.standing import refuse_closed

MOST = 2000  # of one grant
KEPT = timedelta(days=2)  # a file whose voucher is not told


class Vouchers(Proofs):
    @verb("bring_voucher", waits_for=circles.approvers)
    @transaction.atomic
    def bring(self, application, file, *, by, because="", **facts):
        """Bring in a voucher: its kept file, and payee, day, amount, cost_line, what.

        PermissionDenied by rule; WrongState for what is not granted; ValidationError for a file
        that has a voucher already, and for what looks like one that is counted already, or is
        outside the days whose costs count, without `because`.
        """
        hold(application.project)
        lock(application)
        check(rules.can_bring_voucher, by, application)
        refuse_closed(application)
        if self.filter(application=application).count() >= MOST:
            raise ValidationError(gettext("The grant has too many vouchers already."))
        file.refuse_second()
        words = {"project": file.project, "file": file, "because": because, **facts}
        made = self.model(application=application, by=by, **words)
        made.refuse()
        made.save(force_insert=True)
        record("bring_voucher", made, by=by, **made.facts())
        return made

    @verb("proofs_wait", of="rahoitus.Application", waits_for=writers, sign_of_life=False)
    def remind(self, application, *, vouchers, entries, once):
        """Remind that so many vouchers and entries of volunteer work wait for approval."""
        told = {"vouchers": vouchers, "entries": entries}
        return record("proofs_wait", application, once=once, **told) is not None


class VoucherFiles(Uploads):
    def visible_to(self, user):
        """Those of the vouchers that the person may see."""
        return self.filter(voucher__in=Voucher.objects.visible_to(user))

    @transaction.atomic
    def take_in(self, project, taken, *, by):
        """Keep what `fields.take` gave, until its voucher is told; what is kept already is given.
        ValidationError for a file that is a voucher of the project, in this grant or another.
        """
        hold(project)
        there = self.filter(project=project, sha256=taken.sha256).first()
        if there:
            there.refuse_second()
        return there or self.keep(taken, by=by, project=project)

    def forget(self):
        """Delete files whose vouchers nobody told; returns how many."""
        left = self.filter(voucher=None, at__lt=moments.now() - KEPT)
        for file in left:
            file.forget_file()
            file.delete()
        return len(left)


class VoucherFile(Upload):
    """The file of a voucher, one of its content in a project; for a while without its voucher."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="voucher_files")

    objects = VoucherFiles.as_manager()

    class Meta(Upload.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("file of a voucher")
        verbose_name_plural = _("files of vouchers")
        constraints = [
            *Upload.Meta.constraints,
            models.UniqueConstraint("project", "sha256", name="voucher_file_once"),
        ]

    def get_absolute_url(self):
        return self.project.get_absolute_url()

    def about(self):
        return self.project

    def refuse_second(self):
        """ValidationError when it has a voucher."""
        if voucher := Voucher.objects.filter(file=self).first():
            told = gettext("This file is there already: %(voucher)s, in %(grant)s.")
            where = {"voucher": voucher, "grant": voucher.application.call}
            raise ValidationError(told % where)

    @verb("voucher_infected", tells=person("by"), sign_of_life=False)
    def note_virus(self):
        """Tell who brought it that it was removed; what has no file counts no more."""
        Voucher.objects.filter(file=self, claim=None, state=Voucher.State.APPROVED).update(
            state=Voucher.State.NEW, decided_by=None
        )
        record("voucher_infected", self, name=self.name, virus=self.virus)


@pghistory.track()
class Voucher(models.Model):
    """A receipt or an invoice that was paid, on one line of costs of one grant."""

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("voucher", "waits for approval")
        APPROVED = "approved", pgettext_lazy("voucher", "approved")
        REJECTED = "rejected", pgettext_lazy("voucher", "turned down")

    WAITS = State.NEW
    TONES = {State.NEW: "wait", State.APPROVED: "good", State.REJECTED: "bad"}

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="vouchers")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="vouchers")
    cost_line = models.ForeignKey(CostLine, on_delete=models.PROTECT, related_name="vouchers")
    claim = models.ForeignKey(
        GrantReport, null=True, blank=True, on_delete=models.PROTECT, related_name="vouchers"
    )
    file = models.OneToOneField(  # None: papers are not kept any more
        VoucherFile, null=True, on_delete=models.PROTECT, related_name="voucher"
    )
    payee = LineField(_("to whom it was paid"), max_length=200)
    day = models.DateField(_("day of payment"))
    amount = money.EurosField(_("sum, €"))
    what = LineField(_("what for"), max_length=200, blank=True)
    because = models.TextField(_("why it is another, or counts"), blank=True, max_length=2000)
    state = StateField(choices=State, default=State.NEW, max_length=10)
    state_since = models.DateTimeField(default=moments.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("why it was turned down"), blank=True, max_length=2000)

    objects = Vouchers.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        indexes = [
            models.Index(fields=["application", "-day", "-id"], name="voucher_of_grant"),
            models.Index("project", "day", "amount", name="voucher_alike"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="voucher_positive"),
            models.CheckConstraint(
                condition=~Q(decided_by=F("by")), name="voucher_approved_by_another"
            ),
            models.CheckConstraint(
                condition=Q(claim=None) | Q(state="approved"), name="voucher_claimed_is_approved"
            ),
        ]

    def __str__(self):
        return f"{self.paid_to}, {moments.day_text(self.day)}, {money.euros(self.amount)}"

    @property
    def paid_to(self):
        """The payee, or that nobody keeps it any more."""
        return self.payee or gettext("the payee is no longer kept")

    def get_absolute_url(self):
        return reverse("rahoitus:voucher", args=[self.pk])

    def about(self):
        return self.project

    def within(self):
        return [self.application, *self.application.within()]

    @property
    def tone(self):
        return self.TONES[self.state]

    def facts(self):
        """As its events tell of it."""
        return {"amount": str(self.amount), "day": moments.iso(self.day)}

    def refuse(self):
        """ValidationError for what cannot be, and for what is unlikely without a reason."""
        moments.refuse_future(self.day, "day")
        if self.cost_line.root not in {x.root for x in proofs.paid_lines(self.application)}:
            raise ValidationError({"cost_line": gettext("Choose a line of this grant's budget.")})
        if not self.because and (doubts := list(self.doubts())):
            told = gettext("If it is right all the same, say why.")
            raise ValidationError({"because": [*doubts, told]})

    def doubts(self):
        """What makes it unlikely that it counts, in words."""
        alike = Voucher.objects.exclude(pk=self.pk).exclude(state=self.State.REJECTED)
        same = {"payee__iexact": self.payee, "day": self.day, "amount": self.amount}
        if other := alike.filter(project=self.project, **same).first():
            told = gettext("%(grant)s has a voucher of the same payee, day and sum.")
            yield told % {"grant": other.application.call}
        others = VoucherFile.objects.exclude(project=self.project)
        if others.filter(sha256=self.file.sha256).exists():
            yield gettext("Another project has the same file.")
        first, last = costs_count(self.application)
        if first and self.day < first:
            yield gettext("Costs count from %(day)s.") % {"day": moments.day_text(first)}
        if last and self.day > last:
            yield gettext("Costs count until %(day)s.") % {"day": moments.day_text(last)}

    @step(State.NEW, to=State.APPROVED, allow=rules.can_approve_voucher)
    def approve_voucher(self, *, by):
        """It is right: it counts from now on. ValidationError when its file was removed."""
        refuse_closed(self.application)
        if not self.file.is_open:
            raise ValidationError(gettext("The file cannot be opened yet."))
        self.decided_by = by
        return self.facts()

    @step(
        State.NEW,
        State.APPROVED,
        to=State.REJECTED,
        allow=rules.can_approve_voucher,
        waits_for=circles.who_brought,
    )
    def reject_voucher(self, *, by, reason):
        """It does not count, for a reason. ValidationError once it is in a claim."""
        refuse_settled(self)
        self.decided_by, self.reason = by, reason
        return {**self.facts(), "reason": reason}

    @step(State.NEW, State.REJECTED, to=State.NEW, allow=rules.can_mend_voucher)
    def mend_voucher(self, *, by, because="", **facts):
        """Put right what it tells, for another look; refuses as `bring` does."""
        refuse_closed(self.application)
        hold(self.project)
        for name, value in facts.items():
            setattr(self, name, value)
        self.because = because
        self.refuse()
        self.by, self.decided_by, self.reason = by, None, ""
        return self.facts()

    @transaction.atomic
    def remove(self, *, by):
        """Remove one that does not count, file and all. PermissionDenied by rule; WrongState for
        one that was approved."""
        lock(self)
        check(rules.can_mend_voucher, by, self)
        if self.state == self.State.APPROVED:
            raise WrongState(self)
        file = self.file
        self.delete()
        if file:
            file.forget_file()
            file.delete()
