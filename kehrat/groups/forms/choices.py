"""Choosing a Kehrä in a filter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehrat.groups.models.kehra import Kehra

ALL = _("All Kehrät")


class KehraChoice(forms.ModelChoiceField):
    """A Kehrä, or none, by its word in the address; `of` says which ones."""

    def __init__(self, *, all_words=ALL):
        told = {"label": _("Kehrä"), "empty_label": all_words, "to_field_name": "slug"}
        super().__init__(Kehra.objects.none(), required=False, **told)

    def of(self, kehrat):
        self.queryset = kehrat.in_order()
