"""The list of projects narrowed from the URL."""

from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Q, TextField, Value
from django.utils.translation import gettext_lazy as _

from kehrat.models import Kehra, Project
from kehrat.models.place import Unaccent
from kehrat.search import LIKE, clean


class ProjectFilter(forms.Form):
    """Title (typos forgiven), Kehrä and state; what is not a choice narrows nothing."""

    title = forms.CharField(label=_("Title"), required=False)
    kehra = forms.ModelChoiceField(
        Kehra.objects.none(),
        label="Kehrä",
        required=False,
        to_field_name="slug",
        empty_label=_("All Kehrät"),
    )
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kehra"].queryset = Kehra.objects.visible_to(user)
        states = Project.State.choices if user.is_authenticated else _public_states()
        self.fields["state"].choices = [("", _("All states")), *states]

    def narrow(self, projects):
        self.is_valid()
        chosen = self.cleaned_data
        if words := clean(chosen.get("title", "")):
            sought = Unaccent(Value(words, output_field=TextField()))
            projects = projects.alias(
                written=Unaccent(F("title")),
                likeness=TrigramWordSimilarity(sought, Unaccent(F("title"))),
            ).filter(Q(written__contains=sought) | Q(likeness__gte=LIKE))
        if chosen.get("kehra"):
            projects = projects.filter(kehra=chosen["kehra"])
        if chosen.get("state"):
            projects = projects.filter(state=chosen["state"])
        return projects


def _public_states():
    return [(state.value, state.label) for state in Project.PUBLIC]
