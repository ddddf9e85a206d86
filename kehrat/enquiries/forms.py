"""Forms of messages from outside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField, Narrowing, ProseField
from kehrat.enquiries.models import Enquiry


class EnquiryFilter(Narrowing):
    """Which messages are shown: what waits, unless another state is chosen."""

    STATES = [(state, Enquiry.State(state).label) for state in Enquiry.CAME]
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    @property
    def state_shown(self):
        return self.chosen.get("state") or Enquiry.State.DELIVERED


class ReplyForm(forms.Form):
    """What is written next in a conversation; `seen` tells how much of it one has read."""

    text = ProseField(label=_("Your answer"), max_length=4000, rows=8)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AgainForm(forms.Form):
    """What the sender writes on."""

    text = ProseField(label=_("Write again"), max_length=4000, rows=6)


class EnquiryForm(forms.Form):
    """A message from anyone. Who is signed in is known already."""

    name = LineField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The answer comes here. The portal sends it; nobody is shown your address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = ProseField(label=_("Your message"), max_length=4000, rows=8)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user if user.is_authenticated else None
        if self.user:
            self.fields["name"].initial = user.name
            del self.fields["email"]

    def content(self):
        """What `Enquiries.write` takes."""
        facts = {name: self.cleaned_data.get(name) for name in ("name", "email", "text")}
        return facts | ({"email": self.user.email} if self.user else {})
