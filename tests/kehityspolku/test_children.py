"""Child processes live and die together."""

import os
import signal
import sys
import threading

import pytest

from kehityspolku.children import ChildEnded, Children

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
GONE = [sys.executable, "-c", "raise SystemExit(3)"]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pids(children):
    return [child.pid for child in children._running.values()]


def test_all_are_stopped_on_the_way_out():
    with Children() as children:
        children.start("one", SLEEP, os.environ)
        children.start("other", SLEEP, os.environ)
        started = pids(children)
        assert [alive(pid) for pid in started] == [True, True]
    assert [alive(pid) for pid in started] == [False, False]


def test_one_that_ends_by_itself_is_told_and_the_rest_are_stopped():
    with (
        pytest.raises(ChildEnded, match="^The short one ended with code 3$"),
        Children() as children,
    ):
        children.start("long one", SLEEP, os.environ)
        children.start("short one", GONE, os.environ)
        started = pids(children)
        children.wait(until=lambda: False)
    assert [alive(pid) for pid in started] == [False, False]


def test_one_that_is_killed_is_told_with_its_signal():
    told = "^The worker was killed by SIGKILL$"
    with pytest.raises(ChildEnded, match=told), Children() as children:
        children.start("worker", SLEEP, os.environ)
        os.kill(pids(children)[0], signal.SIGKILL)
        children.wait(until=lambda: False)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopping_signal_stops_all(number):
    threading.Timer(0.3, os.kill, (os.getpid(), number)).start()
    before = signal.getsignal(number)
    with pytest.raises(KeyboardInterrupt), Children() as children:
        children.start("one", SLEEP, os.environ)
        started = pids(children)
        children.wait(until=lambda: False)
    assert [alive(pid) for pid in started] == [False]
    assert signal.getsignal(number) == before


def test_running_one_to_its_end():
    with Children() as children:
        children.run("good", [sys.executable, "-c", ""], os.environ)
        with pytest.raises(ChildEnded, match="^The bad ended with code 3$"):
            children.run("bad", GONE, os.environ)


def test_waiting_gives_up_when_time_is_up():
    with Children() as children:
        children.start("one", SLEEP, os.environ)
        assert children.wait(until=lambda: False, seconds=0.2) is False
        assert children.wait(until=lambda: True, seconds=0.2) is True


def test_a_child_is_told_on_its_standard_input(tmp_path):
    log = tmp_path / "log"
    echo = "import sys; print(sys.stdin.read().upper())"
    with log.open("w") as file, Children() as children:
        children.start("echo", [sys.executable, "-c", echo], os.environ, told="hei", log=file)
        assert children.wait(until=lambda: log.read_text() == "HEI\n", seconds=10)
