"""The list of lessons narrowed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from arviointi.lessons.models import Coding
from arviointi.reports import areas
from kehityspolku.fields import Narrowing
from kehrat.models import MajorDistrict
from rahoitus.models import Source


class LessonFilter(Narrowing):
    """Theme, area and funder."""

    theme = forms.ChoiceField(label=_("Theme"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    source = forms.ModelChoiceField(
        Source.objects.none(), label=_("Funder"), required=False, empty_label=_("All funders")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [("", _("All themes")), *Coding.Theme.choices]
        self.fields["area"].choices = [("", _("The whole city")), *places()]
        granting = Source.objects.filter(calls__applications__decisions__kind="granted")
        self.fields["source"].queryset = granting.distinct()

    def narrow(self, projects):
        """Of projects (a queryset) those that fit, with their `themes`."""
        chosen, projects = self.chosen, Coding.objects.of(projects)
        if chosen.get("theme"):
            projects = projects.filter(themes__contains=[chosen["theme"]])
        if chosen.get("area"):
            mine = areas.find(chosen["area"]).projects()
            projects = projects.filter(pk__in=mine.order_by().values("pk"))
        if source := chosen.get("source"):
            granted = source.calls.filter(applications__decisions__kind="granted")
            projects = projects.filter(applications__call__in=granted).filter(
                applications__decisions__kind="granted"
            )
        return projects


def places():
    """[(major district, [(key, name)])]: itself and its districts."""
    majors = MajorDistrict.objects.prefetch_related("districts")
    return [
        (
            major.name,
            [
                (f"major:{major.code}", areas.Area("", major).name),
                *((f"district:{each.number}", each.name) for each in major.districts.all()),
            ],
        )
        for major in majors
    ]


class ThemesForm(forms.Form):
    """What the lessons of a project are about."""

    themes = forms.MultipleChoiceField(
        label=_("What are they about?"),
        choices=Coding.Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
