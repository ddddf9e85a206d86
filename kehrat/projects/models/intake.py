"""What is brought in to be read as cards: originals, and each card until it is stored.

A reading is its person's own until it is stored; what nobody stored is forgotten after a while.
The original, file or pasted text, stays with its card.
"""

from datetime import timedelta
from functools import partial
from itertools import groupby
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku import broker, grants, moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.files.fields import Taken, stem_of
from kehityspolku.lines import LineField
from kehityspolku.models import Upload, Uploads
from kehrat.cards.written import REFUSALS
from kehrat.cards.written_json import from_json
from kehrat.groups.models import Kehra
from kehrat.projects import rules
from kehrat.projects.models.project import Project

KEPT = timedelta(days=14)  # what was brought in and not stored
LOST = timedelta(minutes=4)  # after which a reading that was begun is begun again
MOST_TRIES = 3
# Why something is not read, besides what the reader of cards says.
REFUSED = {
    "virus": _("A virus was found in the file, so it was removed."),
    "failed": _(
        "Reading failed three times. Copy the card's text from the file and paste it here."
    ),
}
HOST = "helka"  # stands in forms for Sukkula's host


def why_refused(code):
    """Why something was not read, for people."""
    return REFUSED[code] if code in REFUSED else REFUSALS[code]


def who_brought(original, _event):
    return [original.by] if original.by else []


class Originals(Uploads):
    def visible_to(self, user):
        """Those of the cards that one sees and writes; Sukkula's people those of all they see.

        Who writes one card of several in an original does not read the others in it.
        """
        if not user.is_authenticated:
            return self.none()
        cards = Project.objects.visible_to(user)
        if not user.is_sukkula:
            writes = Q(kehra__in=Kehra.objects.coordinated_by(user))
            writes |= Q(pk__in=grants.held(user, "kehrat.edit_project"))
            cards = cards.filter(writes)
        tied = self.model.projects.through.objects
        seen = self.filter(pk__in=tied.filter(project__in=cards).values("original"))
        if user.is_sukkula:
            return seen
        return seen.exclude(pk__in=tied.exclude(project__in=cards).values("original"))

    def forget(self):
        """Discard those of which no card was made and no reading is left; returns how many."""
        left = self.filter(projects=None, readings=None, at__lt=moments.now() - KEPT)
        return sum(original.discard() for original in left)


class Original(Upload):
    """A file or a pasted text as it was brought in. It goes when its cards go."""

    notice_kind = Kind.DECISION

    projects = models.ManyToManyField(Project, related_name="originals")
    pasted = models.BooleanField(_("pasted as text"), default=False)

    objects = Originals.as_manager()

    class Meta(Upload.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("original of a card")
        verbose_name_plural = _("originals of cards")

    def discard(self):
        """Delete it and, after commit, its bytes. Returns 1."""
        self.forget_file()
        self.delete()
        return 1

    def note_scripts(self):
        """It is a PDF that holds a script: its page warns of it."""
        self.has_scripts = True
        self.save(update_fields=["has_scripts"])

    def about(self):
        return self.projects.first()

    def within(self):
        card = self.about()
        return [card, *card.within()] if card else []

    @verb("original_infected", tells=who_brought, sign_of_life=False)
    def note_virus(self):
        """Refuse what was to be read of it; if it has cards, tell who brought it in."""
        states = CardReading.State
        waiting = self.readings.exclude(state=states.STORED)
        waiting.update(state=states.REFUSED, refusal="virus")
        if self.projects.exists():
            record("original_infected", self, name=self.name, virus=self.virus)


class Intakes(models.QuerySet):
    def visible_to(self, user):
        """One's own, nobody else's ever."""
        return self.filter(by=user.pk) if user.is_authenticated else self.none()

    @transaction.atomic
    def bring_in(self, brought, *, by, kehra=None, for_host=False):
        """Have the worker read what was brought in; returns the Intake.

        `brought`: [(Taken, pasted, refusal)], the refusal "" for what is to be read. `kehra`: whose
        cards they are; None when that is told later, or never, `for_host`.
        """
        intake = self.create(by=by)
        for taken, pasted, refusal in brought:
            original = None
            if not refusal:
                original = Original.objects.keep(taken, by=by, pasted=pasted)
            reading = intake.readings.create(
                original=original,
                name=taken.name,
                kehra=kehra,
                for_host=for_host,
                refusal=refusal,
                state=CardReading.State.REFUSED if refusal else CardReading.State.WAITING,
            )
            if original:
                transaction.on_commit(partial(broker.hand, "kehrat.tasks.read_card", reading.pk))
        return intake

    def forget(self):
        """Delete what was not stored in time; returns how many readings went."""
        old = self.filter(at__lt=moments.now() - KEPT)
        return old.delete()[1].get(CardReading._meta.label, 0)


class Intake(models.Model):
    """What one person brought in at once: one text, or a folder of files."""

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="intakes"
    )
    at = models.DateTimeField(default=moments.now)

    objects = Intakes.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("cards brought in")
        verbose_name_plural = _("cards brought in")

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        return reverse("kehrat:intake", args=[self.key])

    @transaction.atomic
    def store(self, readings, *, by):
        """Begin a draft card of each of the (CardReading, Card) pairs; returns the projects.

        Of Sukkula's on a Kehrä's behalf its coordinators are told once for each intake. What is
        stored already is only given back. Raises PermissionDenied, WrongState.
        """
        projects = [reading.store(card, by=by) for reading, card in readings]
        behalf = [p for p in projects if p.kehra and not rules.can_begin(by, p.kehra)]
        for kehra, cards in groupby(sorted(behalf, key=_kehra_id), key=_kehra_id):
            first, *others = cards
            first.bring_in(by=by, number=1 + len(others), once=f"bring_in:{self.pk}:{kehra}")
        return projects


