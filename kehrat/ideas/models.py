"""Ideas and their supporters: who sees them, and their verbs."""

from datetime import timedelta

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehrat.groups.models import Kehra
from kehrat.ideas import circles, rules
from kehrat.ideas.merging import join, last_of, one_at_a_time, part
from kehrat.places.models import District, SubArea
from kehrat.places.names import sub_area_name
from kehrat.places.text_search import Unaccent, Words

UNDO = timedelta(days=14)  # within which a merge can be undone


COUNT = """
    UPDATE kehrat_idea SET support_count = support_count {sign} told.n
    FROM (SELECT idea_id, count(*) AS n FROM changed GROUP BY idea_id) AS told
    WHERE kehrat_idea.id = told.idea_id;
    RETURN NULL;
"""


class Ideas(models.QuerySet):
    ENOUGH = 10  # people behind a district's ideas: time to found a Kehrä

    def visible_to(self, user):
        """Ideas are public; a hidden one only its author, its coordinators and Sukkula see."""
        if user.is_authenticated and user.is_sukkula:
            return self
        seen = Q(hidden_at=None)
        if user.is_authenticated:
            seen |= Q(by=user) | Q(kehra__in=Kehra.objects.coordinated_by(user))
        return self.filter(seen)

    def public(self):
        """What everyone sees."""
        return self.filter(hidden_at=None)

    def hidden(self):
        """What moderators took from everyone."""
        return self.exclude(hidden_at=None)

    def standing(self):
        """Those that lists tell of: neither gone on as another idea nor withdrawn."""
        return self.exclude(state__in=self.model.GONE)

    def open(self):
        """Those that have no answer yet."""
        return self.filter(state="open")

    def waiting(self):
        """Open ideas of a district that wait for a Kehrä to be founded there."""
        return self.open().exclude(district=None)

    def waiting_in(self, district):
        """What a district's page tells: its waiting ideas, how many people support them."""
        ideas = self.public().waiting().filter(district=district)
        backers = ideas.aggregate(n=models.Count("supports__user", distinct=True))["n"]
        return {"ideas": ideas[:20], "backers": backers, "enough": backers >= self.ENOUGH}

    def supportable(self):
        """Those that one can support: open, or taken up into a card."""
        return self.filter(state__in=self.model.SUPPORTABLE)

    def with_own_support(self, user):
        """Annotate `own_support`: whether the reader supports it."""
        own = Support.objects.visible_to(user).filter(idea=models.OuterRef("pk"))
        return self.annotate(own_support=models.Exists(own))

    def by_support(self, user):
        """The most supported first, with the reader's own."""
        return self.with_own_support(user).order_by("-support_count", "-pk")

    def to_answer(self, kehra):
        """The Kehrä's open ideas (None: those without a Kehrä), the longest waiting first."""
        return self.open().filter(kehra=kehra).order_by("state_since", "pk")

    def in_district(self, district):
        """Those that tell so, those that wait there; those of Kehrät that cover some of it, unless
        they tell of another place."""
        there = Q(sub_area__district=district) | Q(sub_area=None, district=district)
        covering = Kehra.objects.covering([district])
        return self.filter(there | Q(sub_area=None, kehra__in=covering))

    @verb(waits_for=circles.team, tells=circles.followers_around, news=True, public=True)
    def suggest(self, place, *, by, title, text, language, **where):
        """A signed-in person suggests an idea, and so supports it.

        `place`: a Kehrä, a District that has none (the idea then waits for one), or None for
        Sukkula; `where` it would come true: the code of a `sub_area`, the `spot` in words.
        PermissionDenied to the signed-out; WrongState when the Kehrä does not work.
        """
        check(rules.can_suggest, by, place)
        with transaction.atomic():
            idea = self._make(place, by=by, title=title, text=text, language=language, **where)
            idea.supports.create(user=by)
            idea.refresh_from_db(fields=["support_count"])
            to = idea.place._meta.model_name if idea.place else "sukkula"
            record("suggest", idea, by=by, to=to)
        return idea

    @verb(waits_for=circles.team, tells=circles.followers_around, news=True, public=True)
    def enter_from_paper(self, place, *, by, title, text, language, paper_on, source="", **where):
        """A coordinator or Sukkula enters an idea written on paper by someone without an account.

        `paper_on`: the date on the paper. `source`: where it came from, never a person's name.
        `where`: as above.
        """
        if not rules.can_enter_from_paper(by, place if isinstance(place, Kehra) else None):
            raise PermissionDenied
        paper = {"entered_by": by, "paper_on": paper_on, "paper_source": source}
        with transaction.atomic():
            words = {"title": title, "text": text, "language": language}
            idea = self._make(place, **words, **paper, **where)
            record("enter_from_paper", idea, by=by)
        return idea

    def _make(self, place, *, sub_area="", **fields):
        fields["sub_area_id"] = sub_area or None
        if isinstance(place, District):  # a Kehrä may have come meanwhile
            joinable = Kehra.objects.public().joinable().covering([place])
            if not (kehra := joinable.order_by("formed_on", "pk").first()):
                return self.model.objects.create(district=place, **fields)
            place = kehra
        if place and not place.is_joinable:
            raise WrongState(place)
        return self.model.objects.create(kehra=place, **fields)

    def carry_to(self, kehra, *, by):
        """Give the ideas that wait in the Kehrä's districts to it; Sukkula's act. Returns them."""
        with transaction.atomic():
            one_at_a_time()
            districts = District.objects.filter(sub_areas__kehrat=kehra)
            ideas = list(self.waiting().filter(district__in=districts).order_by("pk"))
            for idea in ideas:
                idea.carry(by=by, kehra=kehra)
        return ideas


