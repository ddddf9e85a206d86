"""The form that routes a card."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField


class RoutingForm(forms.Form):
    """A tick for each call, and why for each that doesn't fit."""

    def __init__(self, *args, routes, **kwargs):
        super().__init__(*args, **kwargs)
        for route in routes:
            self.add(route)
        self.routes = [replace(route, **self.fields_of(route)) for route in routes]

    def add(self, route):
        pk = route.match.call.pk
        self.fields[f"call_{pk}"] = forms.BooleanField(label=route.action, required=False)
        if route.needs_why:
            self.fields[f"why_{pk}"] = LineField(
                label=_("Why, although it doesn't fit"), required=False, max_length=500
            )

    def fields_of(self, route):
        """Those that are shown: of what is open already none is, but sent twice it does no harm."""
        names = {"choose": f"call_{route.match.call.pk}", "why": f"why_{route.match.call.pk}"}
        shown = names.items() if route.can_open else ()
        return {key: self[name] for key, name in shown if name in self.fields}

    def clean(self):
        chosen = []
        for route in self.routes:
            call = route.match.call
            if not self.cleaned_data.get(f"call_{call.pk}"):
                continue
            why = self.cleaned_data.get(f"why_{call.pk}", "")
            if route.needs_why and not why:
                self.add_error(f"why_{call.pk}", _("Write why the application is opened."))
            chosen.append((call, why))
        if not chosen:
            raise forms.ValidationError(_("Choose at least one call."))
        return {"chosen": chosen}
