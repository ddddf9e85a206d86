"""Development plans and their priorities."""

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import marks, moments
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import Kind
from kehityspolku.lines import LineField
from kehrat.groups import circles
from kehrat.groups.models import Kehra
from kehrat.meetings.models import Meeting
from kehrat.plans import rules

IN_FORCE = Func(F("adopted_on"), F("replaced_on"), function="daterange")  # [adopted, replaced)


class Plans(models.QuerySet):
    def visible_to(self, user):
        """Adopted plans are public; a draft is its members' and Sukkula's."""
        found = self.filter(kehra__in=Kehra.objects.visible_to(user))
        if user.is_authenticated and user.is_sukkula:
            return found
        mine = Q(kehra__in=Kehra.objects.joined_by(user))
        return found.filter(~Q(state="draft") | mine)

    def in_force(self):
        return self.filter(state="in_force")

    def drafts(self):
        return self.filter(state="draft")

    @transaction.atomic
    def begin(self, kehra, *, by):
        """Begin a draft as a copy of the Kehrä's last plan; the draft there is, if there is.

        PermissionDenied to others than its coordinators; WrongState when the Kehrä rests.
        """
        lock(kehra)
        check(rules.can_plan, by, kehra)
        if not kehra.is_joinable:
            raise WrongState(kehra)
        if draft := kehra.plans.drafts().first():
            return draft
        last = kehra.plans.order_by("-version").first()
        plan = self.create(
            kehra=kehra,
            by=by,
            version=last.version + 1 if last else 1,
            language=last.language if last else "fi",
            intro=last.intro if last else "",
            **self._years_after(last),
        )
        for priority in last.priorities.all() if last else []:
            plan.priorities.create(
                title=priority.title, text=priority.text, order=priority.order, came_from=priority
            )
        return plan

    def _years_after(self, last):
        """The period a new draft begins with: the last plan's, or the next when it is ending."""
        year = moments.today().year
        if last and last.last_year > year:
            return {"first_year": last.first_year, "last_year": last.last_year}
        first = max(year, last.last_year + 1) if last else year
        return {"first_year": first, "last_year": first + 2}


