from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import get_objects_for_user

from kehityspolku import events
from kehrat import readers
from kehrat.models import Kehra, Membership
from rahoitus import carry_over, rules

from .source import SourceOfficial


class Applications(models.QuerySet):
    def visible_to(self, user):
        """The Kehrä's members, Sukkula, and the source's officials from the sending on."""
        if not user.is_authenticated:
            return self.none()
        if user.is_sukkula:
            return self
        mine = Kehra.objects.joined_by(user)
        sources = get_objects_for_user(user, "rahoitus.decide_source", accept_global_perms=False)
        return self.filter(
            Q(project__kehra__in=mine) | Q(call__source__in=sources, sent_at__isnull=False)
        )

    def readable(self, pairs):
        """Of (application, user) pairs those that may still be read, as keys."""
        people = {user.pk for _application, user in pairs}
        members, desk = Membership.objects.pairs(people), readers.staff(people)
        deciding = SourceOfficial.objects.pairs(people)
        return {
            (a.pk, u.pk)
            for a, u in pairs
            if (a.project.kehra_id, u.pk) in members
            or u.pk in desk
            or (a.sent_at and (a.call.source_id, u.pk) in deciding)
        }

    def open(self, project, call, *, by, override=""):
        """Open an application of an approved card to a call; there is one per card and call.

        The card's facts are carried over: what it is for, its dates, its costs.
        `override`: why it is opened although the call does not seem to fit.
        PermissionDenied unless `rules.can_open`; ValidationError for a card not approved.
        """
        if not rules.can_open(by, project):
            raise PermissionDenied
        if not project.is_fundable:
            raise ValidationError(_("Applications are opened for approved cards."))
        with transaction.atomic():
            application, made = self.get_or_create(
                project=project, call=call, defaults={"override": override}
            )
            if made:
                carry_over.fill(application)
                events.record("open_application", application, by=by, override=override)
        return application

    def granted(self):
        """Granted ones, closed ones too."""
        return self.filter(state__in=[self.model.State.GRANTED, self.model.State.CLOSED])
