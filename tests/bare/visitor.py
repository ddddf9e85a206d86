"""People of a portal that was just set up, in their browsers; by tests/bare/production.

    python3 visitor.py first      the administrator's first sign-in, and a role given to Anna
    python3 visitor.py work       Anna signs in, brings in a card and orders a report
    python3 visitor.py half       a body sent by half, one that is too large, one of another name
    python3 visitor.py look       Anna signs in, and opens what is there

Standard library alone. What is asked is printed with the answer; an unexpected one ends it.
"""

import base64
import hashlib
import hmac
import http.cookiejar
import json
import re
import socket
import ssl
import struct
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import date
from pathlib import Path

NAME = "kehityspolku.example"
SITE = f"https://{NAME}"
ADMINISTRATOR, ANNA = "admin@example.org", "anna@example.org"
PASSWORD = "a long enough phrase 7"
MAIL = Path("/var/lib/kehityspolku/mail")
KEPT = Path("/var/tmp/second-steps.json")  # each one's secret of the second step
CARD = "Pihatalkoot\n\nTavoitteet\nSiisti piha kaikille.\n\nBudjetti\nIstutukset 1 200 €\n"
TRUSTED = ssl.create_default_context(
    cafile="/etc/letsencrypt/live/kehityspolku.example/fullchain.pem"
)


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class Browser:
    """Keeps cookies, follows no redirect, sends forms as the page before has them."""

    def __init__(self):
        self.jar = http.cookiejar.CookieJar()
        self.open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar),
            urllib.request.HTTPSHandler(context=TRUSTED),
            Stay,
        ).open

    def ask(self, path, status, body=None, kind=None):
        """The answer's text and where it leads; ends unless it has the status."""
        headers = {"Referer": f"{SITE}{path}"} | ({"Content-Type": kind} if kind else {})
        request = urllib.request.Request(urllib.parse.urljoin(SITE, path), body, headers)
        try:
            answer = self.open(request, timeout=120)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            text = answer.read()
        told = f"{'POST' if body is not None else 'GET'} {path}: {answer.status}"
        print(told, flush=True)
        if answer.status != status:
            sys.exit(f"{told}, not {status}\n{text[:3000].decode(errors='replace')}")
        return text, answer.headers.get("Location", "")

    def get(self, path, status=200):
        return self.ask(path, status)[0].decode()

    def post(self, path, fields, status=302, files=(), page=""):
        """Send a form with the token of its page; gives where it leads, or the page."""
        page = page or self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        body, kind = multipart(fields | {"csrfmiddlewaretoken": token}, files)
        text, leads = self.ask(path, status, body, kind)
        return leads or text.decode()


def multipart(fields, files):
    parts = [(name, "", str(value).encode()) for name, value in fields.items()]
    parts += [(name, f'; filename="{file}"', content) for name, file, content in files]
    lines = b"".join(
        f'--mark\r\nContent-Disposition: form-data; name="{name}"{rest}\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, rest, content in parts
    )
    return lines + b"--mark--\r\n", "multipart/form-data; boundary=mark"


