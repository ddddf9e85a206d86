"""The list of applications narrowed in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import Narrowing
from rahoitus.applications.models.application import Application
from rahoitus.sources.models import Source

State = Application.State
TABS = {
    "": (_("All"), None),
    "keskeneraiset": (_("Not sent yet"), Application.UNSENT),
    "rahoittajalla": (_("With the funder"), [State.SENT, State.SUPPLEMENT]),
    "myonnetyt": (_("Granted"), [State.GRANTED, State.CLOSED]),
    "paattyneet": (_("Ended without money"), Application.ENDED_WITHOUT),
}


class ApplicationFilter(Narrowing):
    """Source and words of the project's title, under tabs by state."""

    hanke = forms.CharField(label=_("Project"), required=False, max_length=100)
    lahde = forms.ModelChoiceField(
        Source.objects.all(),
        label=_("Source"),
        required=False,
        to_field_name="slug",
        empty_label=_("All sources"),
    )
    tila = forms.CharField(widget=forms.HiddenInput, required=False)

    def narrow(self, applications):
        chosen = self.chosen
        _name, states = TABS.get(chosen.get("tila", ""), TABS[""])
        if states:
            applications = applications.filter(state__in=states)
        if chosen.get("lahde"):
            applications = applications.filter(call__source=chosen["lahde"])
        if words := chosen.get("hanke", "").replace("\0", ""):
            applications = applications.filter(project__title__icontains=words)
        return applications

    def tabs(self, query):
        """The tabs as dicts of name, url and current, keeping the other choices."""
        here = query.get("tila", "") if query.get("tila", "") in TABS else ""
        tabs = []
        for key, (name, _states) in TABS.items():
            link = query.copy()
            for gone in ("before", "after", "tila"):
                link.pop(gone, None)
            if key:
                link["tila"] = key
            tabs.append({"name": name, "url": f"?{link.urlencode()}", "current": key == here})
        return tabs
