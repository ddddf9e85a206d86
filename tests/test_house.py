"""The house's limits: figures told at the end of the run, a failure above the hard ones."""

import ast
import math
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRINTED = "pdf.css"  # the documents' style, never sent to a browser
ROOMS = ("kehityspolku", "kehrat", "rahoitus", "arviointi", "sukkula")


def python_files():
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return sorted(path for path in files if "migrations" not in path.parts and path.stat().st_size)


def files_of_tests():
    return sorted((ROOT / "tests").rglob("*.py"))


def templates():
    return sorted((ROOT / "templates").rglob("*.html"))


def length(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path):
    """Every function of a file with its lines, decorators not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = node.end_lineno - node.lineno + 1
            yield lines, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def p95(lengths):
    """The 95th percentile by nearest rank: one of the values themselves."""
    ordered = sorted(lengths)
    return ordered[math.ceil(len(ordered) * 0.95) - 1] if ordered else 0


def test_python_files_are_short(record_property):
    sizes = {path.relative_to(ROOT).as_posix(): length(path) for path in python_files()}
    tests = sum(length(path) for path in files_of_tests())
    longest = max(sizes, key=sizes.get)
    record_property(
        "house",
        f"Python files: {len(sizes)}, lines {sum(sizes.values())}, p95 {p95(sizes.values())}, "
        f"longest {sizes[longest]} ({longest})",
    )
    record_property("house", f"lines of test per line of code: {tests / sum(sizes.values()):.2f}")
    assert [name for name, lines in sizes.items() if lines > 400] == []
    assert p95(sizes.values()) <= 200


def test_functions_are_short(record_property):
    found = [pair for path in python_files() for pair in functions(path)]
    lines, name = max(found)
    record_property(
        "house",
        f"functions: {len(found)}, p95 {p95(n for n, _ in found)}, longest {lines} ({name})",
    )
    assert [pair for pair in found if pair[0] > 30] == []


def test_templates_are_short(record_property):
    sizes = {path.relative_to(ROOT).as_posix(): length(path) for path in templates()}
    record_property(
        "house",
        f"templates: {len(sizes)}, p95 {p95(sizes.values())}, longest {max(sizes.values())}",
    )
    assert p95(sizes.values()) <= 70


def test_no_signals():
    """What happens is said where it happens: no @receiver anywhere."""
    assert [str(p) for p in python_files() if re.search(r"^@receiver", p.read_text(), re.M)] == []


def test_an_import_inside_a_function_says_why():
    without = []
    for path in python_files():
        lines = path.read_text(encoding="utf-8").splitlines()
        for number in inner_imports(path):
            beside = lines[number - 1].partition("#")[2].replace("noqa: PLC0415", "").strip()
            if not beside and not lines[number - 2].lstrip().startswith("#"):
                without.append(f"{path.relative_to(ROOT)}:{number}")
    assert without == []


def inner_imports(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield inner.lineno


@pytest.mark.parametrize(("kind", "most"), [("js", 5_000), ("css", 30_000)])
def test_own_assets_are_small(record_property, kind, most):
    files = [path for path in (ROOT / "static").rglob(f"*.{kind}") if path.name != PRINTED]
    size = sum(path.stat().st_size for path in files)
    record_property("house", f"own {kind}: {size} bytes of {most}")
    assert size < most


def test_no_test_is_skipped_in_the_dark():
    """What could not run fails, or is listed by conftest: nothing else may skip."""
    skip = re.compile(r"pytest\.(skip|importorskip|xfail)\b|mark\.(skip|xfail)")
    others = [
        path for path in files_of_tests() if path.name not in ("conftest.py", "test_house.py")
    ]
    assert [str(path.relative_to(ROOT)) for path in others if skip.search(path.read_text())] == []
