import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kehityspolku import grants, languages, moments, money
from kehityspolku.events.record import record
from kehityspolku.events.steps import check
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.people import circles
from kehityspolku.people.dated import end_today
from kehityspolku.people.rules import can_change_roles
from kehrat.places.text_search import FinnishOrder


class Source(models.Model):
    """Who gives money: for some years, then maybe a successor. Old ones stay for old decisions."""

    slug = models.SlugField(unique=True)
    name_fi = LineField(_("name in Finnish"), max_length=160, blank=True)
    name_sv = LineField(_("name in Swedish"), max_length=160, blank=True)
    name_en = LineField(_("name in English"), max_length=160, blank=True)
    also_known_as = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    business_id = models.CharField(_("business ID"), max_length=9, blank=True, db_default="")
    is_city = models.BooleanField(_("money of the City of Helsinki"), default=False)
    is_public = models.BooleanField(_("public money"), default=True)
    valid_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    valid_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )

    class Meta:
        ordering = [FinnishOrder("name_fi")]
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")
        permissions = [("decide_source", "Decides on the source's applications")]
        constraints = [
            models.CheckConstraint(condition=languages.any_of("name"), name="source_has_a_name"),
            models.CheckConstraint(
                condition=Q(valid_to=None)
                | Q(valid_from=None)
                | Q(valid_to__gte=models.F("valid_from")),
                name="source_years_in_order",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return languages.text_of(self, "name")

    @property
    def years(self):
        """The years it gives money, in words; "" when neither end is known."""
        if self.valid_from and self.valid_to:
            return f"{self.valid_from}–{self.valid_to}"
        if self.valid_from:
            return _("since %(year)s") % {"year": self.valid_from}
        return _("to %(year)s") % {"year": self.valid_to} if self.valid_to else ""

    @property
    def has_ended(self):
        return bool(self.valid_to) and self.valid_to < moments.today().year


class CostModel(models.Model):
    """How a source counts costs: as they are, or some of them as a share of others."""

    class Base(models.TextChoices):
        NONE = "none", _("no flat rate")
        STAFF = "staff", _("staff pay")
        DIRECT = "direct", _("all direct costs")

    class Covers(models.TextChoices):
        NOTHING = "", _("nothing")
        SIDE = "side", _("side costs of staff pay")
        INDIRECT = "indirect", _("indirect costs")
        OTHERS = "others", _("all other costs")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="cost_models")
    code = models.SlugField(_("short code"), max_length=10)
    name_fi = LineField(_("name in Finnish"), max_length=160, blank=True)
    name_sv = LineField(_("name in Swedish"), max_length=160, blank=True)
    name_en = LineField(_("name in English"), max_length=160, blank=True)
    base = models.CharField(
        _("flat rate is counted of"), max_length=10, choices=Base, default=Base.NONE
    )
    percent = models.DecimalField(
        _("flat rate, %"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    covers = models.CharField(
        _("it covers"), max_length=10, choices=Covers, default=Covers.NOTHING, blank=True
    )
    unit_price = money.EurosField(_("an hour of work costs, €"), null=True, blank=True)
    valid_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    valid_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("cost model")
        verbose_name_plural = _("cost models")
        constraints = [
            models.UniqueConstraint("source", "code", name="cost_model_once"),
            models.CheckConstraint(
                condition=languages.any_of("name"), name="cost_model_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(base="none") | Q(percent__gt=0, percent__lte=100),
                name="cost_model_flat_rate_has_percent",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None)
                | Q(valid_from=None)
                | Q(valid_to__gte=models.F("valid_from")),
                name="cost_model_years_in_order",
            ),
        ]

    def __str__(self):
        return languages.text_of(self, "name")

    def is_in_force(self, year):
        """Whether the source counts costs by it in a year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


class SourceOfficials(models.QuerySet):
    def pairs(self, people):
        """{(source's pk, user's pk)} of those of the people who decide for a source today."""
        rows = self.filter(ended_on=None, user__in=people)
        return set(rows.values_list("source", "user"))

    @verb("give_source", tells=circles.oneself_and_leads)
    @transaction.atomic
    def appoint(self, user, source, *, by):
        """Let the person decide for the source from today; twice is once. `by` None: the server
        itself. PermissionDenied to all but administrators, and to oneself.
        """
        check(can_change_roles, by, user)
        row, made = self.get_or_create(user=user, source=source, ended_on=None)
        row.sync_grant()
        if made:
            record("give_source", row, by=by)
        return row


@pghistory.track()
class SourceOfficial(models.Model):
    """A funder's official: sees and decides what was sent to one source. Guardian follows."""

    notice_kind = Kind.DECISION

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="official_sources"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="officials")
    started_on = models.DateField(default=moments.today)
    ended_on = models.DateField(null=True, blank=True)

    objects = SourceOfficials.as_manager()

    class Meta:
        verbose_name = _("funder's official")
        verbose_name_plural = _("funders' officials")
        constraints = [
            models.UniqueConstraint(
                "user", "source", condition=Q(ended_on=None), name="source_official_once"
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.source}"

    def about(self):
        return self.user

    @verb("end_source", tells=circles.oneself_and_leads)
    @transaction.atomic
    def end(self, *, by):
        """Take it away from today on; once ended, nothing happens. See `appoint`."""
        if end_today(self, by=by):
            self.sync_grant()
            record("end_source", self, by=by)

    def sync_grant(self):
        """Make guardian's grant what the current rows say."""
        rows = SourceOfficial.objects.filter(user=self.user, source=self.source, ended_on=None)
        change = grants.give if rows.exists() else grants.take
        change("rahoitus.decide_source", self.user, self.source)