class Idea(models.Model):
    """A resident's suggestion to a Kehrä; to a district that waits for one; else to Sukkula."""

    group_at = "kehra_id"
    notice_kind = Kind.IDEA

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("idea", "open")
        TAKEN_UP = "taken_up", pgettext_lazy("idea", "made a project card")
        MERGED = "merged", pgettext_lazy("idea", "merged")
        DECLINED = "declined", pgettext_lazy("idea", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("idea", "withdrawn")

    SUPPORTABLE = [State.OPEN, State.TAKEN_UP]
    GONE = [State.MERGED, State.WITHDRAWN]
    TONES = {State.OPEN: "wait", State.TAKEN_UP: "good", State.DECLINED: "bad over"}

    kehra = models.ForeignKey(
        Kehra, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="ideas"
    )
    priority = models.ForeignKey(
        "kehrat.Priority", null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    title = LineField(_("title"), max_length=160)
    text = models.TextField(_("what would you like to see happen?"), max_length=4000)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    sub_area = models.ForeignKey(
        SubArea, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    spot = LineField(_("the exact place"), max_length=160, blank=True, default="", db_default="")
    state = StateField(choices=State, default=State.OPEN, max_length=10)
    state_since = models.DateTimeField(default=moments.now)
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    support_count = models.PositiveIntegerField(_("supporters"), default=0, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    paper_on = models.DateField(_("date on the paper"), null=True, blank=True)
    paper_source = LineField(_("where the paper came from"), max_length=160, blank=True)
    made_at = models.DateTimeField(default=moments.now)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Ideas.as_manager()
    followable = True

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        constraints = [
            models.CheckConstraint(
                condition=Q(kehra=None) | Q(district=None), name="idea_of_a_kehra_or_a_district"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="idea_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into=None),
                name="idea_merged_has_where",
            ),
        ]
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="idea_newest"),
            models.Index(fields=["-support_count", "-id"], name="idea_most_supported"),
            GinIndex(OpClass(Unaccent(F("title")), "gin_trgm_ops"), name="idea_title_trgm"),
            GinIndex(Words("language", "title", "text"), name="idea_words"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("kehrat:idea", args=[self.pk])

    @property
    def place(self):
        """The Kehrä or the district it was suggested to; None: Sukkula."""
        return self.kehra or self.district

    @property
    def area_name(self):
        """The name of the sub-area where it would come true, "" for none; no query."""
        return sub_area_name(self.sub_area_id) if self.sub_area_id else ""

    @property
    def where(self):
        """Where it would come true, in words; "" when nothing tells."""
        return ", ".join(filter(None, (self.area_name, self.spot)))

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES.get(self.state, "quiet over")

    @property
    def takes_support(self):
        return self.state in self.SUPPORTABLE

    @property
    def is_gone(self):
        """Whether it went on as another idea or was withdrawn: its page stays, lists leave it."""
        return self.state in self.GONE

    @property
    def merge_is_fresh(self):
        """Whether its merge can still be undone."""
        return self.state == self.State.MERGED and moments.now() - self.state_since < UNDO

    @property
    def takes_comments(self):
        """Unless it went into another, was withdrawn, or is hidden."""
        return self.state not in {self.State.MERGED, self.State.WITHDRAWN} and not self.hidden_at

    def about(self):
        return self.place or self

    def within(self):
        return [self.place] if self.place else []

    @verb(waits_for=circles.team, sign_of_life=False, reminds=(State.OPEN,))
    def ideas_wait(self, *, n):
        """Remind once of `n` ideas, of which this came last, that have waited long.

        Returns whether it was now.
        """
        once = f"ideas_wait:{self.pk}:{self.state_since.isoformat()}"
        return record("ideas_wait", self, once=once, n=n) is not None

    def support(self, *, by):
        """Support it, or the one it was merged into, once; returns which (see `Supports.give`)."""
        return Support.objects.give(self, by=by)

    @step(
        State.OPEN,
        to=State.TAKEN_UP,
        allow=rules.can_take_up,
        tells=circles.interested,
        news=True,
        public=True,
    )
    def take_up(self, *, by):
        """Turn the idea into a draft card, pre-filled; `idea.project` is the card."""
        begin = apps.get_model("kehrat", "Project").objects.begin
        fields = {"title": self.title, "description": self.text, "language": self.language}
        begin(self.kehra, by=by, idea=self, **fields)

    @step(
        State.OPEN,
        to=State.DECLINED,
        allow=rules.can_answer_idea,
        tells=circles.interested,
        public=True,
    )
    def decline_idea(self, *, by, reason):
        """Say no with a reason that the author and the supporters read."""
        self.reason = reason
        return {"reason": reason}

    @step(
        State.OPEN,
        to=State.WITHDRAWN,
        allow=rules.can_withdraw_idea,
        tells=circles.together(circles.interested, circles.answerers),
        public=True,
    )
    def withdraw_idea(self, *, by):
        """Take one's own idea back."""

    @step(State.OPEN, to=None, allow=rules.can_carry_idea, tells=circles.interested, public=True)
    def carry(self, *, by, kehra):
        """Give an idea that waited to the Kehrä that now works in its district."""
        before, self.kehra, self.district = self.district, kehra, None
        return {"district": before.pk if before else None}

    @transaction.atomic
    def merge(self, *, by, into):
        """Merge it into another idea, or the one that was merged into: see `merge_into`."""
        one_at_a_time()
        self.merge_into(by=by, into=into)

    @step(
        State.OPEN,
        to=State.MERGED,
        allow=rules.can_answer_idea,
        tells=circles.interested,
        public=True,
    )
    def merge_into(self, *, by, into):
        """Join it to a like one, with its supporters, each counted once. Call `merge`.

        PermissionDenied when one does not answer for the other idea too; WrongState when it has
        been declined, withdrawn or hidden, or is this one.
        """
        return join(self, into, by)

    @transaction.atomic
    def undo_merge(self, *, by):
        """Take the merge back within UNDO: see `split`."""
        one_at_a_time()
        self.split(by=by)

    @step(
        State.MERGED,
        to=State.OPEN,
        allow=rules.can_undo_merge,
        tells=circles.interested,
        public=True,
    )
    def split(self, *, by):
        """Open it again; those who came with it leave the other idea. Call `undo_merge`.

        WrongState when the other has been merged further: that is to be undone first.
        """
        return part(self)

    @verb(tells=circles.interested_outside, public=True)
    def idea_approved(self, *, by):
        """The card that it began was approved."""
        record("idea_approved", self, by=by)

    @verb(tells=circles.interested_outside, public=True)
    def idea_granted(self, *, by):
        """Its card was granted money."""
        record("idea_granted", self, by=by)

    @verb(tells=circles.interested_outside, public=True)
    def idea_ended(self, *, by):
        """Its card's project has ended."""
        record("idea_ended", self, by=by)


def counted(operation, sign, **rows):
    """A trigger that keeps the ideas' counts in step with rows added or deleted."""
    return pgtrigger.Trigger(
        name=f"count_{operation}".lower(),
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**rows),
        func=COUNT.format(sign=sign),
    )


class Supports(models.QuerySet):
    def visible_to(self, user):
        """Everyone sees only one's own; of others, how many they are."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    @transaction.atomic
    def give(self, idea, *, by):
        """Support the idea, or the one it was merged into; returns which. Again changes nothing.

        PermissionDenied to the signed-out; WrongState when it was declined or withdrawn.
        """
        check(rules.can_support, by, idea)
        end = last_of(idea)
        if not end.takes_support:
            raise WrongState(end)
        self.get_or_create(idea=end, user=by)
        end.refresh_from_db(fields=["support_count"])
        return end

    @transaction.atomic
    def take_back(self, idea, *, by):
        """Support it no more; one's own idea is withdrawn instead (PermissionDenied)."""
        lock(idea)
        check(rules.can_take_back_support, by, idea)
        self.filter(idea=idea, user=by).delete()
        idea.refresh_from_db(fields=["support_count"])


class Support(models.Model):
    """A person behind an idea. The database itself keeps `Idea.support_count` as many as these."""

    idea = models.ForeignKey("kehrat.Idea", on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports"
    )
    # The merged idea with which the person came; merging undone, it goes.
    via = models.ForeignKey(
        "kehrat.Idea", null=True, on_delete=models.SET_NULL, related_name="supports_carried"
    )
    at = models.DateTimeField(default=moments.now)

    objects = Supports.as_manager()

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [models.UniqueConstraint("idea", "user", name="support_once")]
        triggers = [
            counted(pgtrigger.Insert, "+", new="changed"),
            counted(pgtrigger.Delete, "-", old="changed"),
        ]

    def __str__(self):
        return f"{self.user_id} → {self.idea_id}"
