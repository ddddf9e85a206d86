"""What happened, who is told of it, what one follows and how it is mailed."""

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.db.models import Q
from django.template import loader
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.lines import LineField
from kehityspolku.text import nested_quotes, tidy_line


class Peers(models.Manager):
    """What one record lacks is fetched for all read with it: a list asks as often as one row."""

    def get_queryset(self):
        return super().get_queryset().fetch_mode(models.FETCH_PEERS)


class Events(models.QuerySet):
    def about(self, record):
        """What happened to a record and to what belongs to it, oldest first."""
        return self.filter(
            about_type=ContentType.objects.get_for_model(record), about_id=record.pk
        ).order_by("at", "pk")

    def listed(self):
        """For a list: what the events name is fetched at once for all of them."""
        rows = self.select_related("actor", "target_type", "about_type")
        rows = rows.prefetch_related(named("target"), named("about"))
        return rows.fetch_mode(models.FETCH_PEERS)

    def history_of(self, record):
        """What happened to a record that is at hand and to what belongs to it, as a list, oldest
        first. What else the events name is fetched by `fetch_named`, for those that are shown.
        """
        events = list(self.about(record).select_related("actor").fetch_mode(models.FETCH_PEERS))
        for event in events:
            event.about = record
            event.target_type = ContentType.objects.get_for_id(event.target_type_id)  # kept there
            if (event.target_type_id, event.target_id) == (event.about_type_id, event.about_id):
                event.target = record
        return events


def named(field):
    """What events name by the field, each with what its words need: SAID_WITH of its model."""
    models_said = [model for model in apps.get_models() if hasattr(model, "SAID_WITH")]
    rows = [model._base_manager.select_related(*model.SAID_WITH) for model in models_said]
    return GenericPrefetch(field, [each.fetch_mode(models.FETCH_PEERS) for each in rows])


def fetch_named(events):
    """Fetch the records that the events name, at once for all of them; gives the events."""
    models.prefetch_related_objects(events, named("target"))
    return events


class Event(models.Model):
    """What happened: one verb on one record by one person. History, notices and feeds read it.

    `about` is the record on whose page the event shows (an application's card, say). `once` holds
    a key when the event may happen a single time, however often it is tried. `group_id` is the key
    of the group whose work it is part of, `sign_of_life` whether that group is heard of by it.
    """

    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    target_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    about_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    facts = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=moments.now)
    once = models.CharField(max_length=120, null=True, unique=True)
    # What its verb and its record say when it happens, kept so that no list reads all events.
    group_id = models.BigIntegerField(null=True, editable=False)
    news = models.BooleanField(default=False, db_default=False, editable=False)
    sign_of_life = models.BooleanField(default=False, db_default=False, editable=False)

    objects = Peers.from_queryset(Events)()

    class Meta:
        indexes = [
            models.Index("about_type", "about_id", "at", name="event_about"),
            models.Index("target_type", "target_id", name="event_target"),
            models.Index("verb", "at", name="event_verb"),
            models.Index(fields=["-at", "-id"], condition=Q(news=True), name="event_news"),
            models.Index(
                fields=["group_id", "-at", "-id"], condition=Q(news=True), name="event_group_news"
            ),
            models.Index(
                fields=["group_id", "at"], condition=Q(sign_of_life=True), name="event_life"
            ),
        ]

    def __str__(self):
        return f"{self.target_type.app_label}.{self.verb} {self.target_id}"

    @cached_property
    def text(self):
        """The event told in the active language, plain text; the first line is the sentence.

        Rendered from `<app>/mail/<verb>.txt` of the target's app, or of the one whose verb it is,
        with `event`, `target`, `about` and `facts`; in a mail to one `reader` whose own page of the
        target needs no sign-in (`url_for`) also with its `own_url`.
        """
        labels = [self.target_type.app_label, *(app.label for app in apps.get_app_configs())]
        templates = [f"{label}/mail/{self.verb}.txt" for label in labels]
        reader = self.__dict__.get("reader")
        own = reader and hasattr(self.target, "url_for")
        context = {
            "event": self,
            "target": self.target,
            "about": self.about,
            "facts": self.facts,
            "own_url": self.target.url_for(reader) if own else "",
            "site": settings.SITE_URL,
            "contact": settings.CONTACT,
        }
        return loader.render_to_string(templates, context).strip()

    def person(self, fact):
        """The person whose key a fact holds, or None; of events read together, asked for once."""
        if "people" not in self.__dict__:
            together = [event for peer in self._state.peers if (event := peer())] or [self]
            keys = {event.facts[fact] for event in together if fact in event.facts}
            people = get_user_model().objects.in_bulk(keys)
            for event in together:
                event.people = people
        return self.people.get(self.facts.get(fact))

    @property
    def sentence(self):
        """One line, whatever is in it; a sum in it stays in one piece. What is quoted in a quoted
        name has single marks."""
        pieces = self.text.partition("\n")[0].split("\u00a0")
        return nested_quotes("\u00a0".join(map(tidy_line, pieces)).strip())

    @property
    def body(self):
        return self.text.partition("\n")[2].strip()


