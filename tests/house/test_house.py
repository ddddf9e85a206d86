"""The house: its sizes are told at the end of the run and judged by nobody, its habits are held."""

import ast
import math
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
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


def test_sizes_are_told(record_property):
    sizes = {path.relative_to(ROOT).as_posix(): length(path) for path in python_files()}
    pages = {path.relative_to(ROOT).as_posix(): length(path) for path in templates()}
    tests = sum(length(path) for path in files_of_tests())
    found = [pair for path in python_files() for pair in functions(path)]
    for name, lengths in (("Python files", sizes), ("templates", pages)):
        longest = max(lengths, key=lengths.get)
        record_property(
            "house",
            f"{name}: {len(lengths)}, lines {sum(lengths.values())}, "
            f"p95 {p95(lengths.values())}, longest {lengths[longest]} ({longest})",
        )
    record_property(
        "house",
        f"functions: {len(found)}, p95 {p95(n for n, _ in found)}, longest {max(found)}",
    )
    record_property("house", f"lines of test per line of code: {tests / sum(sizes.values()):.2f}")
    for kind in ("js", "css"):
        own = [path for path in (ROOT / "static").rglob(f"*.{kind}") if path.name != PRINTED]
        record_property("house", f"own {kind}: {sum(path.stat().st_size for path in own)} bytes")
    assert sizes
    assert pages


def longer(paths, most):
    """The lines that have more than so many characters, a linter's marks at the end not counted."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if len(re.sub(r"\s*# noqa: .*", "", line)) > most
    ]


def test_lines_fit_the_eye():
    styles = sorted((ROOT / "static").rglob("*.css"))
    assert longer([*python_files(), *files_of_tests()], 100) == []
    assert longer([*templates(), *styles], 120) == []


def test_style_says_one_thing_a_line():
    squeezed = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "static").rglob("*.css"))
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if re.search(r"[;{}]\s*[^\s;/]", re.sub(r'"[^"]*"|/\*.*?\*/', "", line).strip())
    ]
    assert squeezed == []


def test_python_is_laid_out_by_its_formatter():
    """Neither kept from it nor led round it by lists that are unpacked where they stand."""
    files = [*python_files(), *files_of_tests()]
    kept = re.compile(r"#\s*fmt: (skip|off)")
    assert [str(path) for path in files if kept.search(path.read_text(encoding="utf-8"))] == []
    assert [place for path in files for place in unpacked_on_the_spot(path)] == []


def unpacked_on_the_spot(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Starred) and isinstance(node.value, ast.Tuple | ast.List):
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_signals():
    """What happens is said where it happens: no @receiver anywhere."""
    files = [*python_files(), *files_of_tests()]
    receiver = re.compile(r"^\s*@receiver\b", re.M)
    assert [str(p) for p in files if receiver.search(p.read_text(encoding="utf-8"))] == []


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


def test_no_test_is_skipped_in_the_dark():
    """What could not run fails, or is listed by conftest: nothing else may skip."""
    skip = re.compile(r"pytest\.(skip|importorskip|xfail)\b|mark\.(skip|xfail)")
    others = [
        path for path in files_of_tests() if path.name not in ("conftest.py", "test_house.py")
    ]
    assert [str(path.relative_to(ROOT)) for path in others if skip.search(path.read_text())] == []
