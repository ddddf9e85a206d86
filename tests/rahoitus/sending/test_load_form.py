"""A funder's form comes in from a file, by the command of the server's administrator."""

import pytest
from django.core.management import CommandError, call_command

from rahoitus.models import FunderForm
from tests import make

pytestmark = pytest.mark.django_db
HEAD = "step,section,key,title_fi,title_sv,title_en,type,max_length"


def load(tmp_path, content, *more, source=None):
    file = tmp_path / "form.csv"
    if content is not None:
        file.write_bytes(content)
    of = (source or make.source()).slug
    call_command("load_form", str(file), "--form=oma", "--name=Oma", f"--source={of}", *more)


def test_a_form_is_loaded_tied_to_its_call_and_replaced(tmp_path, capsys):
    call = make.call()
    rows = f"{HEAD}\nA,B,purpose,Mihin,,,string,500\nA,B,zzz,Jotain,,,string,\n"
    load(tmp_path, rows.encode(), f"--call={call.slug}", source=call.source)
    assert capsys.readouterr().out == "Oma: 2 questions, 1 can be filled.\n"
    assert [form.slug for form in FunderForm.objects.of_call(call)] == ["oma"]
    load(tmp_path, f"{HEAD}\nA,B,purpose,Mihin,,,string,\n".encode("utf-16"), source=call.source)
    form = FunderForm.objects.get(slug="oma")
    assert (form.questions.count(), form.calls.count()) == (1, 0)


@pytest.mark.parametrize("content", [None, b"", b"\0\1\2", b"a,b\n1,2", b"x" * 2_000_001])
def test_what_is_no_form_is_told_and_changes_nothing(tmp_path, content):
    with pytest.raises(CommandError) as told:
        load(tmp_path, content)
    assert "form.csv: " in str(told.value)
    assert not FunderForm.objects.filter(slug="oma").exists()


def test_an_unknown_source_or_call_is_told_with_those_there_are(tmp_path):
    call = make.call()
    with pytest.raises(CommandError, match=f"no call “x”.*{call.slug}"):
        load(tmp_path, HEAD.encode(), "--call=x", source=call.source)
