"""Kehrät: who sees them, and the verbs of their life."""

import pghistory
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kehityspolku import grants, languages, marks, moments
from kehityspolku.events import clock
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.models import Picture, User
from kehrat.groups import checklist, circles, rules
from kehrat.groups.models.membership import Membership
from kehrat.groups.models.organisation import Organisation
from kehrat.map import colours
from kehrat.places.models import District, SubArea
from kehrat.places.text_search import FinnishOrder

LONGEST_SLUG = 45  # leaves room for the number that makes it unique
TAKEN_WORDS = ("perusta",)  # addresses of their own beside kehrat/<slug>/
NAMES = ("name_fi", "name_sv", "name_en")


MOST_ORGANISATIONS = 60  # on a founder's list


members_and_followers = circles.together(circles.members, circles.followers_around)


def members_to_the_end(kehra, _event):
    """Those whose memberships lasted until it ended."""
    return User.objects.filter(memberships__in=kehra.memberships.ended_with(kehra))


class Kehrat(models.QuerySet):
    def visible_to(self, user):
        """What Sukkula has accepted is public; its founders and Sukkula see it before."""
        if user.is_authenticated and user.is_sukkula:
            return self
        if not user.is_authenticated:
            return self.public()
        joined = grants.held(user, "kehrat.member_kehra")
        return self.filter(~Q(state__in=self.model.UNSEEN) | Q(pk__in=joined))

    def public(self):
        """Those that Sukkula has accepted, from forming to ended."""
        return self.exclude(state__in=self.model.UNSEEN)

    def joined_by(self, user):
        """Those whose active member the person is, coordinators too."""
        return self.filter(pk__in=grants.held(user, "kehrat.member_kehra"))

    def coordinated_by(self, user):
        """Those that the person coordinates."""
        return self.filter(pk__in=grants.held(user, "kehrat.coordinate_kehra"))

    def joinable(self):
        """Forming and active Kehrät: those one can join. Whether one works is an indicator's."""
        return self.filter(state__in=[self.model.State.FORMING, self.model.State.ACTIVE])

    def unreached(self):
        """Those that stand, and mail reaches nobody who coordinates them: Sukkula does it."""
        reached = Membership.objects.active().coordinators()
        reached = reached.filter(user__in=User.objects.reachable())
        return self.filter(state__in=self.model.STANDING).exclude(pk__in=reached.values("kehra"))

    def uncoordinated(self):
        """Those that nobody coordinates."""
        return self.exclude(pk__in=Membership.objects.active().coordinators().values("kehra"))

    def covering(self, districts):
        """Kehrät with a sub-area in any of the districts, once each."""
        return self.filter(sub_areas__district__in=districts).distinct()

    def with_figures(self):
        """Annotate `member_count` and `project_count`, the public figures."""
        return self.annotate(
            member_count=_count(Membership.objects.active().present()),
            project_count=_count(apps.get_model("kehrat", "Project").objects.public()),
        )

    def in_order(self, first=None):
        """By name in the page's language, in Finnish order; `first` a field that goes before."""
        names = [FinnishOrder(f"name_{languages.current()}"), "pk"]
        return self.order_by(*([first] if first else []), *names)

    @verb(waits_for=circles.sukkula)
    def found(self, *, by, areas, actor_type, organisation="", **texts):
        """A signed-in person proposes a new Kehrä of some sub-areas and is its first coordinator.

        `texts`: names and descriptions by language; a name that isn't given is one that is.
        PermissionDenied to the signed-out; ValidationError without a name or an area.
        """
        if not rules.can_found(by):
            raise PermissionDenied
        areas = list(areas)
        if not areas:
            raise ValidationError(_("Choose at least one sub-area."))
        with transaction.atomic():
            kehra = self._proposed(**named(texts), thread=colours.free(areas))
            kehra.sub_areas.set(areas)
            Membership.objects.begin(kehra, by, actor_type=actor_type, organisation=organisation)
            record("found", kehra, by=by)
        return kehra

    def _proposed(self, **fields):
        """A proposed Kehrä with an address that no other has, two founders at once too."""
        word, number = slug_of(fields["name_fi"]), 1
        while True:
            slug = word if number == 1 else f"{word}-{number}"
            try:
                with transaction.atomic():
                    state = self.model.State.PROPOSED
                    return self.create(slug=slug, state=state, formed_on=None, **fields)
            except IntegrityError:
                if not self.filter(slug=slug).exists():
                    raise
                number += 1