class Wish(models.Model):
    """An act begun before sign-in, kept until the person's address is confirmed, then done."""

    token = models.UUIDField(unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="wishes"
    )
    target_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    verb = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=moments.now)
    done_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.verb} {self.target_id}"


class Notices(models.QuerySet):
    def visible_to(self, user):
        """Everyone reads only one's own notices."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(recipient_id=user.pk, address="")

    def unread(self):
        return self.filter(read_at=None)

    def read(self):
        """Mark all as read; the first time counts."""
        return self.unread().update(read_at=moments.now())

    def forget(self):
        """Delete what was read long ago (NOTICES_KEPT); returns how many."""
        long_ago = moments.now() - settings.NOTICES_KEPT
        return self.filter(read_at__lt=long_ago).exclude(mail__in=Notice.UNSENT).delete()[0]

    def waiting(self, mail="waiting", now=None):
        """Mail that has to leave now, one by one or (`mail` "digest") gathered."""
        return self.filter(mail=mail, not_before__lte=now or moments.now())

    def locked(self):
        """For a worker that sends them: others pass by what it has taken."""
        return self.select_for_update(skip_locked=True, of=("self",))

    def listed(self):
        """With all that their words need, fetched at once for all of them."""
        event = "event__actor", "event__target_type", "event__about_type"
        rows = self.select_related("recipient", *event)
        return rows.prefetch_related(named("event__target"), named("event__about"))


class Notice(models.Model):
    """One event told to one person: in the portal always, by mail when the person wants it.

    A task is a duty: it waits for the person because of a role.
    """

    class Kind(models.TextChoices):
        """What a notice is to the person: for each, one chooses how often it is mailed.

        A new one needs its words in events/forms.py.
        """

        DECISION = "decision", _("Decisions and your account")
        TASK = "task", _("What waits for you")
        PROJECT = "project", _("Projects and applications")
        GROUP = "group", _("News of Kehrät")
        MEETING = "meeting", _("Meetings")
        IDEA = "idea", _("Ideas")
        COMMENT = "comment", _("Comments")

    class Mail(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DIGEST = "digest", _("waits for the digest")
        SENT = "sent", _("sent")
        NONE = "none", _("no mail")
        FAILED = "failed", _("failed")

    ALWAYS = [Kind.DECISION, Kind.TASK]  # neither muted nor stopped; a task may be gathered
    UNSENT = [Mail.WAITING, Mail.DIGEST]
    TONES = {Mail.WAITING: "wait", Mail.SENT: "good", Mail.FAILED: "bad"}

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notices")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PROJECT)
    followed = models.BooleanField(default=False)  # told only because one follows
    # Told because nobody whom it waits for can be reached.
    stands_in = models.BooleanField(default=False, db_default=False)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.WAITING)
    problem = LineField(max_length=200, blank=True)  # why the last try failed
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=moments.now)
    made_at = models.DateTimeField(default=moments.now)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    # Mailed there instead of to the person's own address: of a change of address to the old one.
    address = models.EmailField(blank=True, default="", db_default="")

    objects = Peers.from_queryset(Notices)()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint("event", "recipient", "address", name="notice_once"),
        ]
        indexes = [
            models.Index("made_at", condition=models.Q(mail="waiting"), name="notice_mail_waiting"),
            models.Index(
                "not_before", "recipient", condition=models.Q(mail="digest"), name="notice_digest"
            ),
            models.Index(fields=["recipient", "-made_at", "-id"], name="notice_list"),
            models.Index("recipient", condition=models.Q(read_at=None), name="notice_unread"),
        ]

    @property
    def to(self):
        """The address that its mail goes to."""
        return self.address or self.recipient.email

    @property
    def tone(self):
        """How the state of its mail is shown (docs/look.md)."""
        return self.TONES.get(self.mail, "quiet")

    def read(self):
        """Mark as read; the first time counts."""
        Notice.objects.filter(pk=self.pk).read()

    def __str__(self):
        return f"{self.event} → {self.recipient_id}"


class Follows(models.QuerySet):
    def of(self, *records):
        """The rows that point at any of the records."""
        keys = {}
        for record in filter(None, records):
            keys.setdefault(ContentType.objects.get_for_model(record), []).append(record.pk)
        if not keys:
            return self.none()
        wanted = Q()
        for kind, pks in keys.items():
            wanted |= Q(target_type=kind, target_id__in=pks)
        return self.filter(wanted)


class Follow(models.Model):
    """A person follows a record, or has muted it (`muted`): then nothing of it is told."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    target_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    muted = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=moments.now)

    objects = Follows.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint("user", "target_type", "target_id", name="follow_once")
        ]
        indexes = [models.Index("target_type", "target_id", "muted", name="follow_target")]

    def __str__(self):
        return f"{self.user_id} {'mutes' if self.muted else 'follows'} {self.target_id}"


