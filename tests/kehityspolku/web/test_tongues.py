"""Another language in the middle of writing, without script: nothing that was typed is lost."""

import pytest
from django.http import QueryDict

from kehityspolku.web import tongues
from kehrat.models import Comment
from tests import make
from tests.pages import main
from tests.pressed import forms_of

pytestmark = pytest.mark.django_db
WORDS = 'Penkki & "pöytä"\n<b>pihalle</b>'


def form_of(page):
    """The form of the page whose buttons its languages are."""
    (form,) = [f for f in forms_of(page.text) if any(map(is_tongue, f.buttons))]
    return form


def is_tongue(button):
    return button.get("name") == tongues.BUTTON


def test_a_comment_half_written_is_there_in_the_other_language(client):
    idea = make.idea()
    client.force_login(make.user())
    here = f"/ideat/{idea.pk}/"
    form = form_of(client.get(here))
    assert [(b["value"], b["formaction"]) for b in filter(is_tongue, form.buttons)] == [
        ("sv", f"/sv{here}"),
        ("en", f"/en{here}"),
    ]
    data = form.data() | {"text": [WORDS], "language": ["en"], tongues.BUTTON: ["sv"]}
    answer = client.post(f"/sv{here}", data)
    assert (answer.status_code, answer.url) == (302, f"/sv{here}")
    page = client.get(answer.url)
    assert 'lang="sv"' in page.text
    kept = form_of(page).data()
    assert (kept["text"], kept["language"]) == ([WORDS], ["en"])
    assert Comment.objects.count() == 0
    assert form_of(client.get(answer.url)).data()["text"] != [WORDS]  # once


def test_enter_presses_what_it_did(client):
    idea = make.idea()
    client.force_login(make.user())
    form = form_of(client.get(f"/ideat/{idea.pk}/"))
    ahead, own = form.buttons[0], next(b for b in form.buttons if not b.get("form"))
    same = ("name", "value", "formaction")
    assert [ahead.get(key) for key in same] == [own.get(key) for key in same]


def test_it_is_kept_for_who_has_not_signed_in_but_no_password(client):
    data = {"email": "helka@kehityspolku.example", "password1": "four secret words here"}
    answer = client.post("/sv/tili/signup/", data | {"name": "Helka", tongues.BUTTON: "sv"})
    assert client.session[tongues.IN_SESSION][1] == "email=helka%40kehityspolku.example&name=Helka"
    page = client.get(answer.url)
    assert 'value="helka@kehityspolku.example"' in page.text
    assert "secret words" not in page.text


def test_too_much_is_refused_with_the_words(client):
    client.force_login(make.user())
    text = "x" * (tongues.LONGEST + 1)
    answer = client.post("/sv/oma/", {"name": text, tongues.BUTTON: "sv"})
    assert answer.status_code == 413
    assert text in main(answer)


PAGE = """<ul class="tongues"><li><a href="/sv/x" lang="sv" hreflang="sv">Svenska</a></li></ul>
<main><div class="alert" id="homeless" role="status" hidden><p>Copy.</p></div>
<form method="post" action="/x">
<input type="hidden" name="csrfmiddlewaretoken" value="new">
<input type="hidden" name="seen" value="2">
<input type="text" name="row" value="">
<input type="text" name="row" value="">
<input type="checkbox" name="part" value="a" checked>
<input type="checkbox" name="part" value="b">
<input type="radio" name="one" value="1" checked><input type="radio" name="one" value="2">
<select name="kind"><option value="" selected>–</option><option value="k">K</option></select>
<textarea name="text">
old</textarea>
<input type="password" name="password">
<button name="act" value="send">Send</button></form></main>"""


def test_each_kind_of_field_is_filled_and_what_has_no_place_is_told():
    typed = QueryDict(
        "csrfmiddlewaretoken=old&seen=1&row=first&row=%22&part=b&one=2&kind=k&text=new&more=Words"
    )
    page = tongues.put_back(PAGE, typed)
    assert forms_of(page)[0].data() == {
        "csrfmiddlewaretoken": ["new"],
        "seen": ["1"],
        "row": ["first", '"'],
        "part": ["b"],
        "one": ["2"],
        "kind": ["k"],
        "text": ["new"],
        "password": [""],
    }
    assert 'role="status"><p>Copy.</p><blockquote class="prose" data-typed>Words</blockq' in page


def test_nothing_but_choices_needs_no_words_to_be_copied():
    assert 'id="homeless" role="status" hidden' in tongues.put_back(PAGE, QueryDict("act=send"))


def test_a_page_without_a_form_has_links_alone(client):
    assert "noscript" not in client.get("/saavutettavuus/").text
