"""The project and its card: verbs, who sees it."""

from datetime import timedelta
from operator import attrgetter

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE

from kehityspolku import grants, marks, moments, money, working_days
from kehityspolku.events import clock
from kehityspolku.events.record import record, record_all
from kehityspolku.events.steps import StateField, WrongState, check, enter_state, lock, step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.second_press import doubts, refuse_unexplained
from kehrat.cards.totals import total
from kehrat.groups import readers
from kehrat.groups.models import Kehra, Membership, Organisation
from kehrat.ideas.models import Idea
from kehrat.places.models import District, SubArea
from kehrat.places.text_search import FinnishOrder, Unaccent
from kehrat.projects import circles, rules, versions
from kehrat.projects.models.duty import Absence, Duty
from kehrat.projects.models.revision import card_of, freeze, missing, store

SILENT = timedelta(days=60)  # without a word from those for whom a card waits


class Projects(models.QuerySet):
    def visible_to(self, user):
        """Approved cards are public; members see their Kehrä's, Sukkula what reached it."""
        states = self.model.State
        seen = Q(state__in=self.model.PUBLIC) | Q(kehra__in=Kehra.objects.joined_by(user))
        if user.is_authenticated and user.is_reviewer:
            seen |= Q(pk__in=grants.held(user, "kehrat.review_project"))
        if user.is_authenticated and user.is_sukkula:
            seen |= ~Q(state=states.DRAFT) | Q(kehra=None) | Q(shared=True)
            seen |= Q(kehra__in=Kehra.objects.uncoordinated())
        return self.filter(seen)

    def withdrawn_by(self, user):
        """Those that the user may see, or withdraw in their writers' place by name alone."""
        seen = Q(pk__in=self.visible_to(user).values("pk"))
        if user.is_authenticated and user.is_sukkula:
            seen |= Q(state=self.model.State.DRAFT)
        return self.filter(seen)

    def unwritten(self, now):
        """Those that wait and that nobody has written or moved for SILENT."""
        return self.exclude(events__pgh_created_at__gt=now - SILENT)

    def reviewed_by(self, user):
        """Those that are open to a reviewer, as Sukkula's reviews grant it."""
        return self.filter(pk__in=grants.held(user, "kehrat.review_project"))

    def readable(self, pairs):
        """Of (project, user) pairs those that may still be read, as keys; public ones by all."""
        return readers.of_kehra(
            pairs,
            Membership.objects,
            others=lambda project, _user: project.is_public,
            kept_from_sukkula=Project.is_kept_from_sukkula,
        )

    def public(self):
        return self.filter(state__in=self.model.PUBLIC)

    def in_district(self, district):
        """Projects whose target areas reach the district by name, not those of the whole city."""
        return self.filter(Q(districts=district) | Q(sub_areas__district=district)).distinct()

    @transaction.atomic
    def assign_all(self, *, by, adviser):
        """Give the cards to an adviser as `assign` gives one, in as many questions for many as for
        one; returns (those given, {card: why it was not}). PermissionDenied."""
        if not (rules.is_sukkula(by) and adviser.is_sukkula):
            raise PermissionDenied
        cards = self.select_for_update(of=("self",)).select_related("kehra", "adviser")
        cards = list(cards.order_by("pk"))
        grants.forget()
        kept = {card: why for card in cards if (why := card.why_not_assigned(by, adviser))}
        given = [card for card in cards if card not in kept]
        told = []
        for card in given:
            before, card.adviser = card.adviser_id, adviser
            told.append((card, {"adviser": adviser.pk, **({"before": before} if before else {})}))
        self.filter(pk__in=[card.pk for card in given]).update(adviser=adviser)
        record_all("assign", told, by=by, alike=attrgetter("kehra_id"))
        return given, kept

    @verb(public=True, station="card")
    def begin(self, kehra, *, by, card=None, read=False, idea=None, **fields):
        """Begin a draft card of a Kehrä (None: Sukkula's host), from a Card or fields.

        `read`: the Card was read from a text. WrongState when the Kehrä does not stand.
        """
        with transaction.atomic():
            project = self._begun(kehra, card, made_by=by, idea=idea, **fields)
            record("begin", project, by=by, **({"read_from_text": True} if read else {}))
        return project

    @verb(public=True, station="card", sign_of_life=False)
    @transaction.atomic
    def begin_for(self, kehra, *, by, card):
        """Sukkula begins a draft card on a Kehrä's behalf, which it may read until it is told not
        to. Raises as `begin`. The Kehrä is told by `bring_in`, once for many cards.
        """
        project = self._begun(kehra, card, made_by=by, shared=True)
        record("begin_for", project, by=by)
        return project

    def _begun(self, kehra, card, **fields):
        if kehra:
            lock(kehra)
            if not kehra.stands:
                raise WrongState(kehra)
        project = self.create(kehra=kehra, **fields)
        if card:
            project.apply(card)
        return project


