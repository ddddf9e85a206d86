"""Every address and every button without htmx: a whole page, with what was typed, never a piece."""

from urllib.parse import urljoin

import pytest
from django.urls import reverse

from kehityspolku.web import tongues
from tests import markup
from tests.arranged import undone
from tests.pressed import forms_of
from tests.tables.test_bad_input import READERS
from tests.tables.test_rights import pages

pytestmark = pytest.mark.django_db
WORDS = "Nothing typed is lost"


def read_pages():
    """(method, URL's name, record's name, role of one who may), each URL once; no documents."""
    seen = set()
    for row, method, name, record in (page.values for page in pages()):
        role = next((r for r in READERS if row[r] in (200, 302)), None)
        if role and name not in seen and not name.endswith("_pdf"):
            seen.add(name)
            yield pytest.param(method, name, record, role, id=name)


def is_whole(answer):
    """A page from its doctype to its end, a file, another format or a way elsewhere."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return True
    return not answer.content or answer.text.lower().lstrip().startswith("<!doctype html>")


@pytest.mark.parametrize(("method", "name", "record", "role"), list(read_pages()))
def test_without_htmx(world, method, name, record, role):
    client = world.clients[role]
    address = reverse(name, kwargs=world.args[record] if record else None)
    if method != "POST":
        page = undone(lambda: client.get(address))
        assert is_whole(page)
        again = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
        assert is_whole(undone(lambda: client.get(address, headers=again)))
        if page.status_code == 200 and page.headers["Content-Type"].startswith("text/html"):
            assert markup.faults(page.text) == []
            assert faults(client, address, page.text) == []
    assert is_whole(undone(lambda: client.post(address)))


def faults(client, address, text):
    """What is wrong with the page's forms, in words."""
    found = []
    sign_out = reverse("account_logout")
    for form in forms_of(text):
        if form.method != "post" or not form.buttons or form.given.get("action") == sign_out:
            continue
        for button in form.buttons:
            carries = button.get("name") == tongues.BUTTON
            found += (carried if carries else pressed)(client, address, form, button)
        if form.takes_enter:
            found += entered(form)
    return found


def entered(form):
    """Enter presses the first button: the one that sends, which those of the languages before the
    form are not to change."""
    first, *others = form.buttons
    found = []
    own = [button for button in form.buttons if not button.get("form")]
    if own and tongues.BUTTON in {button.get("name") for button in others}:
        ahead, (first, *others) = first, own
        if told(ahead) != told(first):
            found += [f"Enter presses {ahead}, not {first}"]
    named = first.get("name") or first.get("formaction")
    return [*found, f"Enter presses {first}"] if others and named else found


def told(button):
    return [button.get(key) for key in ("name", "value", "formaction")]


def carried(client, address, form, button):
    """A language of the head: in it the form holds what it held."""
    if button["value"] != "sv":
        return []
    data = form.data(WORDS)
    given = data | {tongues.BUTTON: ["sv"]}
    page = undone(lambda: client.get(client.post(button["formaction"], given).url))
    names = [name for name in data if not tongues.UNSENT.search(name)]
    kept = [after.data() for after in forms_of(page.text)]
    held = {name: data[name] for name in names}
    if held in [{name: after.get(name) for name in names} for after in kept]:
        return []
    return [f"{button} of {address} loses some of {held}"]


def pressed(client, address, form, button):
    to = urljoin(address, button.get("formaction") or form.given.get("action") or address)
    data = form.data(WORDS)
    if button.get("name"):
        data.setdefault(button["name"], []).append(button.get("value", ""))
    answer = undone(lambda: client.post(to.split("#")[0], data))
    if not is_whole(answer):
        return [f"{button} answers a piece"]
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    if is_page and answer.content and (wrong := markup.faults(answer.text)):
        return [f"{button} answers a page whose markup is wrong: {wrong}"]
    if answer.status_code >= 300 or not button.get("name"):
        return []
    away = f"{WORDS} {button['value']}-" if button["name"] == "remove" else None
    kept = [typed for typed in form.typed(WORDS) if not (away and typed.startswith(away))]
    return [f"{button} loses {typed}" for typed in kept if typed not in answer.text]
