from functools import cached_property

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .role import Role


class Users(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """A person by e-mail; without a password only a reset lets them in."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """An administrator, from the command line. No one is a superuser: admins don't decide."""
        user = self.create_user(email, password, **fields)
        Role.objects.give(user, Role.Kind.ADMIN)
        return user

    def holding(self, kind):
        """Those who hold a portal-wide role today."""
        return self.filter(pk__in=Role.objects.current().filter(kind=kind).values("user"))

    def reachable(self):
        """Those whom mail reaches."""
        return self.filter(is_active=True, bounced_at=None)

    def get_by_natural_key(self, email):
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail. What the person may do comes from dated rows, not from here."""

    only_follows = False  # set by `follows.followers`: whom the event doesn't concern otherwise
    stands_in = False  # set by `duties.reached`: told because those it waits for can't be reached

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    bounced_at = models.DateTimeField(_("mail came back"), null=True, blank=True)
    bounce_reason = models.CharField(_("why mail came back"), max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    trusted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self):
        return self.name or self.email.split("@")[0]

    get_short_name = get_full_name = __str__

    @property
    def is_reachable(self):
        """Mail reaches the person: the account is open and the address answers."""
        return self.is_active and not self.bounced_at

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
            self.trusted_at = timezone.now()
            self.save(update_fields=["trusted_at"])

    @property
    def is_sukkula(self):
        """Works at Sukkula's desk: adviser or lead."""
        return self.is_active and bool(self.roles & {Role.Kind.ADVISER, Role.Kind.LEAD})

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

    def audience(self, event):
        """What happens to an account concerns its person alone."""
        return [self]

    def notice_kind(self, event):
        return "decision"