def named(texts):
    """The texts with a name in all three languages; ValidationError when there is none."""
    given = next((texts[name] for name in NAMES if texts.get(name)), None)
    if not given:
        raise ValidationError(_("Write the name in at least one language."))
    return texts | {name: texts.get(name) or given for name in NAMES}


def slug_of(name):
    """A word for the address: plain letters, "kehra" where the name has none."""
    word = slugify(name.replace("–", "-").replace("/", "-"))[:LONGEST_SLUG].strip("-")
    return f"kehra-{word}".rstrip("-") if not word or word in TAKEN_WORDS else word


def _count(rows):
    """How many rows of a Kehrä there are, as a subquery."""
    mine = rows.filter(kehra=models.OuterRef("pk")).order_by().values("kehra")
    number = models.Subquery(mine.annotate(n=models.Count("pk")).values("n"))
    return Coalesce(number, 0, output_field=models.IntegerField())


@pghistory.track()
class Kehra(models.Model):
    """A local development group of a few neighbouring areas."""

    group_at = "pk"
    keeps_states = True
    notice_kind = Kind.GROUP

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("Kehrä", "proposed")
        TURNED_DOWN = "turned_down", pgettext_lazy("Kehrä", "not accepted")
        FORMING = "forming", pgettext_lazy("Kehrä", "forming")
        ACTIVE = "active", pgettext_lazy("Kehrä", "active")
        DORMANT = "dormant", pgettext_lazy("Kehrä", "dormant")
        ENDED = "ended", pgettext_lazy("Kehrä", "ended")
        DROPPED = "dropped", pgettext_lazy("Kehrä", "proposal dropped")

    class Asks(models.TextChoices):
        NOTHING = "", ""
        CONFIRMING = "confirming", gettext_lazy("asks to be confirmed as active")
        ENDING = "ending", gettext_lazy("asks to be ended")

    class Joining(models.TextChoices):
        ASK = "ask", gettext_lazy("A coordinator takes in those who ask")
        OPEN = "open", gettext_lazy("Anyone who joins is a member at once")

    WRITTEN = [
        "name_fi",
        "name_sv",
        "name_en",
        "full_name_fi",
        "description_fi",
        "description_sv",
        "description_en",
        "host_id",
        "joining",
    ]
    PROPOSALS = [State.PROPOSED, State.TURNED_DOWN]
    UNSEEN = [*PROPOSALS, State.DROPPED]
    STANDING = [State.FORMING, State.ACTIVE, State.DORMANT]
    NOT_ENDED = [*PROPOSALS, *STANDING]
    TONES = {
        State.PROPOSED: "wait",
        State.TURNED_DOWN: "bad over",
        State.FORMING: "wait",
        State.ACTIVE: "good",
        State.ENDED: "quiet over",
    }

    slug = models.SlugField(unique=True)
    name_fi = LineField(gettext_lazy("name in Finnish"), max_length=120)
    name_sv = LineField(gettext_lazy("name in Swedish"), max_length=120)
    name_en = LineField(gettext_lazy("name in English"), max_length=120)
    full_name_fi = LineField(gettext_lazy("areas by name"), max_length=200, blank=True)
    description_fi = models.TextField(gettext_lazy("description in Finnish"), blank=True)
    description_sv = models.TextField(gettext_lazy("description in Swedish"), blank=True)
    description_en = models.TextField(gettext_lazy("description in English"), blank=True)
    state = StateField(choices=State, default=State.FORMING, max_length=12)
    state_since = models.DateTimeField(default=moments.now)
    state_reason = models.TextField(gettext_lazy("reason for the state"), blank=True)
    formed_on = models.DateField(
        gettext_lazy("forming since"), null=True, blank=True, default=moments.today
    )
    confirmed_on = models.DateField(gettext_lazy("active since"), null=True, blank=True)
    ended_on = models.DateField(gettext_lazy("ended on"), null=True, blank=True)
    asks = models.CharField(choices=Asks, max_length=12, blank=True, default=Asks.NOTHING)
    asked_at = models.DateTimeField(null=True, blank=True)
    joining = models.CharField(
        gettext_lazy("how people join"), max_length=4, choices=Joining, default=Joining.ASK
    )
    thread = models.PositiveSmallIntegerField(gettext_lazy("thread colour"), default=1)
    host = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="hosted"
    )
    sub_areas = models.ManyToManyField(SubArea, related_name="kehrat")
    picture = models.OneToOneField(
        Picture, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = Kehrat.as_manager()
    followable = True
    reached = None

    class Meta:
        ordering = [FinnishOrder("name_fi")]
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
                condition=Q(state__in=["proposed", "turned_down", "dropped"])
                | Q(formed_on__isnull=False),
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
    def is_joinable(self):
        """Whether one can join."""
        return self.state in {self.State.FORMING, self.State.ACTIVE}

    @property
    def since(self):
        """The day in Helsinki from which it has been in its state."""
        return moments.day_of(self.state_since)

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
        return self.state in {*self.PROPOSALS, self.State.FORMING}

    @property
    def has_ended(self):
        return self.state not in self.NOT_ENDED

    def membership_of(self, user):
        """The person's standing request or membership, or None."""
        return self.memberships.open().filter(user=user).first() if user.is_authenticated else None

    def coordinators(self):
        """Those who coordinate now, as guardian holds it."""
        return grants.holders(self, "kehrat.coordinate_kehra")

    @property
    def is_reachable(self):
        """Mail reaches one of its coordinators; as a page that has read them told (`reached`)."""
        if self.reached is not None:
            return self.reached
        return self.coordinators().filter(is_active=True, bounced_at=None).exists()

    def ended_for(self, user):
        """The user coordinated it, or was a member, until it ended."""
        if not (self.ended_on and user and user.is_authenticated):
            return False
        return self.memberships.ended_with(self).filter(user=user).exists()

    def members(self):
        """Those who are active members now, coordinators too."""
        return grants.holders(self, "kehrat.member_kehra")

    @step(
        State.PROPOSED,
        to=State.FORMING,
        allow=rules.can_answer_proposal,
        tells=members_and_followers,
        kind=Kind.DECISION,
        news=True,
        public=True,
    )
    def accept_proposal(self, *, by, message="", on=None):
        """Sukkula accepts the group as forming: it is public and gets the ideas that wait there.

        `on`: a past date, as in `confirm`.
        """
        self.formed_on, self.state_reason = on or moments.today(), message
        self.thread = colours.free(self.sub_areas.all())
        carried = apps.get_model("kehrat", "Idea").objects.carry_to(self, by=by)
        return {"message": message, "ideas": len(carried)}

    @step(
        State.PROPOSED,
        to=State.TURNED_DOWN,
        allow=rules.can_answer_proposal,
        tells=circles.members,
        kind=Kind.DECISION,
    )
    def turn_down(self, *, by, reason):
        """Sukkula says no, with a reason that the founders read."""
        self.state_reason = reason
        return {"reason": reason}

    @step(
        State.TURNED_DOWN,
        to=State.PROPOSED,
        allow=rules.can_ask_sukkula,
        waits_for=circles.sukkula,
    )
    def propose_again(self, *, by):
        """The founders have mended what Sukkula found wanting."""
        self.state_reason = ""

    @step(
        *PROPOSALS,
        to=State.DROPPED,
        allow=rules.can_drop_proposal,
        tells=circles.together(members_to_the_end, circles.leads),
        kind=Kind.DECISION,
    )
    def drop_proposal(self, *, by, reason):
        """Let a proposal go, for a reason: nobody waits for it any more and it is never public."""
        self.state_reason, self.ended_on = reason, moments.today()
        self.memberships.end_all(self, self.ended_on)
        return {"reason": reason}

    @step(State.FORMING, to=None, allow=rules.can_ask_sukkula, waits_for=circles.sukkula)
    def ask_confirming(self, *, by):
        """The coordinators find that the group works and ask Sukkula to confirm it, once."""
        self.ask(self.Asks.CONFIRMING)

    @step(
        State.FORMING,
        to=None,
        allow=rules.can_answer_proposal,
        waits_for=circles.team,
        tells=circles.coordinators,
        kind=Kind.DECISION,
    )
    def keep_forming(self, *, by, message):
        """Sukkula answers that the group isn't ready yet, and what it lacks."""
        self.ask(self.Asks.NOTHING)
        return {"message": message}

    @step(
        State.FORMING,
        to=State.ACTIVE,
        allow=rules.can_confirm_kehra,
        tells=members_and_followers,
        kind=Kind.DECISION,
        news=True,
        public=True,
    )
    def confirm(self, *, by, reason="", on=None):
        """Sukkula confirms that the group works; `on` a past date for what happened before.

        ValidationError when the checklist has gaps and no reason is written.
        """
        if not (reason or on) and checklist.gaps(self):
            told = _("Write why it is confirmed though something is missing.")
            raise ValidationError({"reason": told})
        self.confirmed_on, self.state_reason = on or moments.today(), reason
        self.ask(self.Asks.NOTHING)
        return {"reason": reason}

    @step(
        State.ACTIVE,
        to=State.DORMANT,
        allow=rules.can_rest,
        tells=members_and_followers,
        news=True,
        public=True,
    )
    def rest(self, *, by, reason):
        """The group takes a rest, by hand."""
        self.state_reason = reason
        return {"reason": reason}

    @verb(
        waits_for=circles.together(circles.sukkula, circles.team),
        sign_of_life=False,
        reminds=(State.ACTIVE,),
    )
    def silence_near(self, *, once, at, dormant_on):
        """Warn of a silence, before it falls dormant on a day; returns whether it was now."""
        day = moments.day_text(dormant_on)
        return record("silence_near", self, once=once, at=at, dormant_on=day) is not None

    @step(
        State.ACTIVE,
        to=State.DORMANT,
        allow=rules.can_fall_silent,
        tells=members_and_followers,
        public=True,
        sign_of_life=False,
        reminds=(State.ACTIVE,),
    )
    def fall_silent(self, *, by=None):
        """The clock: nothing has been heard of the group for so long (kehrat/groups/clock.py)."""
        self.state_reason = ""

    @step(
        State.DORMANT,
        to=State.ACTIVE,
        allow=rules.can_wake,
        tells=members_and_followers,
        news=True,
        public=True,
    )
    def wake(self, *, by):
        """The group goes on; the clock wakes one whose people have done something."""
        self.state_reason = ""

    still_waits = clock.reminder(
        {
            State.PROPOSED: (7, circles.sukkula),
            State.TURNED_DOWN: (30, circles.team),
            State.FORMING: (90, circles.team),
            State.DORMANT: (180, circles.team),
        },
        again=circles.sukkula,
    )
    asks_wait = clock.reminder(
        {Asks.CONFIRMING: (7, circles.sukkula), Asks.ENDING: (7, circles.sukkula)},
        name="asks_wait",
        field="asks",
        since="asked_at",
    )

    @step(*STANDING, to=None, allow=rules.can_ask_sukkula, waits_for=circles.sukkula)
    def ask_ending(self, *, by, reason):
        """The coordinators ask Sukkula to end the group, once."""
        self.ask(self.Asks.ENDING)
        return {"reason": reason}

    @step(
        *STANDING,
        to=State.ENDED,
        allow=rules.can_end_kehra,
        tells=circles.together(members_to_the_end, circles.followers_around),
        kind=Kind.DECISION,
        news=True,
        public=True,
    )
    def end_kehra(self, *, by, reason, on=None):
        """Sukkula ends the group: its memberships end, its page stays as an archive.

        ValidationError while cards are open or meetings to come: they are settled first.
        """
        if self.open_cards().exists() or self.meetings.coming().exists():
            raise ValidationError(_("Settle the open cards and the coming meetings first."))
        self.ended_on, self.state_reason = on or moments.today(), reason
        self.ask(self.Asks.NOTHING)
        self.memberships.end_all(self, self.ended_on)
        apps.get_model("kehrat", "CoEditor").objects.end_all(self, self.ended_on)
        return {"reason": reason}

    @step(*NOT_ENDED, to=None, allow=rules.can_edit_kehra, tells=circles.coordinators, public=True)
    def edit_kehra(self, *, by, seen=None, areas=None, **fields):
        """Write the group's names, descriptions and host anew.

        `seen`: the mark of what the writer had read; Outdated when someone saved after that.
        `areas`: its sub-areas, which Sukkula alone changes once the group is active.
        """
        if seen is not None:
            marks.check(seen, self.mark())
        changed = [name for name, value in fields.items() if getattr(self, name) != value]
        for name in changed:
            setattr(self, name, fields[name])
        if areas is not None and set(areas) != set(self.sub_areas.all()):
            check(rules.can_move, by, self)
            self.sub_areas.set(areas)
            changed.append("sub_areas")
        return {"changed": changed}

    def mark(self):
        """A short mark of what `edit_kehra` writes: it changes when that does."""
        written = [getattr(self, name) for name in self.WRITTEN]
        areas = sorted(self.sub_areas.values_list("pk", flat=True))
        return marks.mark([written, areas])

    def ask(self, what):
        """What the group asks of Sukkula now; WrongState when it does already. Not saved."""
        if what and self.asks == what:
            raise WrongState(self)
        self.asks, self.asked_at = what, moments.now() if what else None

    def open_cards(self):
        """Its project cards that are neither over nor at rest: they stand in the way of ending."""
        return self.projects.exclude(state__in=["rejected", "withdrawn", "ended", "taken_in"])

    @verb()
    def add_organisation(self, *, by, name, actor_type, contact=""):
        """Write down an organisation that supports the group; naming it again changes nothing."""
        check(rules.can_list_organisations, by, self)
        with transaction.atomic():
            lock(self)
            if self.organisations.count() >= MOST_ORGANISATIONS:
                raise ValidationError(_("The list is full."))
            found = self.organisations.filter(name__iexact=name).first()
            if not found:
                given = {"name": name, "actor_type": actor_type, "contact": contact}
                found = self.organisations.create(added_by=by, **given)
                record("add_organisation", self, by=by, name=name)
        return found

    @verb()
    def remove_organisation(self, organisation, *, by):
        """Take an organisation off the list; gone already, nothing happens."""
        check(rules.can_list_organisations, by, self)
        with transaction.atomic():
            if self.organisations.filter(pk=organisation.pk).delete()[0]:
                record("remove_organisation", self, by=by, name=organisation.name)

    def join(self, *, by, **part):
        """Join as `ask_to_join` takes it: at once when joining is open, else by asking."""
        return Membership.objects.join(self, by=by, **part)

    def ask_to_join(self, *, by, **part):
        """Ask for membership, as `actor_type` and perhaps of an `organisation`, with a `note`.

        Asking again gives the request or membership there is. WrongState when the Kehrä rests or
        has ended, or lately removed the person.
        """
        return Membership.objects.ask(self, by=by, **part)

    @verb(listed=False)
    def export_members(self, *, by):
        """Its active memberships, for a coordinator's own list; who took it is recorded."""
        check(rules.is_coordinator, by, self)
        record("export_members", self, by=by)
        return self.memberships.active().present()

    def removed_lately(self, user):
        """The membership by which the person can't ask again yet, or None."""
        if not user.is_authenticated:
            return None
        return self.memberships.removed_lately().filter(user=user).last()

    @verb(public=True)
    def set_picture(self, picture, *, by):
        """Show this picture on the Kehrä's page, None: no more; the one before it is discarded."""
        check(rules.can_set_picture, by, self)
        with transaction.atomic():
            before = Kehra.objects.select_for_update(of=("self",)).get(pk=self.pk).picture
            self.picture = picture
            self.save(update_fields=["picture"])
            record("set_picture", self, by=by)
            if before and before != picture:
                before.discard()

    def districts(self):
        """The districts of its areas, each once."""
        return District.objects.filter(sub_areas__kehrat=self).distinct()
