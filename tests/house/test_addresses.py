"""Addresses: a floor names only those below it, and none dies without a redirect."""

import re
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

ROOT = Path(__file__).resolve().parent.parent.parent
ROUTES = Path(__file__).parent / "routes.txt"
# The names of addresses that a floor may use: its own and those of the floors below.
MAY_NAME = {
    "kehityspolku": set(),
    "kehrat": {"kehrat"},
    "rahoitus": {"kehrat", "rahoitus"},
    "arviointi": {"kehrat", "rahoitus", "arviointi"},
    "sukkula": {"kehrat", "rahoitus", "sukkula"},
}
SPACES = set().union(*MAY_NAME.values())
NAMED = re.compile(rf"(?<![\w:])({'|'.join(sorted(SPACES))}):[a-z_]+")
# Guides tell people of the whole portal, so they stand on its roof.
ROOF = "guides"


def floor_of(path):
    """The floor a file belongs to; templates without an app's folder are the ground's."""
    parts = path.relative_to(ROOT).parts
    folder = parts[1] if parts[0] == "templates" else parts[0]
    return folder if folder in MAY_NAME else "kehityspolku"


def files():
    for floor in MAY_NAME:
        yield from (p for p in (ROOT / floor).rglob("*.py") if "migrations" not in p.parts)
    for path in (ROOT / "templates").rglob("*.*"):
        if path.suffix in {".html", ".txt"} and path.relative_to(ROOT).parts[1] != ROOF:
            yield path


def breaches(path, text):
    may = MAY_NAME[floor_of(path)]
    return [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for found in NAMED.finditer(text)
        if found[1] not in may
    ]


def test_a_floor_names_no_address_above_it():
    found = [breach for path in files() for breach in breaches(path, path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kehityspolku/accounts/adapter.py", 'reverse("kehrat:list")'),
        ("templates/base.html", "{% url 'kehrat:list' %}"),
        ("templates/kehrat/projects/acts.html", '{% url "sukkula:review" project.pk %}'),
        ("templates/kehrat/mail/assign.txt", '{% url "rahoitus:calls" %}'),
        ("rahoitus/calls/views.py", 'redirect("arviointi:reports")'),
        ("arviointi/reports/views.py", 'redirect("sukkula:desk")'),
        ("sukkula/desk/views/desk.py", 'redirect("arviointi:reports")'),
    ],
)
def test_a_breach_is_found(path, text):
    assert len(breaches(ROOT / path, text)) == 1


def routes(patterns=None, before="", spaces=""):
    """Every address of the portal's own as "route name", in Finnish, without the admin's."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"/{route} {spaces}{pattern.name}"
        elif isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes(pattern.url_patterns, route, spaces + space)


def test_no_address_dies_without_a_redirect():
    """An address once given out is kept: in bookmarks, mails, on paper.

    Add new ones to routes.txt. Who takes one away leaves its line and adds a redirect.
    """
    kept = ROUTES.read_text("utf-8").splitlines()
    with translation.override("fi"):
        now = set(routes())
    assert {route.split()[0] for route in kept} - {route.split()[0] for route in now} == set()
    assert sorted(now - set(kept)) == [], "new addresses: add them to routes.txt"
    assert kept == sorted(set(kept))
