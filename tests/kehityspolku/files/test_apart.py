"""The process that reads what strangers send knows no secrets, and its answer is bounded."""

import os

import pytest

from kehityspolku.files import apart


def environment(_data):
    """For the process: the names of what it was told by its environment."""
    return sorted(os.environ)


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
