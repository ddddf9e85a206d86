"""How allauth behaves here: language from the page, wishes kept over sign-up, mail by Django."""

from types import SimpleNamespace
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kehityspolku import by_name
from kehityspolku.events import after_sign_in, waiting
from kehityspolku.text import headline


class Adapter(DefaultAccountAdapter):
    # Whoever tries passwords for an address closes passwords alone, and for so long
    # (ACCOUNT_RATE_LIMITS): a passkey and a new password by mail are open.
    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "A wrong password was given too many times. Try again in five minutes, or sign in with "
            "a passkey, or order a new password by mail."
        )
    }

    def save_user(self, request, user, form, commit=True):
        user.language = translation.get_language()
        user = super().save_user(request, user, form, commit)
        if commit:
            after_sign_in.claim(request, user)
        return user

    @transaction.atomic
    def confirm_email(self, request, email_address):
        """Count an address as confirmed; a new one is the person's own from now on."""
        user = email_address.user
        if user.email != email_address.email:
            try:
                user.change_address(email_address.email, by=user)
            except ValidationError as another:
                messages.error(request, another.message)
                return False
            email_address.refresh_from_db()
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            email_address.user.try_mail_again()
            self._fulfil(request, email_address.user)
        return confirmed

    def set_password(self, user, password):
        """A new password: what was begun by whoever had the old one is let go."""
        after_sign_in.drop(user)
        super().set_password(user, password)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        after_sign_in.claim(request, user)
        done = self._fulfil(request, user)
        return redirect(done[-1].url) if done else response

    def get_login_redirect_url(self, request):
        """Where one's work is: the page of all that waits, if anything does; else the first page
        of one's role, else the front page.

        In the person's language, unless the page of sign-in was chosen in another.
        """
        user, page = request.user, translation.get_language()
        with translation.override(user.language if page == settings.LANGUAGE_CODE else page):
            first, _words = next(iter(by_name.own_pages(user)), ("home", ""))
            return reverse("waits" if waiting.head(user)["waits"] else first)

    def send_mail(self, template_prefix, email, context):
        """In the person's language; its addresses are the portal's own, by whatever name the page
        was asked: that name is the visitor's word."""
        host = urlsplit(settings.SITE_URL).netloc
        own = {name: _at_site(url) for name, url in context.items() if name.endswith("_url")}
        own["current_site"] = SimpleNamespace(name=host, domain=host)
        context, person = context | own, context.get("user")
        context["wishes"] = after_sign_in.wished(person) if person else []
        with translation.override(person.language if person else translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def format_email_subject(self, subject):
        return headline(super().format_email_subject(subject))

    def _fulfil(self, request, user):
        """Do what was begun before sign-in, and say so; all that was done in this request."""
        for each in after_sign_in.fulfil(user):
            (messages.success if each.well else messages.warning)(request, each.words)
            request.done = [*getattr(request, "done", ()), each]
        return getattr(request, "done", [])


def _at_site(url):
    """The page of the address at SITE_URL."""
    return settings.SITE_URL + urlunsplit(("", "", *urlsplit(url)[2:]))
