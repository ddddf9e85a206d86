"""Where a project could get funding: calls held against its card, and applications to them."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kehityspolku.steps import WrongState, lock
from rahoitus.matching import Match, ranked
from rahoitus.models import Application, Call
from sukkula import rules


@dataclass(frozen=True)
class Route:
    """A call held against the card, and the application to it when there is one."""

    match: Match
    application: Application | None
    choose: object = None  # fields of the form, where one is shown
    why: object = None

    @property
    def is_past(self):
        """Closed: its decisions are only recorded afterwards."""
        return self.match.status == "closed"


def routes(project, user):
    """Every call as a Route, best first."""
    mine = Application.objects.visible_to(user).filter(project=project)
    opened = {application.call_id: application for application in mine}
    matches = ranked(project, Call.objects.visible_to(user).select_related("source__successor"))
    return [Route(match, opened.get(match.call.pk)) for match in matches]


def next_after_no(found):
    """(the application that got a no, the call to try next or None); None when there is no no."""
    refused = [r.application for r in found if r.application and r.application.state == "declined"]
    if not refused:
        return None
    left = [r.match.call for r in found if not r.application and not r.is_past]
    fitting = {r.match.call.pk for r in found if r.match.fits}
    successor = refused[0].call.source.successor_id
    left.sort(key=lambda call: (call.source_id != successor, call.pk not in fitting))
    return refused[0], left[0] if left else None


def open_chosen(project, chosen, *, by):
    """Open an application for each (call, override); those there are stay. Returns them."""
    with transaction.atomic():
        lock(project)
        if not rules.can_open(by, project):
            raise PermissionDenied
        if project.state not in rules.ROUTED:
            raise WrongState(project)
        return [
            Application.objects.open(project, call, by=by, override=why) for call, why in chosen
        ]


class RoutingForm(forms.Form):
    """A tick for each call, and why for each that doesn't fit."""

    def __init__(self, *args, routes, **kwargs):
        super().__init__(*args, **kwargs)
        for route in routes:
            call = route.match.call
            self.fields[f"call_{call.pk}"] = forms.BooleanField(
                label=_("Open an application") if route.match.fits else _("Open it all the same"),
                required=False,
                widget=forms.CheckboxInput(attrs={"aria-describedby": f"call-{call.pk}"}),
            )
            if not route.match.fits:
                self.fields[f"why_{call.pk}"] = forms.CharField(
                    label=_("Why, although it doesn't fit"), required=False, max_length=500
                )
        self.routes = [
            Route(
                route.match,
                route.application,
                self[f"call_{route.match.call.pk}"],
                self[f"why_{route.match.call.pk}"] if not route.match.fits else None,
            )
            for route in routes
        ]

    def clean(self):
        chosen = []
        for route in self.routes:
            call = route.match.call
            if not self.cleaned_data.get(f"call_{call.pk}"):
                continue
            why = self.cleaned_data.get(f"why_{call.pk}", "")
            if not (route.match.fits or why):
                self.add_error(f"why_{call.pk}", _("Write why the application is opened."))
            chosen.append((call, why))
        if not chosen:
            raise forms.ValidationError(_("Choose at least one call."))
        return {"chosen": chosen}
