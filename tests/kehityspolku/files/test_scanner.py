"""The virus scanner, asked over a real socket in the words of ClamAV's daemon."""

from io import BytesIO

import pytest

from kehityspolku.files import scanner
from tests.clamd import EICAR, clamd, nobody


def test_a_clean_file_is_clean(settings):
    with clamd(settings) as seen:
        assert scanner.scan(BytesIO(b"a" * 200_000)) == ""
    assert seen == [b"a" * 200_000]


def test_a_virus_is_named(settings):
    with clamd(settings):
        assert scanner.scan(BytesIO(EICAR)) == "Eicar-Test-Signature"


def test_an_empty_file_can_be_asked(settings):
    with clamd(settings) as seen:
        assert scanner.scan(BytesIO(b"")) == ""
    assert seen == [b""]


def test_a_fault_of_the_scanner_is_no_answer(settings):
    answer = b"INSTREAM size limit exceeded. ERROR\0"
    with clamd(settings, answer=answer), pytest.raises(scanner.CannotScan) as problem:
        scanner.scan(BytesIO(b"x"))
    assert str(problem.value) == "INSTREAM size limit exceeded. ERROR"


@pytest.mark.parametrize("answer", [b"", b"stream: \xff OK\0", b"nonsense"])
def test_what_is_no_verdict_is_never_taken_for_clean(settings, answer):
    with clamd(settings, answer=answer), pytest.raises((OSError, scanner.CannotScan)):
        scanner.scan(BytesIO(b"x"))


def test_nobody_there_is_an_error_of_the_network(settings):
    nobody(settings)
    with pytest.raises(OSError):
        scanner.scan(BytesIO(b"x"))


def test_without_an_address_there_is_no_scanner(settings):
    settings.CLAMAV = ""
    assert not scanner.is_configured()
