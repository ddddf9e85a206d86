"""People and the portal-wide roles they hold."""

from functools import cached_property

import pghistory
from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.events import duties, hearers
from kehityspolku.events.record import record
from kehityspolku.events.steps import lock
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.lines import LineField
from kehityspolku.people import circles, rules
from kehityspolku.people.dated import end_today
from kehityspolku.text import UNTIDY, tidy_line


class Users(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """A person made on the server: the address counts as confirmed. Without a password only a
        reset lets the person in. (Who signs up is made by allauth.)
        """
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        with transaction.atomic(using=self._db):
            user.save(using=self._db)
            addresses(user).create(email=user.email, primary=True, verified=True)
        return user

    def create_superuser(self, email, password=None, **fields):
        """An administrator, from the command line. No one is a superuser: admins don't decide."""
        with transaction.atomic(using=self._db):
            user = self.create_user(email, password, **fields)
            Role.objects.give(user, Role.Kind.ADMIN, by=None)
        return user

    def holding(self, *kinds):
        """Those who hold one of these portal-wide roles today."""
        return self.filter(pk__in=Role.objects.current().filter(kind__in=kinds).values("user"))

    def of_sukkula(self):
        """Those who work at Sukkula's desk today: advisers and leads, account open."""
        return self.holding(*Role.SUKKULA).filter(is_active=True)

    def reachable(self):
        """Those whom mail reaches."""
        return self.filter(is_active=True, bounced_at=None)

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


def addresses(user):
    """allauth's rows of a person's addresses: the one that counts, and one that may come to."""
    return user.emailaddress_set


def taken(address, user):
    """Whether another account has the address."""
    rows = apps.get_model("account", "EmailAddress").objects.filter(verified=True)
    others = User.objects.exclude(pk=user.pk)
    known = others.filter(email=address).exists()
    return known or rows.exclude(user=user).filter(email=address).exists()


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail. What the person may do comes from dated rows, not from here."""

    notice_kind = Kind.DECISION
    only_follows = False  # set by `follows.followers`: whom the event doesn't concern otherwise
    stands_in = False  # set by `duties.reached`: told because those it waits for can't be reached

    email = models.EmailField(_("e-mail address"), unique=True)
    name = LineField(_("name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    bounced_at = models.DateTimeField(_("mail came back"), null=True, blank=True)
    bounce_reason = LineField(_("why mail came back"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=moments.now)
    trusted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(condition=Q(is_superuser=False), name="user_is_no_superuser"),
            models.CheckConstraint(condition=~Q(name__regex=UNTIDY), name="user_name_is_one_line"),
        ]

    def __str__(self):
        return self.name or tidy_line(self.email.split("@")[0])

    get_short_name = get_full_name = __str__

    @property
    def is_reachable(self):
        """Mail reaches the person: the account is open and the address answers."""
        return self.is_active and not self.bounced_at

    @verb(tells=circles.oneself_and_leads)
    @transaction.atomic
    def change_address(self, address, *, by):
        """Have another address, which counts as confirmed: here and in allauth's row, which a
        trigger of the database keeps the same. The old one is told.

        PermissionDenied to others than oneself and the server (None); ValidationError for one that
        is none, or another's.
        """
        if not rules.can_change_address(by, self):
            raise PermissionDenied
        lock(self)
        address, before = address.strip().lower(), self.email
        address = self._meta.get_field("email").clean(address, self)
        if address == before:
            return
        if taken(address, self):
            raise ValidationError(gettext("Another account has this address."))
        addresses(self).exclude(email=address).delete()
        counts = {"primary": True, "verified": True}
        addresses(self).update_or_create(email=address, defaults=counts)
        self.email, self.bounced_at, self.bounce_reason = address, None, ""
        self.save(update_fields=["email", "bounced_at", "bounce_reason"])
        event = record("change_address", self, by=by)
        # Who did it oneself is no receiver of the event.
        hearers.tell_addresses(event, self, [before, address] if by else [before])

    @verb(tells=circles.oneself_and_leads)
    @transaction.atomic
    def close_account(self, *, by):
        """Nobody signs in to the account any more; its person is told, what waits goes to others.

        PermissionDenied to all but administrators, and of one's own. Closed already: nothing
        happens.
        """
        waits = duties.waiting(self)  # a closed account reads nothing any more
        if self._set_active(False, by):
            event = record("close_account", self, by=by)
            hearers.tell_addresses(event, self, [self.email])
            duties.pass_on(waits)

    @verb(tells=circles.oneself_and_leads)
    @transaction.atomic
    def open_account(self, *, by):
        """The person signs in again. As in `close_account`."""
        if self._set_active(True, by):
            record("open_account", self, by=by)

    def _set_active(self, active, by):
        """Whether it was changed."""
        lock(self)
        if not rules.can_change_roles(by, self):
            raise PermissionDenied
        if self.is_active == active:
            return False
        self.is_active = active
        self.save(update_fields=["is_active"])
        return True

    @verb(tells=circles.oneself)
    def reset_second_factor(self, *, by, reason):
        """Remove the second step of one who lost it, and sign out every browser of theirs."""
        if not rules.can_reset_second_factor(by, self):
            raise PermissionDenied
        with transaction.atomic():
            self.authenticator_set.all().delete()
            for session in self.usersession_set.all():
                session.end()
            record("reset_second_factor", self, by=by, reason=reason)

    def try_mail_again(self):
        """Mail to the address leaves again."""
        self.bounced_at, self.bounce_reason = None, ""
        self.save(update_fields=["bounced_at", "bounce_reason"])

    @cached_property
    def roles(self):
        """The kinds of portal-wide roles this person holds today, as a set."""
        return set(Role.objects.current().filter(user=self).values_list("kind", flat=True))

    @property
    def is_trusted(self):
        """Links in the person's texts are links, and the wider limits hold (limits.py).

        So it is once a coordinator has taken the person in, a moderator has let the links be
        links, or the person holds a portal-wide role.
        """
        return self.trusted_at is not None

    def trust(self):
        """From now on a known person; more than once is once."""
        if not self.trusted_at:
            self.trusted_at = moments.now()
            self.save(update_fields=["trusted_at"])

    @property
    def is_sukkula(self):
        """Works at Sukkula's desk: adviser or lead."""
        return self.is_active and not self.roles.isdisjoint(Role.SUKKULA)

    @property
    def is_lead(self):
        return self.is_active and Role.Kind.LEAD in self.roles

    @property
    def is_reviewer(self):
        """Scores cards when Sukkula asks."""
        return self.is_active and Role.Kind.REVIEWER in self.roles

    @property
    def is_official(self):
        """A city official; the areas they answer for are rows of their own."""
        return self.is_active and Role.Kind.CITY_OFFICIAL in self.roles

    @property
    def is_staff(self):
        """Django's name for who may open the admin: the admin role alone."""
        return self.is_active and Role.Kind.ADMIN in self.roles

    def has_perm(self, perm, obj=None):
        """An admin administers models as a whole; acts on one record need a grant of their own."""
        return (obj is None and self.is_staff) or super().has_perm(perm, obj)

    def has_module_perms(self, app_label):
        return self.is_staff or super().has_module_perms(app_label)


class Roles(models.QuerySet):
    def current(self):
        """Roles held today."""
        day = moments.today()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)

    @verb("give_role", tells=circles.oneself_and_leads)
    @transaction.atomic
    def give(self, user, kind, *, by):
        """Give a portal-wide role from today; twice is once. `by` None: the server itself.

        PermissionDenied to all but administrators, and of one's own roles.
        """
        if not rules.can_change_roles(by, user):
            raise PermissionDenied
        role, made = self.get_or_create(
            user=user, kind=kind, ended_on=None, defaults={"started_on": moments.today()}
        )
        if made:
            user.trust()
            user.__dict__.pop("roles", None)
            record("give_role", role, by=by)
        return role


@pghistory.track()
class Role(models.Model):
    """A portal-wide role of a person, dated; roles by object are rows of the apps above."""

    notice_kind = Kind.DECISION

    class Kind(models.TextChoices):
        ADVISER = "adviser", _("Sukkula's adviser")
        LEAD = "lead", _("Sukkula's lead")
        REVIEWER = "reviewer", _("reviewer")
        CITY_OFFICIAL = "city_official", _("city official")
        FUNDER_OFFICIAL = "funder_official", _("funder's official")
        ADMIN = "admin", _("administrator")

    SUKKULA = [Kind.ADVISER, Kind.LEAD]  # who work at its desk

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_rows"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    started_on = models.DateField(default=moments.today)
    ended_on = models.DateField(null=True, blank=True)

    objects = Roles.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                "user", "kind", condition=Q(ended_on=None), name="role_held_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="role_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_kind_display()}"

    def about(self):
        return self.user

    @verb("end_role", tells=circles.oneself_and_leads)
    @transaction.atomic
    def end(self, *, by):
        """End the role today; once ended, nothing happens. See `give`."""
        if end_today(self, by=by):
            self.user.__dict__.pop("roles", None)
            record("end_role", self, by=by)