class Paces(dict):
    """What people have chosen: {(person's pk, kind, group or EVERYWHERE): pace}."""

    def of(self, person, kind, group=None):
        """The pace of a person's mail of a kind; of a group its own, if one is chosen."""
        pace = self.get((person, kind, group)) or self.get((person, kind, Preference.EVERYWHERE))
        return pace or Preference.Pace.AT_ONCE


class Preferences(models.QuerySet):
    def paces(self, people):
        """The Paces of the people, in one query."""
        rows = self.filter(user__in=people)
        rows = rows.values_list("user_id", "kind", "group_id", "pace")
        return Paces({(user, kind, group): pace for user, kind, group, pace in rows})


class Preference(models.Model):
    """How often a person wants mail of one kind, in all or of one group; what is not chosen is
    mailed at once."""

    class Pace(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week")
        NEVER = "never", _("never")

    GATHERED = [Pace.DAILY, Pace.WEEKLY]
    EVERYWHERE = 0  # no group's key

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences"
    )
    kind = models.CharField(max_length=10, choices=Notice.Kind)
    group_id = models.BigIntegerField(default=EVERYWHERE, db_default=EVERYWHERE)
    pace = models.CharField(max_length=10, choices=Pace, default=Pace.AT_ONCE)

    objects = Preferences.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("user", "kind", "group_id", name="preference_once"),
            models.CheckConstraint(
                condition=~Q(kind=Notice.Kind.DECISION), name="preference_not_of_decisions"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Notice.Kind.TASK, pace="never"),
                name="preference_duties_are_mailed",
            ),
            models.CheckConstraint(
                condition=Q(pace__in=["at_once", "daily", "weekly", "never"]),
                name="preference_pace_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.pace}"
