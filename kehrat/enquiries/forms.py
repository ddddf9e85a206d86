from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField, ProseField


class EnquiryForm(forms.Form):
    """A message from anyone. Who is signed in is known already."""

    name = LineField(label=_("Your name"), max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The answer comes here. It is shown to those you write to, to nobody else."),
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
