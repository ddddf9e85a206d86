"""What is exported."""

from django import forms

from sukkula.reports.build import WHAT


class ExportForm(forms.Form):
    """The list, its scores or its decisions, and the list's address."""

    what = forms.ChoiceField(choices=list(WHAT.items()))
    query = forms.CharField(max_length=600, required=False)