def _kehra_id(project):
    return project.kehra_id


class CardReadings(models.QuerySet):
    def visible_to(self, user):
        """Of what one brought in oneself."""
        return self.filter(intake__by=user.pk) if user.is_authenticated else self.none()

    def unstored(self):
        """Those that can still be stored."""
        states = self.model.State
        return self.filter(state__in=[states.WAITING, states.READING, states.READ])

    def to_read(self):
        """New ones whose original may be opened, and those whose worker was lost on the way."""
        states = self.model.State
        new = Q(state=states.WAITING, original__state__in=Original.OPEN)
        lost = Q(state=states.READING, claimed_at__lt=moments.now() - LOST)
        return self.filter(new | lost)

    def to_hand(self):
        """Those to read that no message to the worker is under way for: each gets a new one only
        when its last one must be lost."""
        not_handed = Q(claimed_at=None) | Q(claimed_at__lt=moments.now() - LOST)
        return self.to_read().filter(not_handed)

    def note_handed(self, pk):
        """Remember that a new one was handed to the worker; one that was lost still waits."""
        waiting = self.filter(pk=pk, state=self.model.State.WAITING)
        waiting.update(claimed_at=moments.now())

    @transaction.atomic
    def claim(self, pk):
        """The reading, for the one worker who reads it now; None for all others."""
        if not self.to_read().select_for_update(of=("self",)).filter(pk=pk):
            return None
        claimed = {"state": self.model.State.READING, "claimed_at": moments.now()}
        self.filter(pk=pk).update(**claimed, tries=F("tries") + 1)
        reading = self.select_related("original", "intake").get(pk=pk)
        if reading.tries > MOST_TRIES:  # each of its workers was lost
            reading.refuse("failed")
            return None
        return reading