@pghistory.track()
class Plan(models.Model):
    """One version of a Kehrä's development plan: priorities for some years."""

    group_at = "kehra_id"
    notice_kind = Kind.GROUP

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("plan", "draft")
        IN_FORCE = "in_force", pgettext_lazy("plan", "in force")
        REPLACED = "replaced", pgettext_lazy("plan", "replaced")

    TONES = {State.DRAFT: "wait", State.IN_FORCE: "good", State.REPLACED: "quiet"}

    kehra = models.ForeignKey(Kehra, on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField(default=1)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    intro = models.TextField(_("what the plan is for"), blank=True, max_length=4000)
    state = StateField(choices=State, default=State.DRAFT, max_length=10)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    replaced_on = models.DateField(_("replaced on"), null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = Plans.as_manager()

    class Meta:
        ordering = ["kehra", "-version"]
        verbose_name = _("development plan")
        verbose_name_plural = _("development plans")
        constraints = [
            models.UniqueConstraint("kehra", "version", name="plan_version_once"),
            models.UniqueConstraint("kehra", condition=Q(state="draft"), name="plan_draft_once"),
            models.UniqueConstraint(
                "kehra", condition=Q(state="in_force"), name="plan_in_force_once"
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="plan_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", adopted_on=None, replaced_on=None)
                | Q(state="in_force", adopted_on__isnull=False, replaced_on=None)
                | Q(
                    state="replaced",
                    adopted_on__isnull=False,
                    replaced_on__isnull=False,
                    replaced_on__gte=F("adopted_on"),
                ),
                name="plan_dates_fit_its_state",
            ),
            ExclusionConstraint(
                name="plan_one_at_a_time",
                expressions=[("kehra", RangeOperators.EQUAL), (IN_FORCE, RangeOperators.OVERLAPS)],
                condition=~Q(state="draft"),
            ),
        ]

    def __str__(self):
        names = {"kehra": self.kehra, "years": self.years}
        return gettext("Development plan of %(kehra)s %(years)s") % names

    def get_absolute_url(self):
        return reverse("kehrat:plan_version", args=[self.kehra.slug, self.version])

    def within(self):
        return [self.kehra]

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES[self.state]

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def years(self):
        return moments.years(self.first_year, self.last_year)

    def before(self):
        """The version before this one, or None."""
        return self.kehra.plans.filter(version__lt=self.version).order_by("-version").first()

    def mark(self):
        """A short mark of the content: it changes when the content does."""
        content = [self.first_year, self.last_year, self.language, self.intro]
        content += [(p.title, p.text) for p in self.priorities.all()]
        return marks.mark(content)

    @transaction.atomic
    def write(self, *, by, seen, priorities, **fields):
        """Save the draft over the text whose mark was `seen`.

        `priorities`: (pk or None, title, text) in order; those left out go. PermissionDenied;
        WrongState of a plan that was adopted; Outdated when somebody saved meanwhile.
        """
        lock(self)
        check(rules.can_plan, by, self.kehra)
        if not self.is_draft:
            raise WrongState(self)
        marks.check(seen, self.mark())
        for name, value in fields.items():
            setattr(self, name, value)
        self.by = by
        self.save()
        self._set(priorities)

    def _set(self, priorities):
        """Make the priorities these, keeping where each came from."""
        rows = {row.pk: row for row in self.priorities.all()}
        self.priorities.exclude(pk__in=[pk for pk, _title, _text in priorities if pk]).delete()
        for order, (pk, title, text) in enumerate(priorities, start=1):
            row = rows.get(pk) or self.priorities.model(plan=self)
            row.title, row.text, row.order = title, text, order
            row.save()

    @step(
        State.DRAFT,
        to=State.IN_FORCE,
        allow=rules.can_run_plan,
        tells=circles.together(circles.members, circles.followers),
        news=True,
    )
    def adopt_plan(self, *, by, on=None, meeting=None):
        """Put the plan in force in place of the last, from a date on: today or a past one.

        Ideas and projects move to the priorities that came from theirs. ValidationError without
        priorities, or when the date is not between the last plan's adoption and today.
        """
        lock(self.kehra)
        self.adopted_on, self.meeting = on or moments.today(), meeting
        if not self.priorities.exists():
            raise ValidationError(gettext("Write at least one priority first."))
        last = self.kehra.plans.in_force().first()
        if self.adopted_on > moments.today() or (last and self.adopted_on < last.adopted_on):
            told = (
                gettext("Choose a day from %(first)s to today.")
                if last
                else gettext("Choose today or a day before.")
            )
            raise ValidationError(
                told % {"first": moments.day_text(last.adopted_on) if last else ""}
            )
        if last:
            last.state, last.replaced_on = self.State.REPLACED, self.adopted_on
            last.save()
        for priority in self.priorities.exclude(came_from=None):
            priority.take_over()
        return {"years": self.years, "priorities": [str(p) for p in self.priorities.all()]}

    @transaction.atomic
    def discard(self, *, by):
        """Delete the draft. PermissionDenied; WrongState of a plan that was adopted."""
        lock(self)
        check(rules.can_plan, by, self.kehra)
        if not self.is_draft:
            raise WrongState(self)
        self.priorities.all().delete()
        self.delete()


class Priorities(models.QuerySet):
    def current(self, kehra):
        """Those of the Kehrä's plan in force: what ideas and projects can hang on."""
        return self.filter(plan__kehra=kehra, plan__state="in_force")


@pghistory.track()
class Priority(models.Model):
    """One priority of a plan (painopiste). Ideas and projects hang on it."""

    plan = models.ForeignKey("kehrat.Plan", on_delete=models.PROTECT, related_name="priorities")
    title = LineField(_("priority"), max_length=160)
    text = models.TextField(_("what it means"), blank=True, max_length=4000)
    order = models.PositiveSmallIntegerField(default=1)
    came_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers"
    )

    objects = Priorities.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        constraints = [models.UniqueConstraint("plan", "came_from", name="priority_continued_once")]

    def __str__(self):
        return self.title

    def take_over(self):
        """Take the ideas and projects of the priority that this one came from."""
        self.came_from.ideas.update(priority=self)
        self.came_from.projects.update(priority=self)

    @classmethod
    def hang(cls, record, priority, *, by):
        """Hang an idea or a project on a priority of its Kehrä's plan in force; None takes it off.

        PermissionDenied to others than the Kehrä's coordinators, and for another's priority.
        """
        mine = cls.objects.current(record.kehra) if record.kehra else cls.objects.none()
        if not rules.can_plan(by, record.kehra) or (priority and priority not in mine):
            raise PermissionDenied
        record.priority = priority
        record.save(update_fields=["priority"])
