"""What is moderated: reports on it, and the case that they make."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events import clock, duties
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.models import User
from kehityspolku.people.circles import person
from kehityspolku.text import inner_quotes
from kehrat.groups import circles, readers
from kehrat.groups.models import Kehra, Membership
from kehrat.ideas.models import Idea
from kehrat.talk import rules
from kehrat.talk.models.announcement import Announcement
from kehrat.talk.models.comment import Comment, kind_of, one_of, thing_of

its_author = person("author")


def moderators(case, event):
    """Of the first report the Kehrä's coordinators but the author; Sukkula too when none of them
    can be reached."""
    if not event.facts["first"]:
        return []
    team = circles.coordinators(case, event)
    others = [member for member in team if member.pk != case.author_id]
    return duties.reached(others, all_of_sukkula(case, event))


def all_of_sukkula(_case, _event):
    return User.objects.of_sukkula()


class Cases(models.QuerySet):
    def visible_to(self, user):
        """A Kehrä's cases are its coordinators', all are Sukkula's; nobody's are one's own."""
        if not user.is_authenticated:
            return self.none()
        others = self.filter(~Q(author=user) | Q(author=None))
        if user.is_sukkula:
            return others
        return others.filter(kehra__in=Kehra.objects.coordinated_by(user))

    def readable(self, pairs):
        """Of (case, user) pairs those still readable, as keys: by moderators, its author."""
        pairs = list(pairs)
        own = {(case.pk, user.pk) for case, user in pairs if case.author_id == user.pk}
        return own | readers.of_kehra(pairs, Membership.objects.coordinators())

    def told_to(self, author):
        """What was decided on the person's own texts."""
        return self.filter(author=author, hidden_before=True)

    def waiting(self):
        """Somebody has to look: a report or an appeal, of what its author has not taken back."""
        there = Q(comment=None) | Q(comment__state="shown")
        return self.filter(there, state__in=["waiting", "appealed"])

    def of(self, thing):
        """The case of an idea, a comment or an announcement, opened if there is none."""
        kind = {thing._meta.model_name: thing}
        given = {"kehra": thing.kehra, "author": thing.by}
        return self.update_or_create(**kind, defaults=given)[0]  # an idea can change its Kehrä

    def waits_of(self, user, thing):
        """When the person reported the thing, if that waits for the moderators; else None."""
        own = Flag.objects.filter(by=user.pk, closed_at=None)
        own = own.filter(**{f"case__{thing._meta.model_name}": thing})
        return own.values_list("at", flat=True).first() if user.is_authenticated else None

    @verb(waits_for=moderators)
    @transaction.atomic
    def report(self, thing, *, by, kind, words=""):
        """Ask the moderators to look at a thing: once a person, while the report is open.

        Returns the flag and whether it is new; PermissionDenied by `can_flag`, WrongState for
        what was hidden already.
        """
        check(rules.can_flag, by, thing)
        case = self.of(thing)
        lock(case)
        if case.is_hidden:
            raise WrongState(case)
        flag, new = case.flags.get_or_create(
            by=by, closed_at=None, defaults={"kind": kind, "words": words}
        )
        if new:
            first = case.state != "waiting"
            if first:
                case.state, case.state_since = "waiting", moments.now()
                case.save()
            record("report", case, by=by, kind=kind, first=first)
        return flag, new


class Ground(models.TextChoices):
    """Why a text may be reported and hidden, as the public rules say it: a closed list."""

    RUDE = "rude", _("It insults or threatens someone")
    HATE = "hate", _("It spreads hatred or discriminates")
    PRIVATE = "private", _("It tells someone's private matters")
    SPAM = "spam", _("It is advertising or spam")
    FALSE = "false", _("It misleads")
    OTHER = "other", pgettext_lazy("report", "Something else that the law or the rules forbid")


