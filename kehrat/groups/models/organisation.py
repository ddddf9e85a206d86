import pghistory
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import grants, marks, moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import lock
from kehityspolku.events.verbs import verb
from kehityspolku.lines import LineField
from kehrat.groups import circles, rules
from kehrat.groups.models.membership import Membership
from kehrat.places.text_search import FinnishOrder

APPROVED = ("approved", "running", "ended")  # cards of which Sukkula has seen who applies


class Organisations(models.QuerySet):
    def behind(self, permission, user):
        """Those that host, or apply for, a Kehrä to which the person has the permission; for
        Sukkula all. A card counts from its approval: before, anyone could write any name there.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_sukkula:
            return self
        mine = grants.held(user, permission)
        applies = Q(projects__kehra__in=mine, projects__state__in=APPROVED)
        found = self.filter(Q(hosted__in=mine) | applies)
        return self.filter(pk__in=found.order_by().values("pk"))

    def readable(self, pairs):
        """Of (organisation, user) pairs those that may still be read, as keys."""
        pairs = list(pairs)
        seen = {
            user: set(self.behind("kehrat.member_kehra", user).values_list("pk", flat=True))
            for user in {user for _organisation, user in pairs}
        }
        return {(each.pk, user.pk) for each, user in pairs if each.pk in seen[user]}


@pghistory.track()
class Organisation(models.Model):
    """An association, a company or a public body: hosts, applicants and partners.

    `registered`: None where nobody knows; `kind` and `seat` are then empty.
    """

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("association")
        FOUNDATION = "foundation", _("foundation")
        COMPANY = "company", _("company")
        PUBLIC = "public", _("public body")
        GROUP = "group", _("unregistered group")

    KNOWN_BY = ("name", "business_id", "kind", "registered", "seat")  # what Sukkula may mend

    name = LineField(_("name"), max_length=200, unique=True)
    business_id = models.CharField(_("business ID"), max_length=9, blank=True)
    registered = models.BooleanField(
        _("registered association or other legal person"), null=True, default=True
    )
    kind = models.CharField(
        _("what it is"), max_length=12, choices=Kind, blank=True, default="", db_default=""
    )
    seat = LineField(_("home municipality"), max_length=100, blank=True, default="", db_default="")

    objects = Organisations.as_manager()

    class Meta:
        ordering = [FinnishOrder("name")]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("kehrat:organisation", args=[self.pk])

    def known_by(self):
        return {name: getattr(self, name) for name in self.KNOWN_BY}

    def mark(self):
        """A mark of what `mend` writes (marks.py)."""
        return marks.mark(self.known_by())

    @verb(tells=circles.behind_organisation, sign_of_life=False)
    @transaction.atomic
    def mend(self, *, by, seen, reason, **facts):
        """Put the organisation's facts right, for a reason that its people read.

        PermissionDenied by rule; marks.Outdated if somebody else saved meanwhile; ValidationError
        when nothing differs or another has the name or the business ID.
        """
        lock(self)
        if not rules.can_mend_organisation(by, self):
            raise PermissionDenied
        marks.check(seen, self.mark())
        changed = {
            name: [was, facts[name]]
            for name, was in self.known_by().items()
            if name in facts and facts[name] != was
        }
        if not changed:
            raise ValidationError(gettext("Nothing differs from what is known already."))
        self._refuse_taken(changed)
        for name, (_was, now) in changed.items():
            setattr(self, name, now)
        try:
            with transaction.atomic():
                self.save(update_fields=list(changed))
        except IntegrityError:  # another took the name this moment
            raise taken("name", self.name) from None
        told = [[name, was, now] for name, (was, now) in changed.items()]
        record("mend", self, by=by, changed=told, reason=reason)

    def _refuse_taken(self, changed):
        """Raises ValidationError at the name or business ID that another organisation has."""
        others = Organisation.objects.exclude(pk=self.pk)
        for name in ("name", "business_id"):
            _was, now = changed.get(name, ("", ""))
            if now and others.filter(**{f"{name}__iexact": now}).exists():
                raise taken(name, now)

    def learn(self, number):
        """Keep a business ID that came later: whoever has one is registered. One that is there
        stays, and no two organisations have the same."""
        known = Organisation.objects.filter(business_id=number).exists()
        if number and not self.business_id and not known:
            self.business_id, self.registered = number, True
            self.save(update_fields=["business_id", "registered"])

    def kehrat_behind(self):
        """The Kehrät that it hosts or applies for."""
        applies = Q(projects__applicant=self, projects__state__in=APPROVED)
        return apps.get_model("kehrat.Kehra").objects.filter(Q(host=self) | applies).distinct()


def taken(name, value):
    """The refusal of a name or business ID that another organisation has."""
    told = gettext("Another organisation has it already: %(value)s.") % {"value": value}
    return ValidationError({name: told})


class SupportingOrganisation(models.Model):
    """An organisation that stands behind a Kehrä that is being founded; it needs no member."""

    kehra = models.ForeignKey(
        "kehrat.Kehra", on_delete=models.CASCADE, related_name="organisations"
    )
    name = LineField(_("name"), max_length=200)
    actor_type = models.CharField(
        _("what it is"), max_length=12, choices=Membership.Actor.choices[1:]
    )
    contact = LineField(_("contact person"), max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=moments.now)

    class Meta:
        ordering = ["added_at", "pk"]
        verbose_name = _("supporting organisation")
        verbose_name_plural = _("supporting organisations")
        constraints = [
            models.UniqueConstraint("kehra", Upper("name"), name="supporting_organisation_once")
        ]

    def __str__(self):
        return self.name
