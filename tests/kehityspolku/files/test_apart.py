"""The process that reads what strangers send knows no secrets, and its answer is bounded."""

import logging
import os
import signal

import pytest

from kehityspolku.files import apart


def environment(_data):
    """For the process: the names of what it was told by its environment."""
    return sorted(os.environ)


def complain(_data):
    """For the process: a reader that logs what it meets, and then breaks."""
    logging.getLogger("reader").error("loud")
    raise RuntimeError("broken")


def stop(_data):
    """For the process: it is stopped with the worker, as when the machine restarts."""
    os.kill(os.getpid(), signal.SIGTERM)


def die(_data):
    """For the process: it is killed, as for want of memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def flood(_data):
    """For the process: an answer that is little as long as it is not written out."""
    return [1000 * "\x80"] * 100_000


def test_it_is_told_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "salainen")
    monkeypatch.setenv("SOMETHING_NEW_PASSWORD", "salainen")
    told = apart.call(f"{__name__}:environment", b"")
    assert "PATH" in told
    assert not {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "SOMETHING_NEW_PASSWORD"} & set(told)


def test_an_answer_beyond_its_memory_is_none():
    with pytest.raises(apart.TookTooMuch):
        apart.call(f"{__name__}:flood", b"")


def test_what_its_reader_logs_is_not_gathered():
    with pytest.raises(apart.Broke) as broke:
        apart.call(f"{__name__}:complain", b"")
    assert ("broken" in str(broke.value), "loud" in str(broke.value)) == (True, False)


def test_one_that_is_stopped_with_its_worker_found_no_fault_in_the_file():
    with pytest.raises(apart.Broke):
        apart.call(f"{__name__}:stop", b"")
    with pytest.raises(apart.TookTooMuch):
        apart.call(f"{__name__}:die", b"")
