"""Fifteen kills at random among the demonstration's processes, while announcements are made.

None is lost and none made twice; each member's mail leaves, and no two letters that a mailbox
would show as two.
"""

import email.policy
import random
import re
import subprocess
import time
import urllib.request
from collections import Counter, deque
from pathlib import Path

import psycopg
from playwright.sync_api import Error

KILLS, PAUSE = 15, 10  # seconds between them: no child falls three times in a minute
NEW = "/en/kehrat/kallio-vallila-pasila/tiedotteet/uusi/"


KINDS = ("celery -q -A kehityspolku worker", "beat", "granian", "processes.py", "valkey-server")


def processes(portal):
    """[(kind, pid)] of the demonstration's children and all they started, its Valkey and guard."""
    listed = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    rows = [(int(pid), int(parent), words) for pid, parent, words in map(split, listed)]
    found = {portal.demo.pid}
    while more := {pid for pid, parent, _ in rows if parent in found} - found:
        found |= more
    var = portal.env["KEHITYSPOLKU_VAR"]
    return [
        (kind, pid)
        for pid, _, words in rows
        for kind in KINDS
        if kind in words and (pid in found or ("valkey-server" in words and var in words))
    ]


def split(line):
    pid, parent, words = line.split(None, 2)
    return pid, parent, words


def kill_one(portal, chance, lately):
    """Kill one, of a kind not killed lately: three falls within a minute end the demonstration."""
    kind, pid = chance.choice([each for each in processes(portal) if each[0] not in lately])
    print(f"kill -9 {kind} {pid}", flush=True)
    subprocess.run(["kill", "-9", str(pid)], check=False)
    lately.append(kind)


def announce(page, address, title):
    """Send the form until it is taken, as a person would press again; how many presses it took."""
    form = None
    for tries in range(1, 60):
        try:
            if form is None:
                page.goto(address + NEW)
                form = page.locator("main form").first.evaluate(
                    "form => Object.fromEntries(new FormData(form))"
                )
                form |= {"title": title, "text": "Tervetuloa.", "language": "fi"}
            answer = page.request.post(
                address + NEW, form=form, headers={"Referer": address + NEW}, max_redirects=0
            )
            if answer.status == 302:
                return tries
        except Error:  # the server is away for a moment
            pass
        time.sleep(0.5)
    raise AssertionError(f"“{title}” was never taken")


def test_fifteen_kills_lose_nothing_and_double_nothing(portal, walker):
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)  # noqa: S311 - no secret
    coordinator = walker("coordinator")
    titles, lately = [], deque(maxlen=2)
    for number in range(KILLS):
        kill_one(portal, chance, lately)
        time.sleep(chance.random())
        titles.append(f"Tiedote {number}.")
        tries = announce(coordinator.page, portal.address, titles[-1])
        print(f"  {titles[-1]} taken at try {tries}", flush=True)
        time.sleep(PAUSE)
    assert portal.demo.poll() is None, "the demonstration has ended"
    with psycopg.connect(portal.env["DATABASE_URL"], autocommit=True) as db:
        made = db.execute("SELECT title FROM kehrat_announcement WHERE title ~ '^Tiedote '")
        assert sorted(title for (title,) in made) == sorted(titles)
        waiting = "SELECT count(*) FROM kehityspolku_notice WHERE mail IN ('waiting', 'failed')"
        for _ in range(180):
            if db.execute(waiting).fetchone() == (0,):
                break
            time.sleep(1)
        assert db.execute(waiting).fetchone() == (0,)
        wanted = db.execute(
            "SELECT u.email, a.title FROM kehityspolku_notice n"
            " JOIN kehityspolku_event e ON e.id = n.event_id"
            " JOIN kehityspolku_user u ON u.id = n.recipient_id"
            " JOIN kehrat_announcement a ON a.id::text = e.target_id::text"
            " WHERE n.mail = 'sent' AND a.title ~ '^Tiedote '"
            " AND e.verb = 'announce'"
        ).fetchall()
    letters = Counter(mails(portal))
    shown = {(to, title) for to, title, _ in letters}
    again = sum(count - 1 for count in letters.values())
    print(f"{len(titles)} announcements, {len(wanted)} letters, {again} left twice as one")
    assert wanted
    assert shown == set(wanted)
    assert len(letters) == len(shown), "two letters that a mailbox shows as two"
    with urllib.request.urlopen(f"{portal.address}/terveys/valmis", timeout=10) as ready:
        assert ready.status == 200


def mails(portal):
    """(recipient, title, Message-ID) of each letter about one of the announcements."""
    for file in (Path(portal.env["KEHITYSPOLKU_VAR"]) / "mail").iterdir():
        for part in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
            if not part.strip():
                continue
            letter = email.message_from_bytes(part, policy=email.policy.default)
            found = re.search(r"Tiedote \d+\.", str(letter["Subject"]))
            if found:
                yield str(letter["To"]), found[0], letter["Message-ID"]
