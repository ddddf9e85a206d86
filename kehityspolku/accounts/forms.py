"""Forms of the account: confirming an address, passwords, the second step, the own page."""

from allauth.account.app_settings import SIGNUP_FORM_HONEYPOT_FIELD as TRAP
from allauth.account.forms import ResetPasswordForm as AllauthsResetForm
from allauth.account.forms import SignupForm as AllauthsForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import ProseField, Trap
from kehityspolku.people import rules
from kehityspolku.people.models import User

NAME = _("Name of the key")


def password(label, complete):
    hidden = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, strip=False, widget=hidden)


class ConfirmForm(forms.Form):
    """The address is confirmed by one who knows the account's password."""

    password = password(_("Your password"), "current-password")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        given = self.cleaned_data["password"]
        if not self.user.check_password(given):
            raise forms.ValidationError(gettext("This is not the password of the account."))
        return given


class NewPasswordForm(forms.Form):
    """The owner of the address takes the account over from whoever signed up with it."""

    new_password = password(_("New password"), "new-password")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new_password(self):
        given = self.cleaned_data["new_password"]
        validate_password(given, self.user)
        return given


class ResetFactorForm(forms.Form):
    """Whose second step is removed, and why."""

    email = forms.EmailField(label=_("E-mail address of the person"))
    reason = ProseField(
        label=_("How do you know that it is the person who asks?"),
        max_length=1000,
        rows=3,
        help_text=_("The person reads it. It is kept in the history."),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.person = by, None

    def clean_email(self):
        email = self.cleaned_data["email"]
        self.person = User.objects.filter(email__iexact=email).first()
        if not self.person:
            raise forms.ValidationError(gettext("Nobody has this address."))
        if not rules.can_reset_second_factor(self.by, self.person):
            raise forms.ValidationError(
                gettext("This person's second step is reset by an administrator, not by oneself.")
            )
        return email


class SignupForm(AllauthsForm):
    """Its trap for robots unseen (an inline style is not allowed here)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[TRAP].widget = Trap()


class ResetPasswordForm(AllauthsResetForm):
    """For an account's own address only. One that somebody has just asked to change to, maybe
    mistyped, opens no account: allauth would mail its link there too."""

    def clean_email(self):
        email = super().clean_email()
        self.users = list(User.objects.filter(email=email.strip().lower(), is_active=True))
        return email


class AddKeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME


class EditKeyForm(EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME


class MeForm(forms.ModelForm):
    """One's own settings. Without a name the beginning of the address would show in its place."""

    class Meta:
        model = User
        fields = ["name", "language"]
        help_texts = {
            "name": _(
                "Members of your Kehrä and Sukkula see it, and those you answer. Everyone sees it "
                "only if you coordinate and choose so, or where you comment in public."
            ),
            "language": _("Mail and notices come in this language."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"
