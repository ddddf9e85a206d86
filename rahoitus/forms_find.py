"""The list of applications narrowed from the URL."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rahoitus.models import Application, Source

State = Application.State
TABS = {
    "": (_("All"), None),
    "keskeneraiset": (_("Not sent yet"), Application.UNSENT),
    "rahoittajalla": (_("With the funder"), [State.SENT, State.SUPPLEMENT]),
    "myonnetyt": (_("Granted"), [State.GRANTED, State.CLOSED]),
    "paattyneet": (_("Ended without money"), [State.DECLINED, State.WITHDRAWN, State.EXPIRED]),
}


class ApplicationFilter(forms.Form):
    """Source and words of the project's title; what is not a choice narrows nothing."""

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
        self.is_valid()
        chosen = self.cleaned_data
        _name, states = TABS.get(chosen.get("tila", ""), TABS[""])
        if states:
            applications = applications.filter(state__in=states)
        if chosen.get("lahde"):
            applications = applications.filter(call__source=chosen["lahde"])
        if words := chosen.get("hanke", "").replace("\0", ""):
            applications = applications.filter(project__title__icontains=words)
        return applications

    @property
    def has_narrowed(self):
        return any(self.cleaned_data.values())

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
