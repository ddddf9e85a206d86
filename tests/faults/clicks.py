"""Clicks of all roles for MINUTES (20): no fault is found, and nothing had to be restarted."""

import os
import random
import time
from pathlib import Path
from urllib.parse import urlsplit

from kehityspolku.dev.demo import NAMES

MINUTES = float(os.environ.get("MINUTES", 20))
BETWEEN = 1.0  # seconds from a click to the next
# Those of a drawing have no `href` that is a text.
LINKS = "all => all.map(a => new URL(a.getAttribute('href'), document.baseURI).href)"
LEFT_OUT = ("/tili/", "/hallinta/", "/kieli/", "/posti/")


def test_clicks_of_all_roles_find_no_fault(portal, walker):
    chance = random.Random(7)  # noqa: S311 - no secret
    pages = {role: walker(role).page for role in NAMES}
    faults, clicks = [], 0
    until = time.monotonic() + MINUTES * 60
    while time.monotonic() < until:
        for role, page in pages.items():
            answer = page.goto(portal.address + next_path(page, portal.address, chance))
            clicks += 1
            if answer.status >= 500:
                faults.append(f"{role}: {answer.status} {answer.url}")
            time.sleep(BETWEEN)
    log = Path(portal.env["KEHITYSPOLKU_VAR"]) / "demo.log"
    print(f"{clicks} clicks")
    assert faults == []
    assert "started again" not in log.read_text()


def next_path(page, address, chance):
    """One of the page's links within the portal that opens a page; now and then the front page."""
    links = page.locator("main a[href]").evaluate_all(LINKS)
    paths = sorted(
        {
            urlsplit(link).path
            for link in links
            if link.startswith(address) and link.endswith("/") and not out(link)
        }
    )
    return chance.choice(paths) if paths and chance.random() > 0.1 else "/en/"


def out(link):
    return any(part in link for part in LEFT_OUT)
