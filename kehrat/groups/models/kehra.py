import hashlib

import pghistory
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import get_users_with_perms

from kehityspolku import events, languages, moments
from kehityspolku.models import Notice, Picture
from kehityspolku.models.line import LineField
from kehityspolku.steps import Outdated, StateField, WrongState, lock, step
from kehrat import checklist, rules, threads

from .co_editor import CoEditor
from .kehra_audience import answering, audience, waits_for
from .kehra_set import Kehrat
from .membership import Membership
from .organisation import Organisation
from .place import District, SubArea

MOST_ORGANISATIONS = 60  # on a founder's list


@pghistory.track()
class Kehra(models.Model):
    """A local development group of a few neighbouring areas."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("Kehrä", "proposed")
        TURNED_DOWN = "turned_down", pgettext_lazy("Kehrä", "not accepted")
        FORMING = "forming", pgettext_lazy("Kehrä", "forming")
        ACTIVE = "active", pgettext_lazy("Kehrä", "active")
        DORMANT = "dormant", pgettext_lazy("Kehrä", "dormant")
        ENDED = "ended", pgettext_lazy("Kehrä", "ended")

    class Asks(models.TextChoices):
        NOTHING = "", ""
        CONFIRMING = "confirming", _("asks to be confirmed as active")
        ENDING = "ending", _("asks to be ended")

    class Joining(models.TextChoices):
        ASK = "ask", _("A coordinator takes in those who ask")
        OPEN = "open", _("Anyone who joins is a member at once")

    WRITTEN = [
        *("name_fi", "name_sv", "name_en", "full_name_fi"),
        *("description_fi", "description_sv", "description_en", "host_id", "joining"),
    ]
    UNSEEN = [State.PROPOSED, State.TURNED_DOWN]
    STANDING = [State.FORMING, State.ACTIVE, State.DORMANT]
    NOT_ENDED = [*UNSEEN, *STANDING]
    TONES = {
        State.PROPOSED: "wait",
        State.TURNED_DOWN: "bad",
        State.FORMING: "wait",
        State.ACTIVE: "good",
    }

    slug = models.SlugField(unique=True)
    name_fi = LineField(_("name in Finnish"), max_length=120)
    name_sv = LineField(_("name in Swedish"), max_length=120)
    name_en = LineField(_("name in English"), max_length=120)
    full_name_fi = LineField(_("areas by name"), max_length=200, blank=True)
    description_fi = models.TextField(_("description in Finnish"), blank=True)
    description_sv = models.TextField(_("description in Swedish"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    state = StateField(choices=State, default=State.FORMING, max_length=12)
    state_since = models.DateTimeField(default=timezone.now)
    state_reason = models.TextField(_("reason for the state"), blank=True)
    formed_on = models.DateField(_("forming since"), null=True, blank=True, default=moments.today)
    confirmed_on = models.DateField(_("active since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    asks = models.CharField(choices=Asks, max_length=12, blank=True, default=Asks.NOTHING)
    asked_at = models.DateTimeField(null=True, blank=True)
    joining = models.CharField(
        _("how people join"), max_length=4, choices=Joining, default=Joining.ASK
    )
    thread = models.PositiveSmallIntegerField(_("thread colour"), default=1)
    host = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="hosted"
    )
    sub_areas = models.ManyToManyField(SubArea, related_name="kehrat")
    picture = models.OneToOneField(
        Picture, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = Kehrat.as_manager()
    followable, followers_kind = True, Notice.Kind.GROUP

    class Meta:
        ordering = ["name_fi"]
        verbose_name = "Kehrä"
        verbose_name_plural = "Kehrät"
        permissions = [
            ("member_kehra", "Is a member of the Kehrä"),
            ("coordinate_kehra", "Coordinates the Kehrä"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(thread__gte=1, thread__lte=8), name="kehra_thread_is_one_of_eight"
            ),
            models.CheckConstraint(
                condition=~Q(name_fi="") & ~Q(name_sv="") & ~Q(name_en=""), name="kehra_has_names"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "turned_down"]) | Q(formed_on__isnull=False),
                name="kehra_public_has_been_formed",
            ),
            models.CheckConstraint(
                condition=Q(asks="") | Q(asked_at__isnull=False), name="kehra_asks_since"
            ),
        ]
        indexes = [models.Index(fields=["state", "state_since"], name="kehra_state")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("kehrat:kehra", args=[self.slug])

    @property
    def name(self):
        return languages.text_of(self, "name")

    @property
    def description(self):
        """In the page's language, else in one that there is."""
        return getattr(self, f"description_{self.description_language}")

    @property
    def description_language(self):
        order = [languages.current(), "fi", "sv", "en"]
        return next((code for code in order if getattr(self, f"description_{code}")), "fi")

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES.get(self.state, "quiet")

    @property
    def is_working(self):
        """Whether one can join."""
        return self.state in {self.State.FORMING, self.State.ACTIVE}

    @property
    def since(self):
        """The day in Helsinki from which it has been in its state."""
        return self.state_since.astimezone(moments.HELSINKI).date()

    @property
    def is_public(self):
        """Sukkula has accepted it, so everyone may see it."""
        return self.state not in self.UNSEEN

    @property
    def stands(self):
        """Public and not ended: its people can begin things."""
        return self.state in self.STANDING

    @property
    def is_founding(self):
        """Not confirmed yet: its people go by the checklist."""
        return self.state in {*self.UNSEEN, self.State.FORMING}

    @property
    def has_ended(self):
        return self.state == self.State.ENDED

    def membership_of(self, user):
        """The person's standing request or membership, or None."""
        return self.memberships.open().filter(user=user).first() if user.is_authenticated else None

    def coordinators(self):
        """Those who coordinate now, as guardian holds it."""
        return get_users_with_perms(
            self, only_with_perms_in=["coordinate_kehra"], with_group_users=False
        )

    @property
    def is_reachable(self):
        """Mail reaches one of its coordinators."""
        return self.coordinators().filter(is_active=True, bounced_at=None).exists()

    answering, waits_for, audience = answering, waits_for, audience

    def members(self):
        """Those who are active members now, coordinators too."""
        return get_users_with_perms(
            self, only_with_perms_in=["member_kehra"], with_group_users=False
        )

    @step(State.PROPOSED, to=State.FORMING, allow=rules.can_answer_proposal)
    def accept_proposal(self, *, by, message="", on=None):
        """Sukkula accepts the group as forming: it is public and gets the ideas that wait there.

        `on`: a past date, as in `confirm`.
        """
        self.formed_on, self.state_reason = on or moments.today(), message
        self.thread = threads.free(self.sub_areas.all())
        carried = apps.get_model("kehrat", "Idea").objects.carry_to(self, by=by)
        return {"message": message, "ideas": len(carried)}

    @step(State.PROPOSED, to=State.TURNED_DOWN, allow=rules.can_answer_proposal)
    def turn_down(self, *, by, reason):
        """Sukkula says no, with a reason that the founders read."""
        self.state_reason = reason
        return {"reason": reason}

    @step(State.TURNED_DOWN, to=State.PROPOSED, allow=rules.can_ask_sukkula)
    def propose_again(self, *, by):
        """The founders have mended what Sukkula found wanting."""
        self.state_reason = ""

    @step(State.FORMING, to=None, allow=rules.can_ask_sukkula)
    def ask_confirming(self, *, by):
        """The coordinators find that the group works and ask Sukkula to confirm it, once."""
        self.ask(self.Asks.CONFIRMING)

    @step(State.FORMING, to=None, allow=rules.can_answer_proposal)
    def keep_forming(self, *, by, message):
        """Sukkula answers that the group isn't ready yet, and what it lacks."""
        self.ask(self.Asks.NOTHING)
        return {"message": message}

    @step(State.FORMING, to=State.ACTIVE, allow=rules.can_confirm_kehra)
    def confirm(self, *, by, reason="", on=None):
        """Sukkula confirms that the group works; `on` a past date for what happened before.

        ValidationError when the checklist has gaps and no reason is written.
        """
        if not (reason or on) and checklist.gaps(self):
            raise ValidationError(gettext("Write why it is confirmed though something is missing."))
        self.confirmed_on, self.state_reason = on or moments.today(), reason
        self.ask(self.Asks.NOTHING)
        return {"reason": reason}

    @step(State.ACTIVE, to=State.DORMANT, allow=rules.can_rest)
    def rest(self, *, by, reason):
        """The group takes a rest, by hand."""
        self.state_reason = reason
        return {"reason": reason}

    @step(State.ACTIVE, to=State.DORMANT, allow=rules.can_fall_silent)
    def fall_silent(self, *, by=None):
        """The clock: nothing has been heard of the group for so long (kehrat/silence.py)."""
        self.state_reason = ""

    @step(State.DORMANT, to=State.ACTIVE, allow=rules.can_rest)
    def wake(self, *, by):
        """The group goes on."""
        self.state_reason = ""

    @step(*STANDING, to=None, allow=rules.can_ask_sukkula)
    def ask_ending(self, *, by, reason):
        """The coordinators ask Sukkula to end the group, once."""
        self.ask(self.Asks.ENDING)
        return {"reason": reason}

    @step(*STANDING, to=State.ENDED, allow=rules.can_end_kehra)
    def end_kehra(self, *, by, reason, on=None):
        """Sukkula ends the group: its memberships end, its page stays as an archive.

        ValidationError while cards are open or meetings to come: they are settled first.
        """
        if self.open_cards().exists() or self.meetings.coming().exists():
            raise ValidationError(gettext("Settle the open cards and the coming meetings first."))
        self.ended_on, self.state_reason = on or moments.today(), reason
        self.ask(self.Asks.NOTHING)
        self.memberships.end_all(self, self.ended_on)
        CoEditor.objects.end_all(self, self.ended_on)
        return {"reason": reason}

    @step(*NOT_ENDED, to=None, allow=rules.can_edit_kehra)
    def edit_kehra(self, *, by, seen=None, areas=None, **fields):
        """Write the group's names, descriptions and host anew.

        `seen`: the mark of what the writer had read; Outdated when someone saved after that.
        `areas`: its sub-areas, which Sukkula alone changes once the group is active.
        """
        if seen is not None and seen != self.mark:
            raise Outdated
        changed = [name for name, value in fields.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, fields[name])
        if areas is not None and set(areas) != set(self.sub_areas.all()):
            if not rules.can_move(by, self):
                raise PermissionDenied
            self.sub_areas.set(areas)
            changed.append("sub_areas")
        return {"changed": changed}

    @property
    def mark(self):
        """Changes when what `edit_kehra` writes changes."""
        written = [getattr(self, name) for name in self.WRITTEN]
        areas = sorted(self.sub_areas.values_list("pk", flat=True))
        return hashlib.sha256(repr([written, areas]).encode()).hexdigest()

    def ask(self, what):
        """What the group asks of Sukkula now; WrongState when it does already. Not saved."""
        if what and self.asks == what:
            raise WrongState(self)
        self.asks, self.asked_at = what, timezone.now() if what else None

    def open_cards(self):
        """Its project cards that are neither over nor at rest: they stand in the way of ending."""
        return self.projects.exclude(state__in=["rejected", "withdrawn", "ended", "taken_in"])

    def add_organisation(self, *, by, name, actor_type, contact=""):
        """Write down an organisation that supports the group; naming it again changes nothing."""
        if not rules.can_list_organisations(by, self):
            raise PermissionDenied
        with transaction.atomic():
            lock(self)
            if self.organisations.count() >= MOST_ORGANISATIONS:
                raise ValidationError(gettext("The list is full."))
            found = self.organisations.filter(name__iexact=name).first()
            if not found:
                given = {"name": name, "actor_type": actor_type, "contact": contact}
                found = self.organisations.create(added_by=by, **given)
                events.record("add_organisation", self, by=by, name=name)
        return found

    def remove_organisation(self, organisation, *, by):
        """Take an organisation off the list; gone already, nothing happens."""
        if not rules.can_list_organisations(by, self):
            raise PermissionDenied
        with transaction.atomic():
            if self.organisations.filter(pk=organisation.pk).delete()[0]:
                events.record("remove_organisation", self, by=by, name=organisation.name)

    def join(self, *, by, **part):
        """Join as `ask_to_join` takes it: at once when joining is open, else by asking."""
        return Membership.objects.join(self, by=by, **part)

    def ask_to_join(self, *, by, **part):
        """Ask for membership, as `actor_type` and perhaps of an `organisation`, with a `note`.

        Asking again gives the request or membership there is. WrongState when the Kehrä rests or
        has ended, or lately removed the person.
        """
        return Membership.objects.ask(self, by=by, **part)

    def removed_lately(self, user):
        """The membership by which the person can't ask again yet, or None."""
        if not user.is_authenticated:
            return None
        return self.memberships.removed_lately().filter(user=user).last()

    def set_picture(self, picture, *, by):
        """Show this picture on the Kehrä's page, None: no more; the one before it is discarded."""
        if not rules.can_set_picture(by, self):
            raise PermissionDenied
        with transaction.atomic():
            before = Kehra.objects.select_for_update(of=("self",)).get(pk=self.pk).picture
            self.picture = picture
            self.save(update_fields=["picture"])
            events.record("set_picture", self, by=by)
            if before and before != picture:
                before.discard()

    def districts(self):
        """The districts of its areas, each once."""
        return District.objects.filter(sub_areas__kehrat=self).distinct()

    def suggest_idea(self, *, by, **words):
        """What a wish does (kehityspolku/wishes.py): see `Ideas.suggest`."""
        return self.ideas.suggest(self, by=by, **words)

    def notice_kind(self, event):
        """What kind of notice its events are, for the reader's own settings."""
        if event.verb in {"accept_proposal", "turn_down", "keep_forming", "confirm", "end_kehra"}:
            return "decision"
        return "group"
