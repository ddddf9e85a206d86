"""What a template names in one block is not known in another: a link made of it leads nowhere."""

import re

import pytest

from tests.house.test_house import ROOT

_EDGE = re.compile(r"{%\s*(?:block\s+(?P<name>\w+)|endblock\b)[^%]*%}")
_NAMED = re.compile(r"{%\s*\w+[^%]*?\s(?:as|asvar)\s(\w+)(?:\s+trimmed)?\s*%}")
_READ = re.compile(r"{{\s*(\w+)|=(\w+)\b|\b(?:if|elif|for \w+ in)\s(\w+)")
PAGES = sorted((ROOT / "templates").rglob("*.html"))


def blocks_of(text):
    """[the text of each outermost block]."""
    found, opened = [], []
    for edge in _EDGE.finditer(text):
        if edge["name"]:
            opened.append(edge.end())
        elif len(opened) == 1:
            found.append(text[opened.pop() : edge.start()])
        else:
            opened.pop()
    return found


def lost(text):
    """Names given in one block of a template and read in another that gives them none."""
    blocks = [(set(_NAMED.findall(block)), block) for block in blocks_of(text)]
    named = set().union(*(names for names, _block in blocks))
    return {
        name
        for names, block in blocks
        for found in _READ.finditer(block)
        if (name := found[1] or found[2] or found[3]) in named - names
    }


def test_names_of_one_block_are_read_in_no_other():
    told = {str(page.relative_to(ROOT)): lost(page.read_text()) for page in PAGES}
    assert {page: names for page, names in told.items() if names} == {}


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (
            "{% block a %}{% url 'x' as up %}{% endblock %}{% block b %}{{ up }}{% endblock %}",
            {"up"},
        ),
        (
            "{% block a %}{% url 'x' as up %}{{ up }}{% endblock %}{% block b %}{% endblock %}",
            set(),
        ),
    ],
)
def test_a_name_that_is_lost_is_found(given, names):
    assert lost(given) == names
