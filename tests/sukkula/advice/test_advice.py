"""The log of advice: two presses, who reads it, what is kept of it, counted and exported."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied

from kehityspolku import moments
from kehityspolku.models import Report
from sukkula.models import Advice
from sukkula.reports import build
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def given(by, channel="call", theme="card", **more):
    return Advice.objects.log(by=by, channel=channel, theme=theme, **more)


@pytest.fixture
def adviser(client):
    person = make.user("adviser", name="Aino Esimerkki")
    client.force_login(person)
    return person


def sent_of(form):
    """What the form sends as it opens: what is chosen already."""
    values = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in values.items() if value}


class TestTwoPresses:
    def test_from_the_desk_and_what_was_chosen_last_is_chosen(self, client, adviser):
        assert "/sukkula/neuvonta/uusi/" in client.get("/sukkula/").content.decode()
        page = client.get("/sukkula/neuvonta/uusi/")
        client.post("/sukkula/neuvonta/uusi/", sent_of(page.context["form"]) | {"theme": "funding"})
        page = client.get("/sukkula/neuvonta/uusi/")
        answer = client.post("/sukkula/neuvonta/uusi/", sent_of(page.context["form"]))
        rows = Advice.objects.values_list("by", "channel", "theme", "on", "kehra", "project")
        one = (adviser.pk, "call", "funding", moments.today(), None, None)
        assert (answer.url, list(rows)) == ("/sukkula/", [one, one])

    def test_from_a_kehras_page(self, client, adviser):
        kehra = make.kehra()
        address = f"/sukkula/neuvonta/uusi/{kehra.slug}/"
        piece = client.get(f"/kehrat/{kehra.slug}/oma/", headers={"HX-Request": "true"})
        assert address in piece.content.decode()
        form = client.get(address).context["form"]
        assert client.post(address, sent_of(form)).url == kehra.get_absolute_url()
        assert Advice.objects.get().whose == kehra

    def test_from_a_card(self, client, adviser):
        card = make.project(state="in_review", adviser=adviser)
        address = f"/sukkula/neuvonta/uusi/hanke/{card.pk}/"
        assert address in client.get(f"/sukkula/hankkeet/{card.pk}/").content.decode()
        client.post(address, sent_of(client.get(address).context["form"]))
        advice = Advice.objects.get()
        assert (advice.project, advice.kehra, advice.whose) == (card, None, card.kehra)

    def test_members_are_not_offered_it(self, client):
        kehra = make.kehra()
        for person in (make.coordinator(kehra), make.member(kehra), make.user("city_official")):
            client.force_login(person)
            piece = client.get(f"/kehrat/{kehra.slug}/oma/", headers={"HX-Request": "true"})
            assert "neuvonta" not in piece.content.decode()


class TestForm:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("channel", "pigeon"),
            ("theme", ""),
            ("kehra", "nowhere"),
            ("on", "1.1.1999"),
            ("on", "tomorrow"),
            ("to_whom", "x" * 121),
            ("note", "x" * 2001),
        ],
    )
    def test_what_it_does_not_take_keeps_what_was_typed(self, client, adviser, name, value):
        value = moments.in_days(1).isoformat() if value == "tomorrow" else value
        page = client.get("/sukkula/neuvonta/uusi/")
        typed = sent_of(page.context["form"]) | {"note": "Kerroin hausta.", name: value}
        page = client.post("/sukkula/neuvonta/uusi/", typed)
        assert (page.status_code, list(page.context["form"].errors)) == (200, [name])
        assert (Advice.objects.count(), typed["note"] in main(page)) == (0, True)

    def test_sent_twice_it_is_once_in_the_log(self, client, adviser):
        page = client.get("/sukkula/neuvonta/uusi/")
        key = {"form_key": "0d4ae3a6-5ae1-4d5c-9c1f-8a6f1f0f7d11"}
        for _ in range(2):
            client.post("/sukkula/neuvonta/uusi/", sent_of(page.context["form"]) | key)
        assert Advice.objects.count() == 1


class TestLog:
    def test_it_is_narrowed_by_days_kehra_and_adviser(self, client, adviser):
        kehra, other = make.kehra(name="Pihakehrä"), make.user("adviser")
        card = make.project(kehra, "in_review", adviser)
        mine = given(adviser, kehra=kehra, to_whom="<b>Liisa</b>")
        of_card = given(other, project=card)
        old = given(other, on=moments.in_days(-200))
        older = given(other, on=moments.in_days(-366))

        def found(**asked):
            return {row.pk for row in client.get("/sukkula/neuvonta/", asked).context["rows"]}

        assert found() == {mine.pk, of_card.pk, old.pk}
        assert found(first=moments.in_days(-400)) == {mine.pk, of_card.pk, old.pk, older.pk}
        assert found(first=moments.in_days(-300), last=moments.in_days(-100)) == {old.pk}
        assert found(kehra=kehra.slug) == {mine.pk, of_card.pk}
        assert found(by=other.pk) == {of_card.pk, old.pk}
        assert found(by="x", kehra="y", first="z") == found()
        assert "&lt;b&gt;Liisa&lt;/b&gt;" in main(client.get("/sukkula/neuvonta/"))

    def test_counts_are_by_theme_and_channel(self, client, adviser):
        for channel, theme in (("call", "card"), ("call", "card"), ("visit", "card")):
            given(adviser, channel, theme)
        given(adviser, "mail", "funding")
        table = client.get("/en/sukkula/neuvonta/").context["table"]
        assert [(str(t), [n for _c, n in numbers], all_) for t, numbers, all_ in table] == [
            ("the project card", [2, 1, 0], 3),
            ("funding", [0, 0, 1], 1),
        ]

    def test_a_line_is_taken_out_by_whose_it_is_or_a_lead(self, client, adviser):
        other = given(make.user("adviser"))
        mine = given(adviser)
        assert client.post(f"/sukkula/neuvonta/{other.pk}/poista/").status_code == 403
        assert client.post(f"/sukkula/neuvonta/{mine.pk}/poista/").status_code == 302
        opened = client.get(f"/sukkula/neuvonta/{other.pk}/poista/")  # takes no line out
        assert opened.url == "/sukkula/neuvonta/"
        client.force_login(make.user("lead"))
        for _press in range(2):  # a double press is one
            assert client.post(f"/sukkula/neuvonta/{other.pk}/poista/").status_code == 302
        assert not Advice.objects.exists()

    def test_nobody_else_logs_or_reads(self):
        for person in (make.user(), make.user("reviewer"), make.user("admin")):
            with pytest.raises(PermissionDenied):
                given(person)
        given(make.user("adviser"))
        assert not Advice.objects.visible_to(make.user("admin")).exists()


def test_after_a_year_only_what_is_counted_is_left(adviser):
    said = {"to_whom": "Liisa", "note": "Soitin."}
    young = given(adviser, on=moments.in_days(-365), **said)
    old = given(adviser, on=moments.in_days(-366), **said)
    assert (Advice.objects.forget(), Advice.objects.forget()) == (1, 0)
    kept = dict(Advice.objects.values_list("pk", "to_whom"))
    assert kept == {young.pk: "Liisa", old.pk: ""}
    old.refresh_from_db()
    assert (old.note, old.channel, old.theme) == ("", "call", "card")


def test_the_privacy_page_says_how_long(client):
    page = main(client.get("/en/tietosuoja/"))
    assert "Sukkula's log of advice" in page
    assert "emptied after a year" in page
    for told in (
        "the reasons for which it puts cases off",
        "for 90 days after you last typed",
        "approve an application by a link: your name, for a month and a half",
    ):
        assert told in " ".join(page.split())


def test_the_service_figures_count_it_without_names(client, adviser):
    cache.clear()
    given(adviser, "visit", "founding", to_whom="Liisa Salainen")
    given(adviser, "call", "card", on=date(moments.today().year - 2, 5, 5))
    client.logout()
    page = client.get("/en/palveluajat/")
    [(theme, numbers, all_)] = page.context["table"]
    told = [number for _channel, number in numbers]
    assert (str(theme), told, all_) == ("founding a Kehrä", [0, 1, 0], 1)
    assert "Liisa" not in page.content.decode()
    year = client.get("/en/palveluajat/", {"period": str(moments.today().year - 2)})
    assert [str(theme) for theme, *_numbers in year.context["table"]] == ["the project card"]


def test_it_is_exported_as_the_log_is_seen(client, adviser):
    kehra = make.kehra(name="Pihakehrä")
    given(adviser, "call", "card", kehra=kehra, to_whom="=1+1", note="Rivi\nToinen")
    given(adviser, on=moments.today() - timedelta(days=30))
    page = client.get("/sukkula/neuvonta/", {"kehra": kehra.slug})
    client.post("/sukkula/viennit/", {"what": "advice", "query": page.context["query"]})
    files = build.desk(Report.objects.get())
    text = next(body for name, body in files.items() if name.endswith(".csv")).decode("utf-8-sig")
    head, row, *more = text.splitlines()
    assert head.startswith("Päivä;Miten;Aihe;Kehrä;")
    assert row.startswith(f"{moments.day_text(moments.today())};Puhelu;Projektikortti;Pihakehrä;;")
    assert "'=1+1" in row
    assert not any(
        "30" in line for line in more if line.startswith(moments.day_text(moments.in_days(-30)))
    )
