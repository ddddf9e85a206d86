"""allauth's forms, as they are here."""

from allauth.account.app_settings import SIGNUP_FORM_HONEYPOT_FIELD as TRAP
from allauth.account.forms import ResetPasswordForm as AllauthsResetForm
from allauth.account.forms import SignupForm as AllauthsForm

from kehityspolku.forms import Trap
from kehityspolku.models import User


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