def code(secret):
    """What an authenticator app shows now."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    told = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    number = struct.unpack(">I", told[told[-1] & 15 :][:4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def steps():
    return json.loads(KEPT.read_text()) if KEPT.exists() else {}


def set_up_an_app(browser, email):
    app = "/en/tili/2fa/totp/activate/"
    again = browser.ask(app, 302)[1]
    if again.startswith("/en/tili/reauthenticate/"):
        browser.post(again, {"password": PASSWORD})
    page = browser.get(app)
    secret = re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', page)[1]
    browser.post(app, {"code": code(secret)}, page=page)
    KEPT.write_text(json.dumps(steps() | {email: secret}))


def signed_in(email):
    """A browser in which this person has signed in, by the second step if there is one."""
    browser = Browser()
    leads = browser.post("/en/tili/login/", {"login": email, "password": PASSWORD})
    if secret := steps().get(email):
        browser.post(leads, {"code": next_code(secret)})
    return browser


def next_code(secret):
    """One that was not used before: each counts once."""
    while (now := code(secret)) in used:
        time.sleep(1)
    used.add(now)
    return now


used = set()


def sign_up():
    anna = Browser()
    form = {"name": "Anna", "email": ANNA, "password1": PASSWORD}
    anna.post("/en/tili/signup/", form)
    wait(lambda: sorted(MAIL.glob("*")), 90)
    letter = sorted(MAIL.glob("*"))[-1].read_text()
    path = re.search(rf"{SITE}(/\S+)", letter.replace("=\n", ""))[1]
    anna.post(path, {"password": PASSWORD})


def first():
    sign_up()
    administrator = signed_in(ADMINISTRATOR)
    assert administrator.ask("/en/hallinta/", 302)[1] == "/en/oma/toinen-vaihe/"
    set_up_an_app(administrator, ADMINISTRATOR)
    found = administrator.get("/en/hallinta/kehityspolku/user/?q=anna@")
    number, path = re.search(r'href="(?:[^"]*/user/)?((\d+)/change/)', found).group(2, 1)
    form = {
        "role_rows-TOTAL_FORMS": "1",
        "role_rows-INITIAL_FORMS": "0",
        "role_rows-0-user": number,
        "role_rows-0-kind": "lead",
        "is_active": "on",
    }
    administrator.post(f"/en/hallinta/kehityspolku/user/{path}", form)


def work():
    anna = signed_in(ANNA)
    set_up_an_app(anna, ANNA)
    file = ("files", "pihatalkoot.txt", CARD.encode())
    brought = anna.post("/en/hankkeet/tuo/", {"owner": "", "text": ""}, files=[file])
    wait(lambda: "Siisti piha kaikille." in anna.get(anna.ask(brought, 302)[1]), 90)
    year = date.today().year
    form = {"area": "city", "first": f"1.1.{year}", "last": f"31.1.{year}", "language": "fi"}
    page = anna.get("/en/raportit/")
    form["area"] = re.search(r'<option value="([^"]+)"', page.partition('name="area"')[2])[1]
    report = anna.post("/en/raportit/", form)
    wait(lambda: ".pdf" in anna.get(report), 180)


def look():
    anna = signed_in(ANNA)
    reports = anna.get("/en/raportit/")
    report = re.search(r'href="(/en/raportit/\d+/)"', reports)[1]
    file = re.search(rf'href="({report}[^"]+\.pdf)"', anna.get(report))[1]
    assert anna.ask(file, 200)[0].startswith(b"%PDF")


def half():
    """The proxy alone speaks with who sends half of a body; what is too large ends there."""
    anyone = Browser()
    anyone.ask("/en/tili/login/", 403, b"x" * (31 << 20), "application/octet-stream")
    anyone.ask("/en/tili/login/", 413, b"x" * (33 << 20), "application/octet-stream")
    plain = socket.create_connection((NAME, 443))
    with TRUSTED.wrap_socket(plain, server_hostname=NAME) as link:
        head = f"POST /en/tili/login/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 1000\r\n\r\nhalf"
        link.sendall(head.encode())
        begun = time.monotonic()
        link.settimeout(60)
        said = link.recv(1000)
        print(f"half a body: {said[:30]!r} after {time.monotonic() - begun:.0f} s")
    assert said == b"" or b"408" in said
    other = ssl._create_unverified_context()
    try:
        with other.wrap_socket(
            socket.create_connection((NAME, 443)), server_hostname="other.example"
        ):
            sys.exit("another name was answered")
    except ssl.SSLError as error:
        print(f"another name: {error.reason}")


def wait(condition, seconds):
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > seconds:
            sys.exit(f"not within {seconds} s")
        time.sleep(2)


if __name__ == "__main__":
    {"first": first, "work": work, "half": half, "look": look}[sys.argv[1]]()
