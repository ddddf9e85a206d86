"""What a run of the tests costs, told at its end: the CPU of all processes, the slowest tests."""

import os
import resource
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from kehityspolku.dev.database import Postgres
from kehityspolku.dev.valkey import Valkey

TICK = 1 / os.sysconf("SC_CLK_TCK")
SLOWEST = 10
BEFORE = pytest.StashKey[float]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Servers that are left from another run have used what is not this one's."""
    config.stash[BEFORE] = servers()


def pytest_terminal_summary(terminalreporter, config):
    own = used_by(resource.RUSAGE_SELF) + used_by(resource.RUSAGE_CHILDREN)
    served = servers() - config.stash[BEFORE]
    terminalreporter.section("what it cost")
    told = f"CPU {own + served:.1f} s, of which the database and Valkey {served:.1f}"
    terminalreporter.write_line(told)
    reports = [r for group in terminalreporter.stats.values() for r in group]
    seconds = Counter()
    for report in reports:
        if isinstance(report, pytest.TestReport):
            seconds[name_of(report.nodeid)] += report.duration
    if len(seconds) > SLOWEST:
        for name, spent in seconds.most_common(SLOWEST):
            terminalreporter.write_line(f"{spent:8.2f} s  {name}")


def name_of(test):
    """Its name without the group that xdist has written behind."""
    bare, _at, group = test.rpartition("@")
    return bare if bare and "]" not in group else test


def used_by(whom):
    """Seconds of CPU; of children, those that have ended, with the workers among them."""
    usage = resource.getrusage(whom)
    return usage.ru_utime + usage.ru_stime


def servers():
    """Seconds of CPU of the tests' servers: no children of ours. 0 where /proc does not tell."""
    folders = [str(server(settings.VAR, durable=False).data) for server in (Postgres, Valkey)]
    seen = list(processes())
    mains = {pid for pid, _parent, _spent, words in seen if any(f in words for f in folders)}
    return sum(spent for pid, parent, spent, _ in seen if pid in mains or parent in mains)


def processes():
    """(pid, parent's pid, seconds of CPU with those of its ended children, command line)."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            facts = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        yield int(folder.name), int(facts[1]), sum(map(int, facts[11:15])) * TICK, words
