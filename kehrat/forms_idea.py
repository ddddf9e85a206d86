from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kehrat.models import Idea


class IdeaForm(forms.ModelForm):
    class Meta:
        model = Idea
        fields = ["title", "text", "language"]
        labels = {"title": _("Your idea in a few words"), "language": _("Written in")}
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"language": get_language()}, **kwargs)
