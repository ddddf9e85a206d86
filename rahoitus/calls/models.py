from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kehityspolku import languages, moments, money
from kehityspolku.lines import LineField
from kehrat.models import District
from rahoitus.calls import words
from rahoitus.sources.models import Source

TAKEN = {"hakemukset", "lahteet", "rekisteri"}  # the other addresses under /rahoitus/


class Calls(models.QuerySet):
    def visible_to(self, user):
        """Calls are public."""
        return self

    def open(self):
        """Open today; a call without a closing date is open all year."""
        day = moments.today()
        return self.filter(Q(closes_on=None) | Q(closes_on__gte=day), opens_on__lte=day)

    def coming(self):
        return self.filter(opens_on__gt=moments.today())

    def closed(self):
        return self.filter(closes_on__lt=moments.today())


class Call(models.Model):
    """A source's round with a deadline. All its rules are data that staff edit."""

    class CostModel(models.TextChoices):
        ACTUAL = "actual", _("actual costs")
        FLAT_24 = "flat_24", _("flat rate 24 % of staff pay")
        FLAT_17 = "flat_17", _("flat rate 17 % of staff pay")
        FLAT_15 = "flat_15", _("flat rate 15 % of staff pay")
        FLAT_40 = "flat_40", _("flat rate 40 % of staff pay covers all other costs")
        LUMP = "lump", _("lump sum")

    class Reach(models.TextChoices):
        LOCAL = "local", _("local")
        REGIONS = "regions", _("nationwide or usable in more than one region")
        CITIES = "cities", _("several of the six largest cities")

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="calls")
    slug = models.SlugField(unique=True)
    name_fi = LineField(_("name in Finnish"), max_length=200)
    name_sv = LineField(_("name in Swedish"), max_length=200)
    name_en = LineField(_("name in English"), max_length=200)
    about_fi = models.TextField(_("what it funds, in Finnish"), blank=True)
    about_sv = models.TextField(_("what it funds, in Swedish"), blank=True)
    about_en = models.TextField(_("what it funds, in English"), blank=True)
    opens_on = models.DateField(_("opens"))
    closes_on = models.DateField(_("closes, at 23:59:59"), null=True, blank=True)
    frame = money.EurosField(_("frame, €"), null=True, blank=True)
    smallest = money.EurosField(_("smallest grant, €"), null=True, blank=True)
    largest = money.EurosField(_("largest grant, €"), null=True, blank=True)
    highest_share = models.DecimalField(
        _("highest share of costs, %"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    least_own_share = models.DecimalField(
        _("least own contribution, %"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    longest_months = models.PositiveSmallIntegerField(
        _("longest duration, months"), null=True, blank=True
    )
    cost_models = ArrayField(models.CharField(max_length=10, choices=CostModel), default=list)
    registered_only = models.BooleanField(_("registered applicants only"), default=True)
    districts = models.ManyToManyField(District, blank=True, verbose_name=_("areas, empty for all"))
    partners_least = models.PositiveSmallIntegerField(_("partners at least"), default=0)
    reach = models.CharField(_("reach"), max_length=10, choices=Reach, default=Reach.LOCAL)
    service = LineField(_("the funder's own service"), max_length=120, blank=True)
    service_url = models.URLField(_("address of the service"), blank=True)
    from_memory = models.BooleanField(_("an example, to be checked with the funder"), default=False)

    objects = Calls.as_manager()

    class Meta:
        ordering = ["closes_on", "name_fi"]
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        indexes = [models.Index("opens_on", "closes_on", name="call_dates")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=models.F("opens_on")),
                name="call_closes_after_opening",
            ),
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

    @property
    def closes_at(self):
        """The last moment to send, aware; None when the call is open all year."""
        return moments.end_of(self.closes_on) if self.closes_on else None

    @property
    def status(self):
        """ "open", "coming" or "closed" today."""
        return self.status_on(moments.today())

    def status_on(self, day):
        """ "open", "coming" or "closed" on a date."""
        if self.opens_on > day:
            return "coming"
        return "closed" if self.closes_on and self.closes_on < day else "open"

    @property
    def countdown(self):
        """When it closes or opens, in words."""
        return words.countdown(self)

    def rules(self):
        """The rules in words, [(name, sentence), ...]."""
        return words.rules(self)

    @property
    def days_left(self):
        """Days until the closing date, 0 on the day itself; None when open all year."""
        return (self.closes_on - moments.today()).days if self.closes_on else None
