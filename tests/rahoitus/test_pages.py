"""The pages of funding as their readers meet them."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from kehityspolku import moments
from rahoitus.models import Application, Call
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
FIRST = "/en/rahoitus/hakemukset/"


def form(costs, funding, **fields):
    """What the browser posts when an application is written: lines as (kind, text, amount)."""
    data = {"summary": "", "starts_on": "", "ends_on": "", "cost_model": "actual", **fields}
    for prefix, kind, rows in (("costs", "category", costs), ("funding", "kind", funding)):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            keys = (kind, "text", "amount")
            data |= {f"{prefix}-{number}-{k}": v for k, v in zip(keys, row, strict=True)}
    return data


@pytest.fixture
def application():
    return make.application()


@pytest.fixture
def team(client, application):
    """A browser where the coordinator is signed in."""
    client.force_login(make.coordinator(application.project.kehra))
    return client


def url(application, rest=""):
    return f"{FIRST}{application.pk}/{rest}"


def lines(application):
    return [
        [(line.text, line.amount) for line in rows.all()]
        for rows in (application.costs, application.funding)
    ]


class TestCalls:
    def test_are_public_with_countdown(self, client):
        make.call(name_en="Open call", closes_on=moments.in_days(52))
        make.call(name_en="Open always", closes_on=None)
        make.call(name_en="Later call", opens_on=moments.in_days(3), closes_on=moments.in_days(9))
        make.call(name_en="Gone call", closes_on=moments.in_days(-1))
        page = main(client.get("/en/rahoitus/"))
        day = moments.day_text(moments.in_days(52))
        assert f"closes on {day}, 52 days left" in page
        assert "open all year" in page
        assert f"opens on {moments.day_text(moments.in_days(3))}, in 3 days" in page
        assert f"Closed on {moments.day_text(moments.in_days(-1))}" in page
        assert 'href="https://omastadi.hel.fi/"' in page

    def test_past_calls_are_there_from_the_beginning(self, client):
        page = main(client.get("/rahoitus/"))
        assert page.count("31.12.201") == 5
        assert "6Aika 2015–2016" in page

    @pytest.mark.parametrize("language", ["", "/sv", "/en"])
    def test_a_call_tells_its_rules(self, client, language):
        call = Call.objects.get(slug="6aika-2015-2016")
        page = client.get(f"{language}/rahoitus/{call.slug}/")
        assert page.status_code == 200
        assert "67\u00a0%" in main(page)

    def test_an_unknown_call_is_not_found(self, client):
        assert client.get("/rahoitus/nothing/").status_code == 404

    def test_sources_tell_their_years_and_successors(self, client):
        page = main(client.get("/en/rahoitus/lahteet/"))
        assert "2014–2020" in page
        assert page.count("Southeast Finland Economic Development Centre (ESF+, ERDF)") == 2

    def test_lists_ask_the_database_the_same_number_of_times(
        self, client, django_assert_num_queries
    ):
        asked = []
        for number in (1, 2, 27):
            for _n in range(number):
                make.call()
                make.call(opens_on=moments.in_days(2))
            with django_assert_num_queries(asked[0] if asked else 4, exact=bool(asked)) as queries:
                client.get("/rahoitus/")
            asked.append(len(queries))
        assert asked[0] == asked[1] == asked[2]


class TestList:
    def test_shows_each_reader_their_own(self, client, application):
        other = make.application("sent")
        official = make.source_official(other.call.source)
        seen = {}
        for name, reader in {
            "coordinator": make.coordinator(application.project.kehra),
            "adviser": make.user("adviser"),
            "official": official,
            "resident": make.user(),
        }.items():
            client.force_login(reader)
            seen[name] = set(client.get(FIRST).context["applications"])
        assert seen == {
            "coordinator": {application},
            "adviser": {application, other},
            "official": {other},
            "resident": set(),
        }

    def test_is_narrowed_in_the_url(self, client, application):
        sent = make.application("sent")
        client.force_login(make.user("lead"))
        for query, expected in {
            "": {application, sent},
            "?tila=rahoittajalla": {sent},
            "?tila=keskeneraiset": {application},
            f"?lahde={sent.call.source.slug}": {sent},
            "?hanke=kortteli": {application, sent},
            "?hanke=nothing": set(),
            "?tila=nonsense&lahde=nonsense": {application, sent},
            "?hanke=%00": {application, sent},
        }.items():
            page = client.get(f"{FIRST}{query}")
            assert (page.status_code, set(page.context["applications"])) == (200, expected)

    def test_asks_the_database_the_same_number_of_times(self, client, django_assert_num_queries):
        project, asked = make.project(state="approved"), []
        client.force_login(make.user("lead"))
        made = make.application(project=project)
        for number in (0, 2, 27):
            for call in make.copies(made.call, number):
                make.copies(made, 1, call=call)
            with django_assert_num_queries(asked[0] if asked else 9, exact=bool(asked)) as queries:
                client.get(FIRST)
            asked.append(len(queries))
        assert asked[0] == asked[1] == asked[2]

    def test_wants_sign_in(self, client):
        assert client.get(FIRST).status_code == 302


class TestApplication:
    def test_is_seen_by_its_people_only(self, client):
        made = make.application("sent")
        for expected, reader in [
            (200, make.coordinator(made.project.kehra)),
            (200, make.member(made.project.kehra)),
            (200, make.user("adviser")),
            (200, make.source_official(made.call.source)),
            (404, make.source_official(make.source())),
            (404, make.coordinator(make.kehra())),
            (404, make.user("city_official")),
            (404, make.user("admin")),
            (404, make.user()),
        ]:
            client.force_login(reader)
            assert client.get(url(made)).status_code == expected

    def test_offers_what_can_be_done_now(self, client):
        shown = {}
        for state in (
            "preparing",
            "in_check",
            "sent",
            "supplement_requested",
            "granted",
            "declined",
        ):
            made = make.application(state)
            for name, reader in {
                "team": make.coordinator(made.project.kehra),
                "member": make.member(made.project.kehra),
                "adviser": made.project.adviser,
                "funder": make.source_official(made.call.source),
            }.items():
                client.force_login(reader)
                page = client.get(url(made))
                acts = page.context["acts"] if page.status_code == 200 else []
                if acts:
                    shown[state, name] = [act.verb for act in acts]
        assert shown == {
            ("preparing", "team"): ["ask_check", "withdraw_application"],
            ("preparing", "adviser"): ["ask_check_for", "withdraw_application_for"],
            ("in_check", "team"): ["withdraw_application"],
            ("in_check", "adviser"): ["mark_checked", "send_back", "withdraw_application_for"],
            ("sent", "team"): ["withdraw_application"],
            ("sent", "adviser"): [
                "grant",
                "decline",
                "request_supplement",
                "withdraw_application_for",
            ],
            ("sent", "funder"): ["grant", "decline", "request_supplement"],
            ("supplement_requested", "team"): ["supply", "withdraw_application"],
            ("supplement_requested", "adviser"): [
                "supply_for",
                "forward",
                "decline",
                "move_supplement",
                "withdraw_application_for",
            ],
            ("supplement_requested", "funder"): ["decline", "move_supplement"],
            ("granted", "team"): ["ask_alteration", "turn_down"],
            ("granted", "adviser"): [
                "close",
                "change_decision",
                "ask_alteration_for",
                "agree_alteration",
                "refuse_alteration",
                "lapse",
                "turn_down_for",
            ],
            ("granted", "funder"): [
                "change_decision",
                "agree_alteration",
                "refuse_alteration",
                "lapse",
            ],
            ("declined", "adviser"): ["grant_after_all"],
            ("declined", "funder"): ["grant_after_all"],
        }

    def test_tells_what_does_not_fit_instead_of_offering_the_check(self, team, application):
        application.funding.update(amount=Decimal("999.99"))
        page = team.get(url(application))
        assert [act.verb for act in page.context["acts"]] == ["withdraw_application"]
        assert "The funding plan lacks 0,01\u00a0€" in main(page)

    def test_a_no_suggests_the_next_call(self, client):
        made = make.application("declined")
        fitting = make.call(
            opens_on=moments.in_days(1),
            closes_on=moments.in_days(20),
            applicants=["group", *Call.REGISTERED],
        )
        make.call(smallest=999999)
        client.force_login(made.project.adviser)
        suggested = client.get(url(made)).context["suggested"]
        assert [match.call for match in suggested] == [fitting]
        client.force_login(make.coordinator(made.project.kehra))
        assert client.get(url(made)).context["suggested"] == []


class TestWriting:
    def test_saves_text_and_lines(self, team, application):
        costs = [("staff", "Pay", "1 000,50"), ("", "", "")]
        funding = [("grant", "", "800,50"), ("own", "Us", "200")]
        page = team.post(
            url(application, "kirjoita/"),
            form(costs, funding, summary="For all", starts_on="2027-01-01", ends_on="31.12.2027"),
        )
        assert page.url == url(application)
        application.refresh_from_db()
        assert application.summary == "For all"
        assert application.ends_on == date(2027, 12, 31)
        assert lines(application) == [
            [("Pay", Decimal("1000.50"))],
            [("", Decimal("800.50")), ("Us", Decimal("200.00"))],
        ]

    def test_nothing_typed_is_lost_when_a_line_is_wrong(self, team, application):
        costs = [("staff", "Pay", "many"), ("travel", "Tickets", "12")]
        page = main(team.post(url(application, "kirjoita/"), form(costs, [], summary="Kept words")))
        for typed in ("Kept words", 'value="many"', 'value="Tickets"'):
            assert typed in page
        assert 'href="#id_costs-0-amount"' in page
        assert lines(application)[0] == [("Work", Decimal("1000.00"))]

    def test_another_line_keeps_what_was_typed_and_saves_nothing(self, team, application):
        data = form([("staff", "Pay", "many")], [("own", "", "5")], summary="Kept", add="costs")
        page = team.post(url(application, "kirjoita/"), data)
        assert len(page.context["costs"].forms) == 2
        assert len(page.context["funding"].forms) == 1
        for typed in ("Kept", 'value="many"', 'value="Pay"'):
            assert typed in main(page)
        assert "has-error" not in page.content.decode()
        assert lines(application)[0] == [("Work", Decimal("1000.00"))]

    def test_empty_lines_stay_when_one_more_is_wanted(self, team, application):
        empty = ("", "", "")
        data = form([empty, ("staff", "Pay", "5"), empty], [empty], add="costs")
        page = team.post(url(application, "kirjoita/"), data)
        shown = [line["text"].value() for line in page.context["costs"]]
        assert shown == ["Pay", None, None, None]
        assert len(page.context["funding"].forms) == 1

    def test_a_ticked_line_goes(self, team, application):
        data = form([("staff", "Pay", "5"), ("travel", "Bus", "6")], [("grant", "", "5")])
        team.post(url(application, "kirjoita/"), data | {"costs-1-DELETE": "on"})
        assert lines(application)[0] == [("Pay", Decimal(5))]

    def test_sums_are_counted_as_one_writes(self, team):
        call = make.call(cost_models=["flat_40"], highest_share=80, least_own_share=20)
        made = make.application(call=call)
        team.force_login(make.coordinator(made.project.kehra))
        data = form(
            [("staff", "Pay", "100,01"), ("staff", "More", "x")],
            [("grant", "", "112,01"), ("own", "", "28")],
            cost_model="flat_40",
            count="1",
        )
        page = team.post(url(made, "kirjoita/"), data, headers={"HX-Request": "true"})
        text = page.content.decode()
        assert "<html" not in text
        assert "140,01\u00a0€" in text
        assert "Row 2 of the costs is not counted. " in text
        assert "flat rate 40\u00a0%: 40\u00a0€" in text
        assert "The grant may be at most 80\u00a0% of the costs." in text
        assert lines(made)[0] == [("Work", Decimal("1000.00"))]

    def test_without_htmx_counting_gives_the_whole_page_with_all_that_was_typed(self, team):
        made = make.application(call=make.call(cost_models=["flat_40"], highest_share=80))
        team.force_login(make.coordinator(made.project.kehra))
        rows = [("staff", "Pay", "100,01"), ("staff", "More", "x")]
        data = form(rows, [("own", "Us", "28")], cost_model="flat_40", summary="Kept", count="1")
        page = team.post(url(made, "kirjoita/"), data)
        assert page.text.startswith("<!doctype html>")
        for told in ("Kept", 'value="100,01"', 'value="More"', 'value="x"', 'value="Us"'):
            assert told in page.text
        assert "140,01\u00a0€" in page.text
        assert "has-error" not in page.text
        assert lines(made)[0] == [("Work", Decimal("1000.00"))]

    def test_another_language_keeps_every_line_and_saves_nothing(self, team, application):
        page = team.get(url(application, "kirjoita/"))
        there = f"/sv{url(application, 'kirjoita/').removeprefix('/en')}"
        assert f'form="writing" name="tongue" value="sv" formaction="{there}"' in " ".join(
            page.text.split()
        )
        rows = [("staff", "Pay", "many"), ("travel", "Bus", "6"), ("staff", "Third", "7")]
        answer = team.post(there, form(rows, [("own", "Us", "5")], summary="Kept", tongue="sv"))
        assert (answer.status_code, 'lang="sv"' in answer.text) == (200, True)
        for typed in ("Kept", 'value="many"', 'value="Bus"', 'value="Third"', 'value="Us"'):
            assert typed in answer.text
        assert "has-error" not in answer.text
        assert lines(application)[0] == [("Work", Decimal("1000.00"))]

    def test_a_model_the_call_does_not_have_is_refused(self, team, application):
        page = team.post(url(application, "kirjoita/"), form([], [], cost_model="lump"))
        assert "cost_model" in page.context["form"].errors

    def test_an_adviser_writes_with_a_note(self, client, application):
        client.force_login(application.project.adviser)
        data = form([], [("grant", "", "5")])
        page = client.post(url(application, "kirjoita/"), data)
        assert "note" in page.context["form"].errors
        client.post(url(application, "kirjoita/"), data | {"note": "Costs were double."})
        assert lines(application) == [[], [("", Decimal(5))]]

    def test_is_closed_to_others(self, client, application):
        client.force_login(make.member(application.project.kehra))
        assert client.get(url(application, "kirjoita/")).status_code == 403

    def test_one_who_comes_too_late_keeps_the_words(self, team, application):
        application.ask_check(by=make.coordinator(application.project.kehra))
        assert team.get(url(application, "kirjoita/")).status_code == 409
        page = team.post(
            url(application, "kirjoita/"), form([("staff", "Pay", "5")], [], summary="Kept words")
        )
        assert page.status_code == 409
        assert "Kept words" in main(page)
        assert lines(application)[0] == [("Work", Decimal("1000.00"))]

    @pytest.mark.parametrize("number", ["", "-1", "x", "99999999", "1e9"])
    def test_a_broken_count_of_lines_is_no_fault_of_the_server(self, team, application, number):
        data = form([], []) | {"costs-TOTAL_FORMS": number}
        for more in ({}, {"add": "costs"}, {"count": "1"}):
            assert team.post(url(application, "kirjoita/"), data | more).status_code == 200


class TestSteps:
    def test_a_button_takes_a_step(self, team, application):
        page = team.post(url(application, "tee/ask_check/"))
        assert page.url == url(application)
        application.refresh_from_db()
        assert application.state == "in_check"
        assert team.post(url(application, "tee/ask_check/")).status_code == 409

    def test_a_refusal_is_told(self, team, application):
        application.funding.all().delete()
        page = main(team.post(url(application, "tee/ask_check/"), follow=True))
        assert "Write the grant you apply for in the funding plan." in page

    @pytest.mark.parametrize("path", ["tee/grant/", "tee/save/", "nothing/"])
    def test_what_is_not_a_step_is_not_found(self, team, application, path):
        assert team.post(url(application, path)).status_code == 404

    @pytest.mark.parametrize(
        ("state", "word", "data", "ends"),
        [
            ("in_check", "palauta", {"message": "Mend"}, "returned"),
            ("checked", "lahetetty", {"sent_on": "2026-01-01"}, "sent"),
            (
                "sent",
                "taydennyspyynto",
                {"message": "More", "asked_on": "2026-02-01", "answer_by": "15.2.2026"},
                "supplement_requested",
            ),
            (
                "supplement_requested",
                "taydennyksen-maarapaiva",
                {"answer_by": moments.in_days(3).isoformat(), "reason": "More time"},
                "supplement_requested",
            ),
            (
                "supplement_requested",
                "taydennys-lahetetty",
                {"forwarded_on": moments.today().isoformat()},
                "sent",
            ),
            ("sent", "myonna", {"amount": "900,50", "decided_on": "2026-01-15"}, "granted"),
            ("sent", "hylkaa", {"reason": "No", "decided_on": "15.1.2026"}, "declined"),
            ("granted", "sulje", {"because": "Menot olivat pienemmät."}, "closed"),
        ],
    )
    def test_a_page_takes_the_words(self, client, state, word, data, ends):
        made = make.application(state)
        client.force_login(made.project.adviser)
        assert client.get(url(made, f"{word}/")).status_code == 200
        if data:
            assert client.post(url(made, f"{word}/"), {}).status_code == 200
        assert client.post(url(made, f"{word}/"), data).url == url(made)
        made.refresh_from_db()
        assert made.state == ends
        again = 200 if ends == state else 409
        assert client.get(url(made, f"{word}/")).status_code == again

    def test_a_past_decision(self, client):
        project = make.project(state="approved")
        made = Application.objects.open(
            project, Call.objects.get(slug="tem-2012-2013"), by=project.adviser
        )
        client.force_login(project.adviser)
        acts = [act.verb for act in client.get(url(made)).context["acts"]]
        assert acts == ["record_past", "record_past_no", "withdraw_application_for"]
        tomorrow = moments.in_days(1).isoformat()
        page = client.post(url(made, "kirjaa/"), {"decided_on": tomorrow})
        assert "The date cannot be in the future." in main(page)
        client.post(url(made, "kirjaa/"), {"decided_on": "1.6.2012", "starts_on": "1.6.2012"})
        page = main(client.get(url(made)))
        assert "recorded afterwards" in page
        assert "not stated" in page

    def test_others_are_refused_before_they_write(self, team):
        made = make.application("sent")
        team.force_login(make.coordinator(made.project.kehra))
        assert team.get(url(made, "myonna/")).status_code == 403
        assert team.post(url(made, "tee/mark_checked/")).status_code == 403


def test_addresses():
    with translation.override("fi"):
        assert reverse("rahoitus:calls") == "/rahoitus/"
        assert reverse("rahoitus:application", args=[7]) == "/rahoitus/hakemukset/7/"


def test_a_funder_reads_nothing_of_what_came_before_the_sending(client):
    official = make.source_official(make.source())
    source = official.official_sources.get().source
    sent = make.application("sent", call=make.call(source=source))
    Application.objects.filter(pk=sent.pk).update(override="Sovittu puhelimessa.")
    pages = {}
    for person in (official, make.coordinator(sent.project.kehra)):
        client.force_login(person)
        pages[person] = client.get(f"{FIRST}{sent.pk}/")
    told = [[e.verb for e in page.context["history"]] for page in pages.values()]
    assert told == [
        ["record_sent"],
        ["record_sent", "mark_checked", "ask_check", "open_application"],
    ]
    assert ["Sovittu" in main(page) for page in pages.values()] == [False, True]
