"""A call: when it can be applied to, by whom, for how much."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kehityspolku import languages, moments, money
from kehityspolku.lines import LineField
from kehrat.models import District
from kehrat.places.text_search import FinnishOrder
from rahoitus.calls import words
from rahoitus.sources.models import Source

TAKEN = {"hakemukset", "hoito", "lahteet", "rekisteri"}  # the other addresses under /rahoitus/
# The earlier of the day and time told and the end of the day on which it ended early.
CLOSES_AT = RawSQL(
    """LEAST(
        (closes_on + COALESCE(closes_time, time '23:59:59')) AT TIME ZONE 'Europe/Helsinki',
        (ended_early_on + time '23:59:59') AT TIME ZONE 'Europe/Helsinki'
    )""",
    [],
)


class Calls(models.QuerySet):
    def visible_to(self, user):
        """Calls are public once published."""
        return self.exclude(published_at=None)

    def open(self):
        """Open now; a call without a closing date is open all year."""
        return self.exclude(published_at=None).filter(
            Q(closes_at=None) | Q(closes_at__gte=this_second()), opens_on__lte=moments.today()
        )

    def coming(self):
        return self.exclude(published_at=None).filter(
            Q(closes_at=None) | Q(closes_at__gte=this_second()), opens_on__gt=moments.today()
        )

    def closed(self):
        """Closed on the day told, or ended before it."""
        return self.exclude(published_at=None).filter(closes_at__lt=this_second())

    def ended_early(self, early):
        """Of closed ones those that ended before their day, or those that did not."""
        return self.filter(ended_early_on__isnull=not early)


def this_second():
    """Now without its fraction: what is sent at 23.59.59,9 is sent at 23.59.59."""
    return moments.now().replace(microsecond=0)


class Call(models.Model):
    """A source's round with a deadline. All its rules are data that staff edit."""

    class Applicant(models.TextChoices):
        PERSON = "person", _("private person")
        GROUP = "group", _("unregistered group")
        ASSOCIATION = "association", _("association")
        FOUNDATION = "foundation", _("foundation")
        COMPANY = "company", _("company")
        PUBLIC = "public", _("public body")

    REGISTERED = ["association", "foundation", "company", "public"]

    class Own(models.TextChoices):
        OWN = "own", _("own money")
        CITY = "city", _("money of the City of Helsinki")
        PUBLIC = "public", _("other public money")
        PRIVATE = "private", _("private money")
        IN_KIND = "in_kind", _("volunteer work and other work in kind")

    class CostsFrom(models.TextChoices):
        APPLIED = "applied", _("from the day the application is sent")
        DECIDED = "decided", _("from the day of the decision")
        OPENED = "opened", _("from the day the call opens")
        DAY = "day", _("from a day that the call names")

    class Payment(models.TextChoices):
        ONCE = "once", _("in one sum")
        PARTS = "parts", _("in instalments")
        CLAIMS = "claims", _("against claims of costs")
        LUMP = "lump", _("in lump sums, each against evidence")

    class Reach(models.TextChoices):
        LOCAL = "local", _("local")
        REGIONS = "regions", _("nationwide or usable in more than one region")
        CITIES = "cities", _("several of the six largest cities")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="calls")
    slug = models.SlugField(unique=True)
    name_fi = LineField(_("name in Finnish"), max_length=200, blank=True)
    name_sv = LineField(_("name in Swedish"), max_length=200, blank=True)
    name_en = LineField(_("name in English"), max_length=200, blank=True)
    about_fi = models.TextField(_("what it funds, in Finnish"), blank=True)
    about_sv = models.TextField(_("what it funds, in Swedish"), blank=True)
    about_en = models.TextField(_("what it funds, in English"), blank=True)
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("closes"), null=True, blank=True)
    closes_time = models.TimeField(_("at, 23.59.59 where empty"), null=True, blank=True)
    ended_early_on = models.DateField(_("ended early on"), null=True, blank=True)
    ended_early_why = LineField(_("why it ended early"), max_length=300, blank=True)
    # The last moment to send, of an hour that comes twice the later; None: open all year.
    closes_at = models.GeneratedField(
        expression=CLOSES_AT, output_field=models.DateTimeField(null=True), db_persist=True
    )
    register_by = models.DateField(_("register with the funder by"), null=True, blank=True)
    second_stage_on = models.DateField(
        _("the second stage closes"),
        null=True,
        blank=True,
        help_text=_("Where a short idea comes first and a full application later."),
    )
    frame = money.EurosField(_("frame, €"), null=True, blank=True)
    smallest = money.EurosField(_("smallest grant, €"), null=True, blank=True)
    largest = money.EurosField(_("largest grant, €"), null=True, blank=True)
    highest_share = money.PercentField(_("highest share of costs, %"), null=True, blank=True)
    least_own_share = money.PercentField(_("least own contribution, %"), null=True, blank=True)
    own_counts = ArrayField(
        models.CharField(max_length=10, choices=Own),
        default=list,
        blank=True,
        verbose_name=_("what counts as own contribution"),
    )
    hour_value = money.EurosField(_("an hour of volunteer work is worth, €"), null=True, blank=True)
    hours_share = money.PercentField(
        _("volunteer work at most, % of the costs"), null=True, blank=True
    )
    shortest_months = models.PositiveSmallIntegerField(
        _("shortest duration, months"), null=True, blank=True
    )
    longest_months = models.PositiveSmallIntegerField(
        _("longest duration, months"), null=True, blank=True
    )
    ends_latest_on = models.DateField(_("the project ends at the latest"), null=True, blank=True)
    costs_from = models.CharField(
        _("costs count"), max_length=10, choices=CostsFrom, blank=True, default=""
    )
    costs_from_on = models.DateField(_("that day"), null=True, blank=True)
    payment = models.CharField(
        _("the money is paid"), max_length=10, choices=Payment, blank=True, default=""
    )
    advance_share = money.PercentField(
        _("paid in advance at most, % of the grant"), null=True, blank=True
    )
    cost_models = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    applicants = ArrayField(
        models.CharField(max_length=12, choices=Applicant),
        default=list,
        blank=True,
        verbose_name=_("who may apply"),
    )
    districts = models.ManyToManyField(District, blank=True, verbose_name=_("areas, empty for all"))
    partners_least = models.PositiveSmallIntegerField(_("partners at least"), default=0)
    reach = models.CharField(_("reach"), max_length=10, choices=Reach, default=Reach.LOCAL)
    service = LineField(_("the funder's own service"), max_length=120, blank=True)
    service_url = models.URLField(_("address of the service"), blank=True)
    retention_years = models.PositiveSmallIntegerField(
        _("papers are kept, years"), null=True, blank=True
    )
    asked_in = models.CharField(
        _("the funder asks in one language only"),
        max_length=2,
        choices=settings.LANGUAGES,
        blank=True,
        default="",
        db_default="",
    )
    de_minimis = models.BooleanField(_("granted as de minimis aid"), default=False)
    source_links = ArrayField(
        models.URLField(max_length=500),
        default=list,
        blank=True,
        verbose_name=_("where the rules were read"),
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    from_memory = models.BooleanField(_("an example, to be checked with the funder"), default=False)

    objects = Calls.as_manager()

    class Meta:
        ordering = ["closes_on", FinnishOrder("name_fi")]
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        indexes = [models.Index("opens_on", "closes_on", name="call_dates")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=models.F("opens_on")),
                name="call_closes_after_opening",
            ),
            models.CheckConstraint(condition=languages.any_of("name"), name="call_has_a_name"),
            models.CheckConstraint(
                condition=Q(largest=None) | Q(smallest=None) | Q(largest__gte=models.F("smallest")),
                name="call_grant_limits_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.source}: {self.name}"

    @property
    def name(self):
        return languages.text_of(self, "name")

    @property
    def about(self):
        return languages.text_of(self, "about")

    def get_absolute_url(self):
        return reverse("rahoitus:call", args=[self.slug])

    def clean(self):
        """The slug is part of an address, beside some that are taken."""
        if self.slug in TAKEN:
            raise ValidationError({"slug": _("This address is in use. Choose another.")})

    def rules_at(self, moment):
        """The call with the rules that stood at a moment; as it is now, if they have not changed
        since or nobody kept them.
        """
        newer = Exists(self.versions.filter(made_at__gt=moment))
        then = self.versions.filter(made_at__lte=moment).annotate(has_newer=newer).first()
        return then.rules() if then and then.has_newer else self

    @property
    def last_day(self):
        """The day on which it closes, or ended early; None when it is open all year."""
        return self.closes_at and moments.day_of(self.closes_at)

    @property
    def ended_early(self):
        """It has ended on a day before the one it had told."""
        return bool(self.ended_early_on) and self.closes_at < this_second()

    @property
    def status(self):
        """ "open", "coming" or "closed" now."""
        return self.status_at(this_second())

    def status_at(self, moment):
        """ "open", "coming" or "closed" at an aware moment."""
        if self.closes_at and self.closes_at < moment:
            return "closed"
        return "coming" if moments.start_of(self.opens_on) > moment else "open"

    @property
    def asking_languages(self):
        """The languages in which its questions are asked."""
        return (self.asked_in,) if self.asked_in else languages.CODES

    @property
    def needs_check(self):
        """Nobody has looked for a year whether the rules still hold, or ever."""
        return not self.checked_on or self.checked_on <= moments.in_days(-365)

    def models(self):
        """The source's cost models that the call allows, in the call's order."""
        return [model for code in self.cost_models if (model := self.model_of(code))]

    def model_of(self, code):
        """The source's cost model of a code; None where there is none: costs as they are."""
        return next((m for m in self.source.cost_models.all() if m.code == code), None)

    @property
    def countdown(self):
        """When it closes or opens, in words."""
        return words.countdown(self)

    def rules(self):
        """The rules in words, [(name, sentence), ...]."""
        return words.rules(self)

    @property
    def days_left(self):
        """Days until its last day, 0 on the day itself; None when closed or open all year."""
        if self.status == "closed" or not self.closes_at:
            return None
        return (self.last_day - moments.today()).days
