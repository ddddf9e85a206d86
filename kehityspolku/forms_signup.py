"""allauth's sign-up form, its trap for robots unseen (an inline style is not allowed here)."""

from allauth.account.app_settings import SIGNUP_FORM_HONEYPOT_FIELD as TRAP
from allauth.account.forms import SignupForm as AllauthsForm

from kehityspolku.forms import Trap


class SignupForm(AllauthsForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[TRAP].widget = Trap()
