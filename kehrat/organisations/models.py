"""An organisation's profile: rows that say what was told when, and its standing documents."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import marks, moments
from kehityspolku.events.record import record
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.files.models import Upload, Uploads
from kehityspolku.people.circles import person
from kehrat.groups.models import Organisation
from kehrat.organisations import rules
from kehrat.organisations.facts import BY_NAME, LOOK_AGAIN

MOST_DOCUMENTS = 40  # of one organisation


class ProfileFacts(models.QuerySet):
    def standing(self, organisation):
        """{name: the newest row} of what is known; what was emptied is not known."""
        rows = self.filter(organisation=organisation).order_by("name", "-pk").distinct("name")
        return {row.name: row for row in rows if row.value}

    def mark(self, organisation):
        """A mark of the profile as it stands (marks.py)."""
        last = self.filter(organisation=organisation).aggregate(models.Max("pk"))
        return marks.mark(last["pk__max"])

    @transaction.atomic
    def write(self, organisation, values, *, by, seen, all_right=False):
        """Store what differs from the facts that stand, as rows of today; returns how many.

        `values`: {name: text}, "" for what is not known. `all_right`: what stays the same is said
        anew today. PermissionDenied by rule; marks.Outdated if somebody else saved meanwhile.
        """
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        if not rules.can_write_profile(by, organisation):
            raise PermissionDenied
        marks.check(seen, self.mark(organisation))
        stands = self.standing(organisation)
        rows = [
            self.model(organisation=organisation, name=name, value=value, by=by)
            for name, value in values.items()
            if differs(stands.get(name), value, all_right=all_right)
        ]
        self.bulk_create(rows)
        return len(rows)


def differs(row, value, *, all_right):
    """Whether a value needs a row of its own beside the one that stands, or None."""
    if (row.value if row else "") != value:
        return True
    return bool(all_right and row and row.as_of != moments.today())


class ProfileFact(models.Model):
    """One thing told of an organisation on a day; a later row corrects it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="facts")
    name = models.CharField(max_length=30, choices=[(n, f.label) for n, f in BY_NAME.items()])
    value = models.TextField(blank=True, max_length=4000)
    as_of = models.DateField(default=moments.today)
    recorded_at = models.DateTimeField(default=moments.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ProfileFacts.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("fact of an organisation")
        verbose_name_plural = _("facts of organisations")
        indexes = [models.Index(fields=["organisation", "name", "-id"], name="profile_fact_newest")]

    def __str__(self):
        return f"{self.organisation}: {self.get_name_display()}"

    @property
    def is_old(self):
        """It was told more than a year ago: somebody should look at it."""
        return self.as_of < moments.today() - LOOK_AGAIN


class StandingDocuments(Uploads):
    def visible_to(self, user):
        """Those of the organisations whose profile the person may write."""
        return self.filter(organisation__in=written_by(user))

    @transaction.atomic
    def add(self, organisation, taken, *, by, what, as_of):
        """Keep a document. PermissionDenied; ValidationError when it is there, or too many are."""
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        if not rules.can_write_profile(by, organisation):
            raise PermissionDenied
        there = self.filter(organisation=organisation)
        if there.filter(sha256=taken.sha256, what=what).exists():
            raise ValidationError(gettext("The organisation has this file already."))
        if there.count() >= MOST_DOCUMENTS:
            raise ValidationError(gettext("There are too many documents. Remove an old one first."))
        return self.keep(taken, by=by, organisation=organisation, what=what, as_of=as_of)


class StandingDocument(Upload):
    """Rules, accounts or another document that funders ask for: private, dated."""

    notice_kind = Kind.DECISION

    class What(models.TextChoices):
        RULES = "rules", _("rules")
        ACCOUNTS = "accounts", _("accounts")
        AUDIT = "audit", _("audit report")
        ANNUAL = "annual", _("annual report")
        MINUTES = "minutes", _("minutes of the yearly meeting")
        PLAN = "plan", _("plan and budget of the year")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="documents"
    )
    what = models.CharField(_("what it is"), max_length=10, choices=What)
    as_of = models.DateField(_("of which day"), default=moments.today)

    objects = StandingDocuments.as_manager()

    class Meta(Upload.Meta):
        ordering = ["what", "-as_of", "-pk"]
        verbose_name = _("standing document")
        verbose_name_plural = _("standing documents")
        constraints = [*Upload.Meta.constraints]

    def get_absolute_url(self):
        return reverse("kehrat:organisation", args=[self.organisation_id])

    def about(self):
        return self

    @property
    def is_old(self):
        return self.as_of < moments.today() - LOOK_AGAIN

    @transaction.atomic
    def remove(self, *, by):
        """Remove it for good, file and all. PermissionDenied by rule."""
        if not rules.can_write_profile(by, self.organisation):
            raise PermissionDenied
        self.forget_file()
        self.delete()

    @verb("document_infected", tells=person("by"), sign_of_life=False)
    def note_virus(self):
        """Tell who brought it that it was removed."""
        record("document_infected", self, name=self.name, virus=self.virus)


def seen_by(user):
    """The organisations of which the person may read the profile."""
    return Organisation.objects.behind("kehrat.member_kehra", user)


def written_by(user):
    """The organisations whose profile the person may write."""
    return Organisation.objects.behind("kehrat.coordinate_kehra", user)