class Case(models.Model):
    """An idea, a comment or an announcement before its moderators: reported, hidden, restored."""

    group_at = "kehra_id"
    notice_kind, sign_of_life = Kind.DECISION, False

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("moderation", "reported")
        HIDDEN = "hidden", pgettext_lazy("moderation", "hidden")
        APPEALED = "appealed", pgettext_lazy("moderation", "a second look asked for")
        UPHELD = "upheld", pgettext_lazy("moderation", "stays hidden")
        CLEARED = "cleared", pgettext_lazy("moderation", "stands")

    KINDS = ("idea", "comment", "announcement")
    HIDING = [State.HIDDEN, State.APPEALED, State.UPHELD]
    TONES = {State.WAITING: "wait", State.APPEALED: "warn", State.CLEARED: "good"}

    idea = models.OneToOneField(Idea, null=True, on_delete=models.CASCADE)
    comment = models.OneToOneField(Comment, null=True, on_delete=models.CASCADE)
    announcement = models.OneToOneField(Announcement, null=True, on_delete=models.CASCADE)
    kehra = models.ForeignKey(Kehra, null=True, on_delete=models.CASCADE, related_name="cases")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = StateField(choices=State, default=State.CLEARED, max_length=10)
    state_since = models.DateTimeField(default=moments.now)
    hidden_before = models.BooleanField(default=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ground = models.CharField(_("ground"), max_length=10, choices=Ground, blank=True, default="")
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    appeal_text = models.TextField(_("why it should be shown"), max_length=2000, blank=True)

    objects = Cases.as_manager()

    class Meta:
        ordering = ["state_since", "pk"]
        verbose_name = _("moderated text")
        verbose_name_plural = _("moderated texts")
        indexes = [models.Index(fields=["state", "state_since", "id"], name="case_queue")]
        constraints = [
            models.CheckConstraint(
                condition=one_of("idea", "comment", "announcement"), name="case_of_one_thing"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["hidden", "appealed", "upheld"]) | ~Q(reason=""),
                name="case_hidden_has_reason",
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("kehrat:case", args=[self.pk])

    kind, thing = property(kind_of), property(thing_of)  # what is moderated

    @property
    def label(self):
        """What it is, in words: "comment on “Benches”"."""
        words = {
            "idea": gettext("the idea “%(title)s”"),
            "comment": gettext("a comment on “%(title)s”"),
            "announcement": gettext("the announcement “%(title)s”"),
        }
        return words[self.kind] % {"title": inner_quotes(self.thing.title)}

    @property
    def is_hidden(self):
        return self.state in self.HIDING

    @property
    def is_upheld(self):
        """It stays hidden after a second look."""
        return self.state == self.State.UPHELD

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES.get(self.state, "quiet")

    @step(
        State.WAITING,
        State.CLEARED,
        to=State.HIDDEN,
        allow=rules.can_moderate,
        tells=its_author,
    )
    def hide(self, *, by, ground, reason):
        """Take the text from everyone's eyes; its author is told on which ground and why."""
        self.ground, self.reason, self.hidden_by, self.hidden_before = ground, reason, by, True
        self.appeal_text = ""
        self._show(False)
        return {"ground": ground, "reason": reason}

    still_waits = clock.reminder(
        {State.WAITING: (2, all_of_sukkula), State.APPEALED: (2, all_of_sukkula)}
    )

    @step(State.WAITING, to=State.CLEARED, allow=rules.can_moderate)
    def dismiss(self, *, by, reason=""):
        """Let the text stand, though it was reported."""
        self._close_flags()
        return {"reason": reason}

    @step(
        State.HIDDEN,
        State.APPEALED,
        State.UPHELD,
        to=State.CLEARED,
        allow=rules.can_restore,
        tells=its_author,
    )
    def restore(self, *, by, reason=""):
        """Show the text again; its author is told."""
        self._show(True)
        return {"reason": reason}

    @step(
        State.HIDDEN,
        to=State.APPEALED,
        allow=rules.is_author,
        waits_for=all_of_sukkula,
    )
    def appeal(self, *, by, words):
        """Ask Sukkula to look again, and say why."""
        self.appeal_text = words
        return {"words": words}

    @step(State.APPEALED, to=State.UPHELD, allow=rules.can_uphold, tells=its_author)
    def uphold(self, *, by, reason):
        """Sukkula has looked again, and the text stays hidden."""
        return {"reason": reason}

    @verb()
    @transaction.atomic
    def trust_author(self, *, by):
        """Let the links in the author's texts be links from now on."""
        check(rules.can_moderate, by, self)
        if self.author and not self.author.is_trusted:
            self.author.trust()
            record("trust_author", self, by=by)

    def _show(self, shown):
        """Write on the thing itself whether it is hidden; who reads lists looks only there."""
        thing = self.thing
        lock(thing)
        thing.hidden_at = None if shown else moments.now()
        thing.save(update_fields=["hidden_at"])
        if self.comment_id:
            thing.discussion.recount()
        self._close_flags()

    def _close_flags(self):
        self.flags.filter(closed_at=None).update(closed_at=moments.now())


class Flag(models.Model):
    """One person's report of a text, with the reason."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="flags")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(_("what is wrong"), max_length=10, choices=Ground)
    words = models.TextField(_("in your own words"), max_length=2000, blank=True)
    at = models.DateTimeField(default=moments.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("report of a text")
        verbose_name_plural = _("reports of texts")
        constraints = [
            models.UniqueConstraint(
                "case", "by", condition=Q(closed_at=None), name="flag_open_once"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.case_id}"
