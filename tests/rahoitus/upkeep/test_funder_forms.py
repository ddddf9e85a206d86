"""A funder's form brought in on a page: bounded, and what could not be placed is told."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from rahoitus.models import FunderForm
from rahoitus.sending import form_file
from tests import make

HEAD = "step,section,key,title_fi,title_sv,title_en,type,max_length"
TABLE = f"{HEAD},required,fills,colour\nA,B,purpose,Mihin,,,string,500,true,,red\n"


def sent(text):
    content = text if isinstance(text, bytes) else text.encode()
    return SimpleUploadedFile("form.csv", content)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", "The file lacks these columns"),
        (b"\0\1\2", "This is not a text file."),
        (b"x" * 2_000_001, "The file is larger"),
        (b"x" * 200_000, "The file is not a table"),
        (f"{HEAD}\n".encode() + b'"' + b"x" * 200_000, "The file is not a table"),
        (f"{HEAD}\n" + "A,B,k,Q,,,s,\n" * 501, "The file has more than 500 questions."),
    ],
)
def test_what_is_no_form_is_told_in_words(text, problem):
    content = text if isinstance(text, bytes) else text.encode()
    with translation.override("en"), pytest.raises(ValidationError, match=problem):
        list(form_file.read(form_file.text_of(content)))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("A,B,k,Q,,,s,10,,,", []),
        ("A,B,k,Q,,,s,ten,,,", ["Line 2: “ten” is no number of characters"]),
        ("A,B,k,Q,,,s,,,king,", ["Line 2: the portal has no answer named “king”"]),
        ("A,B,k,Q,,,s,,,purpose,,x", ["Line 2: cells beyond the last column were left out"]),
        (f"A,B,k,{'Q' * 1001},,,s,,,,", ["Line 2: a text was cut at 1000 characters"]),
    ],
)
def test_what_has_no_place_is_told(line, told):
    with translation.override("en"):
        sentences = list(form_file.left_out(f"{HEAD},required,fills,colour\n{line}\n"))
    assert sentences == ["These columns were not used: colour.", *told]
    (question,) = form_file.read(f"{HEAD},required,fills,colour\n{line}\n")
    assert (question["fills"] or "purpose") == "purpose"


def test_semicolons_of_a_spreadsheet_are_read_too():
    (question,) = form_file.read(TABLE.replace(",", ";"))
    assert (question["title_fi"], question["max_length"]) == ("Mihin", 500)


@pytest.mark.django_db
def test_the_lead_brings_one_in_and_anew(client):
    client.force_login(make.user("lead"))
    call, other = make.call(), make.call()
    address = "/en/rahoitus/hoito/lomakkeet/uusi/"
    words = {"name_fi": "Oma lomake", "source": call.source_id, "calls": [other.pk]}
    form = client.post(address, words | {"file": sent("nonsense")}).context["form"]
    assert list(form.errors) == ["file", "calls"]
    table = TABLE + "A,B,zzz,Jotain,,,string,,,,\nA,B,flag,,,,string,,,,\n"
    words["calls"] = [call.pk]
    page = client.post(address, words | {"file": sent(table)}, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert told == ["The form is saved.", "These columns were not used: colour."]
    assert [question.title for question in page.context["unfilled"]] == ["Jotain"]
    made = FunderForm.objects.get(slug="oma-lomake")
    assert list(FunderForm.objects.of_call(call)) == [made]
    address = f"/en/rahoitus/hoito/lomakkeet/{made.pk}/"
    assert client.post(address, words | {"name_en": "Own"}).status_code == 302
    assert made.questions.count() == 3
    assert client.post(address, words | {"file": sent(TABLE)}).status_code == 302
    assert made.questions.count() == 1