class CardReading(models.Model):
    """A card as it was read from an original, on its way to be stored; private to its person.

    What the original says is kept as lines, and what the person said of them as corrections: the
    card is read from the two whenever it is shown.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("reading", "waits for its turn")
        READING = "reading", pgettext_lazy("reading", "is being read")
        READ = "read", pgettext_lazy("reading", "read")
        REFUSED = "refused", pgettext_lazy("reading", "could not be read")
        STORED = "stored", pgettext_lazy("reading", "stored as a draft")

    ON_THE_WAY = [State.WAITING, State.READING]
    TONES = {State.READ: "good", State.STORED: "good", State.REFUSED: "bad"}

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="readings")
    original = models.ForeignKey(
        Original, null=True, on_delete=models.CASCADE, related_name="readings"
    )
    name = LineField(max_length=160)
    kehra = models.ForeignKey(Kehra, null=True, on_delete=models.CASCADE, related_name="+")
    for_host = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)  # or handed to the worker, while it waits
    refusal = models.CharField(max_length=30, blank=True)
    written = models.JSONField(null=True)
    corrections = models.JSONField(default=dict)
    title = LineField(_("title"), max_length=200, blank=True)
    figures = models.JSONField(default=dict)
    project = models.ForeignKey(
        Project, null=True, on_delete=models.CASCADE, related_name="readings"
    )

    objects = CardReadings.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("card that is being read")
        verbose_name_plural = _("cards that are being read")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="stored") ^ Q(project=None), name="card_reading_stored_has_card"
            ),
            models.CheckConstraint(
                condition=~Q(state="read") | Q(written__isnull=False),
                name="card_reading_read_has_lines",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state__in=["waiting", "reading"]),
                name="card_reading_to_read",
            )
        ]

    def __str__(self):
        return self.called

    def get_absolute_url(self):
        return reverse("kehrat:card_reading", args=[self.intake.key, self.pk])

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES.get(self.state, "wait")

    @property
    def is_on_the_way(self):
        """The worker has not told yet what it is."""
        return self.state in self.ON_THE_WAY

    @property
    def is_read(self):
        return self.state == self.State.READ

    @property
    def is_refused(self):
        return self.state == self.State.REFUSED

    @property
    def is_stored(self):
        return self.state == self.State.STORED

    @property
    def has_owner(self):
        """It is told whose card it becomes."""
        return self.for_host or self.kehra_id is not None

    @property
    def called(self):
        """Its title as far as it is known, else the name of its file."""
        pasted = self.original and self.original.pasted
        name = self.name.removesuffix(".txt") if pasted else self.name
        return self.title or self.figures.get("title") or name

    @property
    def why(self):
        """Why it was refused, for people."""
        return why_refused(self.refusal) if self.refusal else ""

    @property
    def has_siblings(self):
        """Others were brought in with it."""
        return self.intake.readings.exclude(pk=self.pk).exists()

    @property
    def owner(self):
        """Whose card it becomes, as a form tells it."""
        return HOST if self.for_host else self.kehra.slug if self.kehra else ""

    @property
    def needs_look(self):
        """There is something in it that its person should see before it is stored."""
        return self.is_read and bool(self.figures["look"] or not self.figures["title"])

    def give_to(self, *, kehra, for_host):
        """Tell whose card it becomes."""
        self.kehra, self.for_host = kehra, for_host
        self._keep("kehra", "for_host")

    def correct(self, figures):
        """Keep the corrections that its person has made, and what is read with them."""
        self.figures = figures
        self._keep("figures", "corrections", "title")

    def _keep(self, *names):
        """Save these columns, while it is not stored. Raises WrongState."""
        rows = CardReading.objects.filter(pk=self.pk).exclude(state=self.State.STORED)
        if not rows.update(**{name: getattr(self, name) for name in names}):
            self.refresh_from_db()
            raise WrongState(self)

    @transaction.atomic
    def receive(self, cards):
        """Keep what was read of the original, [(written, figures)]: each card a row of its own.

        Of two workers that read it the first to end is heard.
        """
        if not self._still_mine():
            return
        (self.written, self.figures), *others = cards
        self.state = self.State.READ
        self.save()
        for written, figures in others:
            self.intake.readings.create(
                original=self.original,
                name=self.name,
                kehra=self.kehra,
                for_host=self.for_host,
                state=self.State.READ,
                written=written,
                figures=figures,
            )

    @transaction.atomic
    def refuse(self, code):
        """It can't be read: keep why."""
        if self._still_mine():
            self.state, self.refusal = self.State.REFUSED, code
            self.save()

    def give_back(self):
        """Reading it failed: it is tried again; after MOST_TRIES it is refused."""
        if self.tries >= MOST_TRIES:
            self.refuse("failed")
            return
        mine = CardReading.objects.filter(pk=self.pk, claimed_at=self.claimed_at)
        reading = mine.filter(state=self.State.READING)
        reading.update(state=self.State.WAITING, claimed_at=None)

    def _own_part(self, by):
        """[its own lines as a text], where the file may hold cards of others too: who writes this
        card doesn't read those (`Originals.visible_to`)."""
        siblings = CardReading.objects.filter(original=self.original).exclude(pk=self.pk)
        if not (by.is_sukkula and siblings.exists()):
            return []
        lines = from_json(self.written).lines
        content = "\n".join(line.text for line in lines).encode()
        taken = Taken(Original.Kind.TXT, f"{stem_of(self.called)}.txt", content)
        return [Original.objects.keep(taken, by=by, pasted=True)]

    def _still_mine(self):
        """Hold the row; whether it still waits for this very claim's reading."""
        rows = CardReading.objects.select_for_update(of=("self",))
        rows = rows.filter(pk=self.pk, state=self.State.READING, claimed_at=self.claimed_at)
        return rows.exists()

    @transaction.atomic
    def store(self, card, *, by):
        """Begin the draft card of what was read, once; returns the project.

        WrongState for what is not read or has no owner yet; PermissionDenied.
        """
        lock(self)
        if self.is_stored:
            return self.project
        if not (self.is_read and self.has_owner):
            raise WrongState(self)
        if self.intake.by_id != by.pk:
            raise PermissionDenied
        check(rules.can_bring_in, by, self.kehra)
        if rules.can_begin(by, self.kehra):
            self.project = Project.objects.begin(self.kehra, by=by, card=card, read=True)
        else:
            self.project = Project.objects.begin_for(self.kehra, by=by, card=card)
        self.project.originals.add(self.original, *self._own_part(by))
        self.state = self.State.STORED
        self.save()
        return self.project
