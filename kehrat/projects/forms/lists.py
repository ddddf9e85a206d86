"""The list of projects narrowed, two versions chosen to compare."""

from django import forms
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Q, TextField, Value
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import Narrowing
from kehityspolku.text import search_words
from kehrat.groups.forms.choices import KehraChoice
from kehrat.groups.models import Kehra
from kehrat.places.text_search import LIKE, Unaccent
from kehrat.projects.models.project import Project


class ProjectFilter(Narrowing):
    """Title (typos forgiven), Kehrä and state."""

    title = forms.CharField(label=_("Title"), required=False)
    kehra = KehraChoice()
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kehra"].of(Kehra.objects.visible_to(user))
        states = Project.State.choices if user.is_authenticated else _public_states()
        self.fields["state"].choices = [("", _("All states")), *states]

    def narrow(self, projects):
        chosen = self.chosen
        if words := search_words(chosen.get("title", "")):
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


class VersionsForm(forms.Form):
    """Which two versions of a card to compare: the last two that differ unless chosen."""

    NOW = "now"

    before = forms.ChoiceField(label=_("From"))
    after = forms.ChoiceField(label=_("To"))

    def __init__(self, *args, project, **kwargs):
        self.versions = {str(r.number): r for r in project.revisions.order_by("number")}
        self.versions[self.NOW] = project
        initial = dict(zip(("before", "after"), self._newest(project), strict=False))
        super().__init__(*args, initial=initial, **kwargs)
        for field in self.fields.values():
            field.choices = [(key, version_name(v)) for key, v in self.versions.items()]

    def _newest(self, project):
        """The newest version, after the last one before it that says something else, if any."""
        *earlier, newest = [*self.versions][: None if project.is_open_text else -1] or [None]
        if not earlier:
            return []
        content = self.versions[newest].card()
        other = [key for key in earlier if self.versions[key].card() != content]
        return [(other or earlier)[-1], newest]

    def chosen(self):
        """The two versions, or (None, None) when there are no two to compare."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        return self.versions.get(given.get("before")), self.versions.get(given.get("after"))


def version_name(version):
    """ "Version 2, approved 24.11.2026", or what the text is called as it is now."""
    if not hasattr(version, "number"):
        return _("The text as it is now")
    told = {
        "number": version.number,
        "kind": version.get_kind_display(),
        "day": moments.day_text(version.at.astimezone(moments.HELSINKI)),
    }
    return _("Version %(number)s, %(kind)s %(day)s") % told