def waiting(cards, now):
    """Of cards in a state that waits those for which somebody is waited for: no draft that is being
    written, no changes before their own day, no ended one whose lessons are told or that had no
    money to learn from."""
    told = ~Q(lessons_good="", lessons_improve="") | Q(granted=0)
    written = cards.filter(state="draft", events__pgh_created_at__gt=now - SILENT)
    today = moments.day_of(now)
    in_time = Q(state="changes_requested", changes_by__gte=today)
    cards = cards.exclude(Q(state="ended") & told).exclude(in_time)
    return cards.exclude(pk__in=written.values("pk"))


def lines(label):
    """A list of texts, one a line on the card."""
    return ArrayField(models.TextField(), verbose_name=label, default=list, blank=True)


def words(label):
    """A text that came to the card later: rows that older code writes have it empty."""
    return models.TextField(label, blank=True, default="", db_default="")


@pghistory.track(exclude=["signatory", "signatory_role", "saved_by", "saved_at"])
class Project(models.Model):
    """A project and its card in Helka's format. The card's content goes in and out as a `Card`."""

    group_at = "kehra_id"
    keeps_states = True
    notice_kind = Kind.PROJECT

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("card", "draft")
        SUBMITTED = "submitted", pgettext_lazy("card", "submitted")
        IN_REVIEW = "in_review", pgettext_lazy("card", "in Sukkula's review")
        CHANGES_REQUESTED = "changes_requested", pgettext_lazy("card", "changes requested")
        APPROVED = "approved", pgettext_lazy("card", "approved")
        REJECTED = "rejected", pgettext_lazy("card", "rejected")
        WITHDRAWN = "withdrawn", pgettext_lazy("card", "withdrawn")
        RUNNING = "running", pgettext_lazy("card", "running")
        ENDED = "ended", pgettext_lazy("card", "ended")
        TAKEN_IN = "taken_in", pgettext_lazy("card", "taken into the approved card")

    PUBLIC = [State.APPROVED, State.RUNNING, State.ENDED]
    OPEN_TEXT = [State.DRAFT, State.CHANGES_REQUESTED]
    ON_THE_WAY = [*OPEN_TEXT, State.SUBMITTED, State.IN_REVIEW]
    FUNDABLE = [State.APPROVED, State.RUNNING]
    WITH_ADVISER = [
        State.IN_REVIEW,
        State.CHANGES_REQUESTED,
        State.APPROVED,
        State.RUNNING,
    ]
    ANSWERED = [State.SUBMITTED, State.IN_REVIEW]  # an answer of Sukkula's is waited for
    TONES = {
        State.DRAFT: "quiet",
        State.SUBMITTED: "wait",
        State.IN_REVIEW: "wait",
        State.CHANGES_REQUESTED: "warn",
        State.APPROVED: "good",
        State.RUNNING: "good",
        State.REJECTED: "bad over",
        State.WITHDRAWN: "quiet over",
        State.ENDED: "quiet over",
        State.TAKEN_IN: "quiet",
    }

    kehra = models.ForeignKey(
        Kehra, null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    idea = models.OneToOneField(
        Idea, null=True, blank=True, on_delete=models.PROTECT, related_name="project"
    )
    revises = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="versions"
    )
    priority = models.ForeignKey(
        "kehrat.Priority", null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = StateField(choices=State, default=State.DRAFT, max_length=20)
    state_since = models.DateTimeField(default=moments.now)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(_("last saved by its writers"), null=True)
    shared = models.BooleanField(_("Sukkula may read the draft"), default=False)
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="advised_projects",
    )
    promised_on = models.DateField(_("an answer promised by"), null=True, blank=True)
    changes_by = models.DateField(_("changes wanted by"), null=True, blank=True)
    applicant = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="projects"
    )
    applicant_name = models.TextField(_("applicant"), blank=True)
    business_id = models.TextField(_("business ID"), blank=True)
    signatory = models.TextField(_("who signs for the applicant"), blank=True)
    signatory_role = models.TextField(_("role of the one who signs"), blank=True)
    granted = money.EurosField(_("granted"), default=0)

    title = LineField(_("title"), max_length=200)
    title_line = models.CharField(_("title line as received"), max_length=400, blank=True)
    stated_state = models.CharField(_("state as stated"), max_length=20, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    description = models.TextField(_("description"), blank=True)
    goals = lines(_("goals"))
    purpose = models.TextField(_("how it serves Helka's purpose"), blank=True)
    benefits = models.TextField(_("benefits to the city and region"), blank=True)
    benefits_unstated = words(_("why no benefits are stated"))
    results = lines(_("expected results"))
    legacy_least = lines(_("what lives on, at least"))
    legacy_best = lines(_("what lives on, at best"))
    legacy_unstated = words(_("why it is not stated what lives on"))
    evaluation = lines(_("evaluation"))
    lessons_good = models.TextField(_("what worked"), blank=True)
    lessons_improve = models.TextField(_("what to improve"), blank=True)
    lessons_told_on = models.DateField(_("lessons first told on"), null=True, blank=True)
    all_districts = models.BooleanField(_("the whole of Helsinki"), default=False)
    districts = models.ManyToManyField(District, blank=True, related_name="projects")
    sub_areas = models.ManyToManyField(SubArea, blank=True, related_name="projects")
    target_areas = lines(_("target areas as written"))
    actors = models.TextField(_("actors"), blank=True)
    partners = lines(_("partners"))
    need = words(_("background and need"))
    target_group = words(_("target group and beneficiaries"))
    measures = words(_("measures"))
    risks = words(_("risks"))
    remainder = models.TextField(_("text that was not understood"), blank=True)

    objects = Projects.as_manager()
    followable = True

    class Meta:
        ordering = ["-state_since", "-pk"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        permissions = [("review_project", "Reviews the card"), ("edit_project", "Edits the card")]
        indexes = [
            GinIndex(OpClass(Unaccent(F("title")), "gin_trgm_ops"), name="project_title_trgm"),
            models.Index(fields=["-state_since", "-id"], name="project_list"),
            models.Index(fields=["state", "state_since"], name="project_state"),
            models.Index(FinnishOrder("title"), "id", name="project_title"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(granted__gte=0), name="project_granted_not_negative"
            ),
            models.UniqueConstraint(
                "revises",
                condition=Q(state__in=["draft", "changes_requested", "submitted", "in_review"]),
                name="project_one_open_version",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_in") | Q(revises__isnull=False),
                name="project_taken_in_revises",
            ),
            models.CheckConstraint(
                condition=Q(revises=None) | ~Q(state__in=["approved", "running", "ended"]),
                name="project_version_is_not_public",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kehrat:project", args=[self.pk])

    @property
    def is_open_text(self):
        return self.state in self.OPEN_TEXT

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_under_review(self):
        """Sukkula reads it, or waits for the changes that it asked for."""
        return self.state in {self.State.IN_REVIEW, self.State.CHANGES_REQUESTED}

    @property
    def is_fundable(self):
        """Applications can be opened for it."""
        return self.state in self.FUNDABLE

    @property
    def applying(self):
        """The organisation that applies for its money: the one that the card names, else the host
        of its Kehrä; or None."""
        return self.applicant or (self.kehra.host if self.kehra else None)

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES[self.state]

    @property
    def waits_for_answer(self):
        """Sukkula has it and has promised an answer."""
        return self.state in self.ANSWERED and self.promised_on is not None

    @property
    def is_late(self):
        """Sukkula has not answered by the day it promised."""
        return self.waits_for_answer and self.promised_on < moments.today()

    @property
    def waits_for_changes(self):
        """Sukkula has asked for changes by a day."""
        return self.state == self.State.CHANGES_REQUESTED and self.changes_by is not None

    @property
    def is_overdue(self):
        """Its people have not given it back by the day that Sukkula asked for."""
        return self.waits_for_changes and self.changes_by < moments.today()

    @property
    def is_public(self):
        """Everyone may read the card."""
        return self.state in self.PUBLIC

    takes_comments = is_public  # public cards are spoken of

    @property
    def adviser_now(self):
        """Its adviser, who works at Sukkula still; None of one whose role or account has ended."""
        return self.adviser if self.adviser and self.adviser.is_sukkula else None

    @property
    def answerer(self):
        """Who answers for it at Sukkula today: its adviser or the deputy; None: nobody, for it has
        no adviser, or one who is away without a deputy, works at Sukkula no more or belongs to the
        card's Kehrä."""
        found = Absence.objects.stand_in(self.adviser) if self.adviser else None
        return None if found and rules.is_own_kehras(found, self) else found

    def is_answered_for_by(self, user):
        """The user is its adviser, or stands in today for an adviser who is away."""
        return self.adviser_id == user.pk or bool(self.adviser and self.answerer == user)

    @property
    def who_answers(self):
        """Who answers for it at Sukkula now, as a sentence."""
        if found := self.answerer:
            return gettext("%(name)s answers for it now.") % {"name": found}
        return gettext("Sukkula's leads answer for it now.")

    def why_not_for(self, user):
        """Why it is another's of Sukkula to act on, and whose; "" to those whose it is, or may be.

        `check` tells it to whom a rule refuses.
        """
        if not rules.is_sukkula(user) or rules.is_adviser_of(user, self):
            return ""
        if rules.is_own_kehras(user, self):
            words = gettext(
                "You belong to this card's Kehrä, so somebody else of Sukkula handles and decides "
                "on it."
            )
        elif self.state in self.WITH_ADVISER:
            words = gettext("Another of Sukkula's people has this card: take it over first.")
        else:
            return ""
        return f"{words} {self.who_answers}"

    @property
    def is_silent(self):
        """It waits for those who write it, and they have long done nothing to it."""
        now = moments.now()
        if self.state not in self.OPEN_TEXT or self.state_since > now - SILENT:
            return False
        return Project.objects.filter(pk=self.pk).unwritten(now).exists()

    def is_kept_from_sukkula(self):
        """A draft is its Kehrä's own, unless it is shown to Sukkula or nobody coordinates there."""
        own = self.is_draft and self.kehra_id and not self.shared
        return own and self.kehra.coordinators().exists()

    @property
    def rests(self):
        """Rejected or withdrawn."""
        return self.state in {self.State.REJECTED, self.State.WITHDRAWN}

    @property
    def takes_co_editors(self):
        return not self.rests and self.state != self.State.TAKEN_IN

    @property
    def has_ended(self):
        return self.state == self.State.ENDED

    @property
    def ended_unfunded(self):
        """It ended approved, without money to work with and to learn from."""
        return self.has_ended and not self.granted

    def within(self):
        return [self.kehra] if self.kehra else []

    def card(self):
        """The card's content as a `Card`, the shape of import, print and revisions."""
        return card_of(self)

    @transaction.atomic
    def write(self, card, *, by, seen):
        """Save what an editor wrote over the card whose mark was `seen` (see `Card.mark`).

        Raises PermissionDenied; Outdated when somebody has saved another text meanwhile.
        """
        lock(self)
        check(rules.can_edit, by, self)
        marks.check(seen, self.card().mark())
        self.saved_by, self.saved_at = by, moments.now()
        self.apply(card)

    @transaction.atomic
    def apply(self, card):
        """Store the content of a `Card` in place of what there was."""
        store(self, card)

    def missing(self):
        """What a card lacks before it can be submitted: names of its fields."""
        return missing(self)

    def asked_for(self):
        """Total of the budget rows in euros, Decimal; None when no amount is stated."""
        return total(self.budget.all()).amount

    @verb(waits_for=circles.team, listed=False, sign_of_life=False)
    def bring_in(self, *, by, number, once):
        """Tell the Kehrä that Sukkula has brought in cards on its behalf: this and others, so many
        in all. Returns whether it was told now.
        """
        return record("bring_in", self, by=by, number=number, once=once) is not None

    @step(
        State.DRAFT,
        to=State.SUBMITTED,
        allow=rules.can_submit,
        waits_for=circles.desk,
        tells=circles.both_sides,
        public=True,
        station="handling",
        ends_station="card",
    )
    def submit(self, *, by):
        """Send the card to Sukkula, frozen as submitted. ValidationError while something lacks."""
        if self.missing():
            raise ValidationError(
                gettext("The card is not ready yet."), params={"lacks": self.missing()}
            )
        freeze(self, "submitted", by)
        self.adviser = Duty.objects.adviser_for(self)
        self.promised_on = working_days.after(moments.today(), settings.ANSWER_DAYS)

    @step(State.DRAFT, to=None, allow=rules.can_share, tells=circles.both_sides)
    def share(self, *, by, with_sukkula=True):
        """Let Sukkula's people read the draft, or no more."""
        self.shared = with_sukkula
        return {"with_sukkula": with_sukkula}

    @step(State.SUBMITTED, to=State.IN_REVIEW, allow=rules.can_take, tells=circles.handed_on)
    def take(self, *, by):
        """Become the card's adviser, maybe in another's place, and begin Sukkula's review."""
        before, self.adviser = self.adviser_id, by
        return {"before": before} if before not in (None, by.pk) else {}

    @step(
        State.SUBMITTED,
        to=State.REJECTED,
        allow=rules.can_take,
        tells=circles.everyone,
        kind=Kind.DECISION,
        says="desk",
    )
    def screen_out(self, *, by, reason, language=""):
        """Turn the card down before a review, with a reason that the applicants read."""
        self.adviser = by
        return {"reason": reason, "language": language}

    @step(State.SUBMITTED, State.IN_REVIEW, to=None, allow=rules.can_take, tells=circles.both_sides)
    def promise(self, *, by, day, reason):
        """Promise an answer by another day, and say to the applicants why."""
        before, self.promised_on = self.promised_on, day
        return {"was": before and before.isoformat(), "day": day.isoformat(), "reason": reason}

    @verb(waits_for=circles.desk, sign_of_life=False, reminds=tuple(ANSWERED))
    def promise_near(self, *, mark):
        """Remind of the promised day, once for each mark; returns whether it was now."""
        once = f"promise:{self.pk}:{mark}:{self.promised_on}"
        day = self.promised_on.isoformat()
        return record("promise_near", self, once=once, day=day) is not None

    @verb(waits_for=circles.desk, sign_of_life=False)
    def adviser_gone(self):
        """Tell the leads that its adviser works at Sukkula no more, once for each adviser; returns
        whether it was now."""
        return record("adviser_gone", self, once=f"gone:{self.pk}:{self.adviser_id}") is not None

    @verb(
        waits_for=circles.desk,
        tells=circles.both_sides_and_leads,
        sign_of_life=False,
        reminds=tuple(ANSWERED),
    )
    def answer_late(self):
        """Tell that the promised day has passed, once; returns whether it was now."""
        once = f"promise:{self.pk}:late:{self.promised_on}"
        day = self.promised_on.isoformat()
        return record("answer_late", self, once=once, day=day) is not None

    @step(
        State.SUBMITTED,
        *WITH_ADVISER,
        to=None,
        allow=rules.can_take,
        waits_for=circles.desk,
        tells=circles.handed_on,
    )
    def assign(self, *, by, adviser):
        """Give the card to an adviser, who is told, as is the one before.

        ValidationError for one who belongs to the card's Kehrä.
        """
        if not adviser.is_sukkula:
            raise PermissionDenied
        if why := self.why_not_assigned(by, adviser):
            raise ValidationError(why)
        before, self.adviser = self.adviser_id, adviser
        return {"adviser": adviser.pk, **({"before": before} if before else {})}

    def why_not_assigned(self, by, adviser):
        """Why the card cannot be given to the adviser now; "" when it can."""
        if not rules.can_take(by, self):
            return gettext("It is of your own Kehrä: another of Sukkula's people gives it.")
        if self.state not in Project.assign.sources:
            return str(WrongState(self))
        if rules.is_own_kehras(adviser, self):
            words = gettext("%(name)s belongs to the card's Kehrä: choose another adviser.")
            return words % {"name": adviser}
        return ""

    @step(*WITH_ADVISER, to=None, allow=rules.can_take, tells=circles.handed_on)
    def take_over(self, *, by):
        """Become the adviser in another's place, who is told."""
        before, self.adviser = self.adviser_id, by
        return {"before": before}

    @step(
        State.IN_REVIEW,
        to=State.CHANGES_REQUESTED,
        allow=rules.can_review,
        waits_for=circles.writers,
        tells=circles.everyone,
        says="desk",
    )
    def ask_changes(self, *, by, message="", changes=None, language="", day=None):
        """Open the text to the applicants again, saying what to change, and by which day if any.

        `changes`: {name of a field: words}, each to be answered and settled by itself;
        `language`: of the words, the card's own unless told.
        """
        changes = changes or {}
        if not (message or changes):
            raise ValidationError(gettext("Say what to change."))
        self.change_requests.ask(self, by=by, changes=changes, language=language)
        self.changes_by = day
        told = {"changes": list(changes.items()), "language": language, "day": moments.iso(day)}
        return {"message": message, **{name: value for name, value in told.items() if value}}

    @step(
        State.CHANGES_REQUESTED,
        to=None,
        allow=rules.can_review,
        waits_for=circles.writers,
        tells=circles.everyone,
    )
    def give_time(self, *, by, day, reason=""):
        """Wait for the changes until another day."""
        before, self.changes_by = self.changes_by, day
        return {"was": moments.iso(before), "day": moments.iso(day), "reason": reason}

    @verb(waits_for=circles.writers, sign_of_life=False, reminds=(State.CHANGES_REQUESTED,))
    def changes_near(self, *, mark):
        """Remind of the day the changes are wanted by, once for each mark; returns whether it was
        now."""
        once = f"changes:{self.pk}:{mark}:{self.changes_by}"
        day = moments.iso(self.changes_by)
        return record("changes_near", self, once=once, day=day) is not None

    @verb(
        waits_for=circles.writers,
        tells=circles.both_sides,
        sign_of_life=False,
        reminds=(State.CHANGES_REQUESTED,),
    )
    def changes_late(self):
        """Tell that the day for the changes has passed, once; returns whether it was now."""
        once = f"changes:{self.pk}:late:{self.changes_by}"
        day = moments.iso(self.changes_by)
        return record("changes_late", self, once=once, day=day) is not None

    @step(
        State.CHANGES_REQUESTED,
        to=State.IN_REVIEW,
        allow=rules.can_resubmit,
        waits_for=circles.desk,
        tells=circles.both_sides,
        says="team",
    )
    def resubmit(self, *, by, message=""):
        """Give the changed card back to Sukkula, frozen."""
        freeze(self, "submitted", by)
        self.changes_by = None
        self.promised_on = working_days.after(moments.today(), settings.ANSWER_DAYS_AGAIN)
        return {"message": message, **self.change_requests.tally()}

    def approved_as(self, **facts):
        """The state that approving leads to: a new version goes into the card it revises."""
        return self.State.TAKEN_IN if self.revises_id else self.State.APPROVED

    @step(
        State.IN_REVIEW,
        to=GET_STATE(approved_as),
        allow=rules.can_review,
        tells=circles.together(circles.everyone, circles.followers),
        kind=Kind.DECISION,
        news=True,
        public=True,
        station="call",
        ends_station="handling",
        says="desk",
    )
    def approve(self, *, by, reason="", language=""):
        """Approve the card, frozen: it is public and routable; a version goes into its card."""
        freeze(self, "approved", by)
        left = self.change_requests.close(self, by=by)
        if self.revises:
            self.revises.take_in_version(self, by=by)
        if self.idea:
            self.idea.idea_approved(by=by)
        return {"reason": reason, "language": language, **left}

    @step(
        State.IN_REVIEW,
        to=State.REJECTED,
        allow=rules.can_review,
        tells=circles.everyone,
        kind=Kind.DECISION,
        says="desk",
    )
    def reject(self, *, by, reason, language=""):
        """Reject the card with a reason that the applicants read."""
        left = self.change_requests.close(self, by=by)
        return {"reason": reason, "language": language, **left}

    @step(
        State.DRAFT,
        State.SUBMITTED,
        State.IN_REVIEW,
        State.CHANGES_REQUESTED,
        to=State.WITHDRAWN,
        allow=rules.can_withdraw,
        tells=circles.both_sides,
    )
    def withdraw(self, *, by):
        """Take the card back."""
        return self.change_requests.close(self, by=by)

    @step(
        State.DRAFT,
        State.SUBMITTED,
        State.IN_REVIEW,
        State.CHANGES_REQUESTED,
        to=State.WITHDRAWN,
        allow=rules.can_withdraw_for,
        tells=circles.everyone,
    )
    def withdraw_for(self, *, by, reason, language=""):
        """Withdraw the card in the place of writers who are gone or silent, for a reason."""
        left = self.change_requests.close(self, by=by)
        return {"reason": reason, "language": language, **left}

    def withdraw_with_card(self, *, by):
        """Withdraw a new version whose card has ended. Within the card's own step."""
        lock(self)
        before, self.state = self.state, self.State.WITHDRAWN
        enter_state(self, before)
        self.save(update_fields=["state", "state_since"])
        self.change_requests.close(self, by=by)
        record("withdraw", self, by=by)

    @step(
        State.REJECTED,
        State.WITHDRAWN,
        to=State.DRAFT,
        allow=rules.can_reopen,
        waits_for=circles.team,
        tells=circles.both_sides,
        station="card",
        says="desk",
    )
    def reopen(self, *, by, reason):
        """Let the applicants write again, for a reason."""
        versions.refuse_second(self)
        self.version += 1
        return {"reason": reason}

    @step(
        State.APPROVED,
        State.RUNNING,
        to=State.RUNNING,
        allow=rules.can_note_grant,
        tells=circles.followers,
        news=True,
        listed=False,
        station="work",
    )
    def note_grant(self, *, by, amount, source):
        """A funder granted money: the project runs. Its team hears of it by the application.

        `amount`: in euros, None when not stated.
        """
        self.granted += amount or 0
        if self.idea:
            self.idea.idea_granted(by=by)
        return {"amount": str(amount) if amount is not None else None, "source": source}

    @step(
        State.RUNNING,
        State.ENDED,
        to=None,
        allow=rules.can_change_grant,
        tells=circles.followers,
        news=True,
        listed=False,
    )
    def change_grant(self, *, by, before, amount, source):
        """What was granted is another sum than was told, or has become one.

        `before`, `amount`: in euros, None when not stated.
        """
        self.granted += (amount or 0) - (before or 0)
        sums = {"before": before, "amount": amount}
        told = {name: None if sum is None else str(sum) for name, sum in sums.items()}
        return {**told, "source": source}

    @step(
        State.RUNNING,
        to=State.APPROVED,
        allow=rules.can_change_grant,
        waits_for=circles.desk,
        tells=circles.followers,
        news=True,
        listed=False,
        ends_station="work",
    )
    def lose_grant(self, *, by, before, source):
        """Its only grant was turned down or has lapsed: money is looked for again.

        `before`: the euros that were granted, None when not stated.
        """
        self.granted -= before or 0
        return {"before": None if before is None else str(before), "source": source}

    @step(
        State.RUNNING,
        to=State.ENDED,
        allow=rules.can_end,
        waits_for=circles.team,
        tells=circles.together(circles.both_sides, circles.followers),
        news=True,
        public=True,
        station="evaluation",
        ends_station="work",
    )
    def end(self, *, by, because=""):
        """End the project; its lessons are asked for, a new version on the way is withdrawn.

        ValidationError when something of its money is awaited still and no reason is told.
        """
        refuse_unexplained(doubts(self, "end"), because)
        if version := versions.open_version(self):
            version.withdraw_with_card(by=by)
        if self.idea:
            self.idea.idea_ended(by=by)
        return {"because": because}

    @step(
        State.APPROVED,
        to=State.ENDED,
        allow=rules.can_end_unfunded,
        tells=circles.together(circles.everyone, circles.followers),
        news=True,
        public=True,
        ends_station="call",
    )
    def end_unfunded(self, *, by, reason, language=""):
        """End an approved card for which no money was found, for a reason that everyone reads; a
        new version on the way is withdrawn."""
        if version := versions.open_version(self):
            version.withdraw_with_card(by=by)
        if self.idea:
            self.idea.idea_ended(by=by)
        return {"reason": reason, "language": language}

    still_waits = clock.reminder(
        {
            State.DRAFT: (60, circles.writers),
            State.CHANGES_REQUESTED: (14, circles.writers),
            State.APPROVED: (60, circles.desk),
            State.RUNNING: (365, circles.desk),
            State.ENDED: (30, circles.team),
        },
        again=circles.desk_behind,
        among=waiting,
    )

    @step(
        State.ENDED,
        to=None,
        allow=rules.can_tell_lessons,
        tells=circles.together(circles.both_sides, circles.followers),
        public=True,
        ends_station="evaluation",
    )
    def tell_lessons(self, *, by, good, improve):
        """Write what worked and what to improve, now that the project has ended."""
        self.lessons_good, self.lessons_improve = good, improve
        self.lessons_told_on = self.lessons_told_on or moments.today()

    @verb(station="card")
    @transaction.atomic
    def begin_version(self, *, by):
        """Its new version, a draft; the one there is, if open. See `versions.begin`."""
        version, is_new = versions.begin(self, by=by)
        if is_new:
            record("begin_version", version, by=by)
        return version

    @verb(tells=circles.followers, public=True)
    def take_in_version(self, version, *, by):
        """Have the approved version's text (see `versions.take_in`). Within the version's own step,
        which tells the team.
        """
        versions.take_in(self, version, by=by)
        record("take_in_version", self, by=by, version=self.version)
