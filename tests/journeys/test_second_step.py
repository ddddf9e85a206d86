"""A second step of signing in: an app's code, a passkey and recovery codes, in a real browser."""

import re

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from kehityspolku.dev.demo import PASSWORD

EMAIL = "reviewer@kehityspolku.example"


def test_app_passkey_and_recovery_codes(walker, portal):
    person = walker()
    # A passkey belongs to a name, so the portal is asked for by one.
    person.address = portal.address.replace("127.0.0.1", "localhost")
    device(person)
    person.sign_in(EMAIL)
    secret = set_up_app(person)
    codes = recovery_codes(person)
    add_passkey(person)
    sign_out(person)
    sign_in_with_password_and(person, code(secret, wait=True))
    sign_out(person)
    sign_in_with_password_and(person, codes[0])
    sign_out(person)
    sign_in_with_passkey(person)


def device(person):
    """A device that holds passkeys and always recognises its owner."""
    session = person.page.context.new_cdp_session(person.page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True}
    options["automaticPresenceSimulation"] = True
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def code(secret, wait=False):
    """The app's code; the same one is not taken twice, so a later one comes from the next half
    minute, which the portal allows for."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[-1] if wait else counters[0]))


def again(person):
    """The password once more, before anything of the account's safety is touched."""
    if "reauthenticate" in person.path:
        person.fill(password=PASSWORD)
        person.page.locator("main form button").first.click()
        person.look()


def set_up_app(person):
    person.go("/tili/2fa/").page.locator("main a[href*='totp/activate']").click()
    person.look()
    again(person)
    secret = person.page.locator("#authenticator_secret").input_value()
    person.fill(code=code(secret)).page.locator("main form button").first.click()
    person.look()
    return secret


def recovery_codes(person):
    person.go("/tili/2fa/recovery-codes/")
    again(person)
    found = person.page.locator("#recovery_codes").input_value().split()
    assert len(found) == 10
    assert all(re.fullmatch(r"\d{8}", one) for one in found)
    return found


def add_passkey(person):
    person.go("/tili/2fa/webauthn/add/")
    again(person)
    person.fill(name="My laptop")
    person.page.locator("[name=passwordless]").check()
    person.page.locator("#mfa_webauthn_add").click()
    person.page.wait_for_url(lambda url: not url.endswith("/webauthn/add/"))
    person.go("/tili/2fa/webauthn/").sees("My laptop")


def sign_out(person):
    person.page.context.clear_cookies()


def sign_in_with_password_and(person, given):
    person.go("/tili/login/").fill(login=EMAIL, password=PASSWORD)
    person.page.press("[name=password]", "Enter")
    person.page.wait_for_url("**/2fa/authenticate/**")
    person.look()
    person.fill(code=given).page.press("[name=code]", "Enter")
    person.page.wait_for_url(lambda url: "/tili/" not in url)
    person.look()


def sign_in_with_passkey(person):
    person.go("/tili/login/").page.locator("#passkey_login").click()
    person.page.wait_for_url(lambda url: "/tili/" not in url)
    person.go("/oma/").sees("Reetta Esimerkki")
