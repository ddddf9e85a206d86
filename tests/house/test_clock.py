"""One clock: the portal asks `moments.now()` what time it is, and nothing else."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("kehityspolku", "kehrat", "rahoitus", "arviointi", "sukkula")
CLOCK = ROOT / "kehityspolku" / "moments.py"
OTHER_CLOCKS = re.compile(
    r"timezone\.now|\blocaltime\(\)|\blocaldate\(\)|date\.today\(|datetime\.(?:now|today|utcnow)\("
    r"|auto_now|\bNow\("
)


def other_clocks(code):
    """The database's own default is for rows of the release before, which knows no such column."""
    return [match[0] for match in OTHER_CLOCKS.finditer(code.replace("db_default=Now()", ""))]


def test_the_portal_has_one_clock():
    code = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    code = [path for path in code if path != CLOCK and "migrations" not in path.parts]
    found = {str(path.relative_to(ROOT)): other_clocks(path.read_text()) for path in code}
    assert {path: clocks for path, clocks in found.items() if clocks} == {}


def test_other_clocks_are_found():
    code = "timezone.now date.today() datetime.now(UTC) timezone.localtime() auto_now_add=True"
    assert len(other_clocks(code)) == 5
    assert other_clocks(CLOCK.read_text()) == ["timezone.now"]
    assert other_clocks("moments.now() moments.today()") == []


def test_the_demonstration_is_dated_by_the_clock():
    """What is done in it is done with the clock set back, by verbs; nothing is written over."""
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("demo.py")]
    code = {path.relative_to(ROOT): path.read_text() for path in modules}
    over = re.compile(r"\.update\(|\bbulk_update\(|\bEvent\b")
    assert len(code) > 10
    assert {str(path): over.findall(text) for path, text in code.items() if over.search(text)} == {}
