"""Child processes live and die together, and one that falls is started again."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kehityspolku.dev import processes
from kehityspolku.dev.processes import Child, ChildEnded, Children

ROOT = Path(__file__).resolve().parents[3]
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
GONE = [sys.executable, "-c", "raise SystemExit(3)"]


def sleeper(name, **options):
    return Child(name, SLEEP, os.environ, **options)


def alive(pid):
    """Whether the process runs: one that ended and that nobody has asked for does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return state.stdout.strip()[:1] not in ("", "Z")


def soon(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return True


def test_all_are_stopped_on_the_way_out():
    one, other = sleeper("one"), sleeper("other")
    with Children() as children:
        children.start(one)
        children.start(other)
        assert [alive(child.process.pid) for child in (one, other)] == [True, True]
    assert [alive(child.process.pid) for child in (one, other)] == [False, False]


def test_one_that_is_killed_is_started_again_and_told_of(tmp_path):
    said = []
    worker, other = sleeper("worker", log=tmp_path / "worker.log"), sleeper("other")
    with Children(said.append) as children:
        children.start(worker)
        children.start(other)
        killed, kept = worker.process.pid, other.process.pid
        os.kill(killed, signal.SIGKILL)
        children.wait(until=lambda: worker.process.pid != killed, seconds=10)
        assert alive(worker.process.pid)
        assert other.process.pid == kept
    log = tmp_path / "worker.log"
    assert said == [f"The worker was killed by SIGKILL (its log: {log}): started again."]


def test_one_that_falls_three_times_within_a_minute_ends_all():
    said, other = [], sleeper("other")
    told = "^The short one ended with code 3, 3 times within a minute$"
    with pytest.raises(ChildEnded, match=told), Children(said.append) as children:
        children.start(other)
        children.start(Child("short one", GONE, os.environ))
        children.wait(until=lambda: False, seconds=30)
    assert said == ["The short one ended with code 3: started again."] * 2
    assert not alive(other.process.pid)


def test_three_falls_over_a_longer_time_are_borne(monkeypatch):
    monkeypatch.setattr(processes, "WITHIN", 0)
    worker = sleeper("worker")
    with Children(lambda line: None) as children:
        children.start(worker)
        for _ in range(4):
            killed = worker.process.pid
            os.kill(killed, signal.SIGKILL)
            assert children.wait(until=lambda was=killed: worker.process.pid != was, seconds=10)


def test_one_that_gives_no_sign_of_life_is_started_again(monkeypatch):
    for name, seconds in {"SILENCE": 0.5, "WARMING_UP": 0.5, "BETWEEN_LOOKS": 0.1}.items():
        monkeypatch.setattr(processes, name, seconds)
    said, silent = [], set()
    lively = sleeper("lively one", beats=lambda pid: True)
    worker = sleeper("worker", beats=lambda pid: pid not in silent)
    with Children(said.append) as children:
        children.start(lively)
        children.start(worker)
        stuck = worker.process.pid
        os.kill(stuck, signal.SIGSTOP)
        silent.add(stuck)
        assert children.wait(until=lambda: worker.process.pid != stuck, seconds=10)
        assert not alive(stuck)
    assert said == ["The worker gave no sign of life: started again."]


def test_what_a_fallen_child_has_started_falls_with_it(tmp_path):
    told = tmp_path / "pid"
    spawn = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen({SLEEP!r})\n"
        f"open({str(told)!r}, 'w').write(f'{{child.pid}}\\n')\n"
        "time.sleep(60)\n"
    )
    parent = Child("parent", [sys.executable, "-c", spawn], os.environ)
    with Children(lambda line: None) as children:
        children.start(parent)
        soon(lambda: told.exists() and told.read_text().endswith("\n"))
        grandchild = int(told.read_text())
        killed = parent.process.pid
        os.kill(killed, signal.SIGKILL)
        children.wait(until=lambda: parent.process.pid != killed, seconds=10)
        assert soon(lambda: not alive(grandchild))


HOLD = """
import os, sys, time
from kehityspolku.dev.processes import Child, Children
with Children() as children:
    child = Child("one", [sys.executable, "-c", "import time; time.sleep(60)"], os.environ)
    children.start(child)
    print(child.process.pid, children._guard.pid, flush=True)
    children.wait(until=lambda: False)
"""


def test_all_end_when_who_holds_them_is_killed():
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    child, guard = map(int, holder.stdout.readline().split())
    assert alive(child)
    holder.kill()
    holder.communicate()
    assert soon(lambda: not alive(child) and not alive(guard))


def test_a_guard_that_is_killed_is_replaced():
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    child, guard = map(int, holder.stdout.readline().split())
    os.kill(guard, signal.SIGKILL)
    time.sleep(2)
    assert alive(child)
    holder.kill()
    holder.communicate()
    assert soon(lambda: not alive(child))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopping_signal_stops_all(number):
    threading.Timer(0.3, os.kill, (os.getpid(), number)).start()
    before, one = signal.getsignal(number), sleeper("one")
    with pytest.raises(KeyboardInterrupt), Children() as children:
        children.start(one)
        children.wait(until=lambda: False)
    assert not alive(one.process.pid)
    assert signal.getsignal(number) == before


def test_ctrl_c_says_what_it_waits_for_and_not_for_long():
    said = []
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
    deaf = [sys.executable, "-c", code]
    with pytest.raises(KeyboardInterrupt), Children(said.append) as children:
        children.start(sleeper("web server"))
        children.start(Child("worker", deaf, os.environ))
        time.sleep(0.5)  # until it is deaf
        began = time.monotonic()
        raise KeyboardInterrupt
    assert said == ["\nStopping the web server, the worker: 3 seconds at most …"]
    assert 2.9 < time.monotonic() - began < 30


def test_running_one_to_its_end():
    with Children() as children:
        children.run(Child("good", [sys.executable, "-c", ""], os.environ))
        with pytest.raises(ChildEnded, match="^The bad ended with code 3$"):
            children.run(Child("bad", GONE, os.environ))


def test_waiting_gives_up_when_time_is_up():
    with Children() as children:
        children.start(sleeper("one"))
        assert children.wait(until=lambda: False, seconds=0.2) is False
        assert children.wait(until=lambda: True, seconds=0.2) is True


def test_what_a_child_says_goes_to_its_log_which_stays_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "LARGEST_LOG", 3)
    log = tmp_path / "logs" / "echo.log"
    for said in ("first", "second"):
        with Children() as children:
            command = [sys.executable, "-c", f"print('{said}')"]
            children.run(Child("echo", command, os.environ, log=log))
    assert log.read_text() == "second\n"
    assert log.with_suffix(".old.log").read_text() == "first\n"
