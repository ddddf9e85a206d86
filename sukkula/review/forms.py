"""Forms of a review: messages, notes, decisions, change requests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import ComingDay, ProseField, words
from kehityspolku.models import User
from sukkula.review.models import Message, Note, Verdict


class WriteMessage(forms.ModelForm):
    """A message to the other side, in the language of the page."""

    class Meta:
        model = Message
        fields = ["text"]
        field_classes = {"text": ProseField}
        labels = {"text": _("New message")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class WriteNote(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["text"]
        field_classes = {"text": ProseField}
        labels = {"text": _("New internal note")}
        help_texts = {"text": _("Only Sukkula's staff ever see it.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


LATER = "later"


def conclusion(label, hint, *, required=True):
    """A decision's words, and when it is announced: at once unless said otherwise."""
    when = forms.ChoiceField(
        label=_("When is it announced?"),
        help_text=_("Until it is announced, nobody outside Sukkula sees it and no mail is sent."),
        choices=[("now", _("At once")), (LATER, _("Later, with other decisions"))],
        initial="now",
        required=False,
        widget=forms.RadioSelect,
    )
    when.unmarked = True
    return type("Conclusion", (words("reason", label, hint, required=required),), {"when": when})


class ChosenVerdicts(forms.Form):
    """Decisions ticked on the page of those that wait; also ones that wait no more, to be told."""

    verdict = forms.ModelMultipleChoiceField(
        queryset=Verdict.objects.none(),
        error_messages={"required": _("Tick the decisions first.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verdict"].queryset = Verdict.objects.of(user)


def staff():
    """Those who work at Sukkula's desk today, by name."""
    return User.objects.of_sukkula().order_by("name", "pk")


class AssignForm(forms.Form):
    adviser = forms.ModelChoiceField(
        label=_("Adviser"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = staff()


class PromiseForm(forms.Form):
    day = ComingDay(label=_("An answer by"))
    reason = ProseField(label=_("Why another day"), max_length=2000, rows=3)


class TimeForm(forms.Form):
    day = ComingDay(label=_("Changes wanted by"))
    reason = ProseField(label=_("Words to the applicants"), max_length=2000, rows=3, required=False)
