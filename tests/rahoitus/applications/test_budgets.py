"""The budgets of an application: asked, approved, changed; their lines as people write them."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, transaction
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehrat.models import Organisation
from rahoitus.applications import budget, budget_acts, side_by_side
from rahoitus.applications.next_step import ASKING, next_step
from rahoitus.models import Application
from rahoitus.reports import build
from tests import make
from tests.arranged import once
from tests.pages import main

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 1)
PAY = {"category": "staff", "text": "Vetäjä"}
TRIPS = {"category": "travel", "text": "Matkat"}


def euros(sum):
    return Decimal(sum)


@once
def granted():
    """An application of 1 000 € of which 900 € are granted, of a call with a flat rate."""
    call = make.call(cost_models=["flat_24", "actual"], hour_value=20, largest=5000)
    made = make.application("preparing", call=call)
    team = make.coordinator(made.project.kehra)
    costs = [PAY | {"amount": euros("500.01")}, TRIPS | {"amount": euros("499.99")}]
    plan = [{"kind": "grant", "amount": euros(1000)}, {"kind": "own", "amount": euros("120.00")}]
    made.write(by=team, costs=costs, funding=plan, cost_model="flat_24")
    made.ask_check(by=team)
    made.mark_checked(by=made.project.adviser)
    made.record_sent(by=made.project.adviser, sent_on=date(2026, 1, 2))
    made.grant(by=made.project.adviser, amount=euros(900), decided_on=date(2026, 1, 15))
    return made


@pytest.fixture
def made(granted):
    """The same, read anew."""
    return Application.objects.get(pk=granted.pk)


def people(made):
    return make.coordinator(made.project.kehra), made.project.adviser


def changed(made, more="100"):
    """Rows of the budget that holds with so much moved from travel to pay."""
    costs, plan = made.budget_now.rows()
    costs[0]["amount"] += euros(more)
    whole = budget.of_rows(costs, plan, made).difference
    plan[1]["amount"] += whole
    return {"costs": costs, "funding": plan}


def ask(made, **more):
    by = people(made)[0]
    made.ask_amendment(by=by, reason="Hinnat nousivat.", **changed(made) | more)
    return made.amendments.get(answer="")


def test_what_is_asked_freezes_when_sent_and_what_is_granted_is_approved(made):
    asked, now = made.asked_budget, made.budget_now
    assert asked.frozen_at
    assert (now.kind, now.holds_from) == ("approved", date(2026, 1, 15))
    sums = budget.of_budget(now, made)
    assert (sums.asked, sums.difference) == (euros(900), 0)
    assert [(c.text, c.amount, c.root) for c in now.costs.all()] == [
        ("Vetäjä", euros("450.01"), asked.costs.all()[0].pk),
        ("Matkat", euros("449.99"), asked.costs.all()[1].pk),
    ]
    for kept in (asked, now):
        line = kept.costs.filter(category="staff")
        changes = (kept.costs.create, PAY | {"amount": 1}), (line.update, {"amount": 1})
        for change, facts in changes:
            with pytest.raises(ProgrammingError, match="frozen"), transaction.atomic():
                change(**facts)


def test_a_cost_model_that_is_edited_later_changes_nothing_that_was_sent(made):
    before = budget.of(made).flat
    made.call.source.cost_models.filter(code="flat_24").update(percent=50)
    made = Application.objects.get(pk=made.pk)
    assert (budget.of(made).flat, budget.of_budget(made.budget_now, made).rate) == (before, 24)


def test_a_change_holds_from_the_funders_day_and_not_before(made):
    before, adviser = made.budget_now, people(made)[1]
    amendment = ask(made)
    made = Application.objects.get(pk=made.pk)
    assert made.budget_now == before
    with pytest.raises(ValidationError, match="odottaa jo"):
        ask(made)
    for day in (moments.in_days(1), date(2026, 1, 14)):
        with pytest.raises(ValidationError):
            made.approve_amendment(by=adviser, decided_on=day)
    made.approve_amendment(by=adviser, decided_on=DAY, diary_number="A-1", words="Sopii.")
    amendment.refresh_from_db()
    assert (amendment.answer, amendment.decided_on, amendment.words) == ("approved", DAY, "Sopii.")
    made = Application.objects.get(pk=made.pk)
    assert (made.budget_now, made.budget_now.holds_from) == (amendment.budget, DAY)
    with pytest.raises(WrongState, match="ei enää"):
        made.refuse_amendment(by=adviser, decided_on=DAY, reason="Ei.")
    costs, funding = before.rows()
    first = {"costs": costs, "funding": funding, "holds_from": before.holds_from}
    made.give_budget(by=adviser, reason="Kirjeestä, jälkikäteen.", **first)
    assert Application.objects.get(pk=made.pk).budget_now == amendment.budget


def test_a_refused_change_and_one_taken_back_leave_what_held(made):
    before, (team, adviser) = made.budget_now, people(made)
    ask(made)
    made.refuse_amendment(by=adviser, decided_on=DAY, reason="Liian suuri.")
    ask(made)
    with pytest.raises(PermissionDenied):
        made.take_back_amendment(by=adviser)
    made.take_back_amendment(by=team)
    told = made.amendments.order_by("pk").values_list("answer", "budget__number")
    assert list(told) == [("refused", 1), ("taken_back", 2)]
    assert Application.objects.get(pk=made.pk).budget_now == before


def test_a_change_that_does_not_fit_is_refused_and_nothing_is_kept(made):
    costs, plan = made.budget_now.rows()
    other = [{**plan[0], "amount": euros(901)}, {**plan[1], "amount": plan[1]["amount"] - 1}]
    short = [plan[0]]
    for rows, told in ((other, "901"), (short, "sen pitää olla yhtä suuri"), ([], "avustus on 0")):
        with pytest.raises(ValidationError) as refused:
            ask(made, costs=costs, funding=rows)
        assert told in " ".join(refused.value.messages).replace("\u00a0", " ")
    assert (made.amendments.count(), made.budgets.count()) == (0, 2)


def again(made, **decision):
    """The grant read anew after its decision was changed or, with `why`, corrected."""
    given = {"by": people(made)[1], "decided_on": DAY} | decision
    if "why" in given:
        made.decisions.get().correct(**given)
    else:
        made.change_decision(reason="Kulut olivat pienemmät.", **given)
    return Application.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("decision", "grant"),
    [
        ({"why": "Väärä rivi.", "amount": euros("90.00")}, "90"),
        ({"kind": "amended", "amount": euros("950.05")}, "950.05"),
        ({"kind": "reduced", "amount": euros("0.01")}, "899.99"),
        ({"kind": "recovered", "amount": euros(450)}, "450"),
    ],
)
def test_the_approved_budget_follows_another_sum_while_nothing_is_used(made, decision, grant):
    made = again(made, **decision)
    now = made.budget_now
    sums = budget.of_budget(now, made)
    assert (sums.asked, sums.difference, made.differing_grant) == (euros(grant), 0, None)
    assert now.holds_from == DAY
    assert made.history()[0].facts["rescaled"]
    asked = [line.pk for line in made.asked_budget.costs.all()]
    assert [line.root for line in now.costs.all()] == asked


def test_a_budget_that_somebody_wrote_is_scaled_from_itself(made):
    adviser = people(made)[1]
    rows = changed(made)
    made.give_budget(by=adviser, **rows, holds_from=DAY, reason="Kirje.")
    made = again(Application.objects.get(pk=made.pk), kind="reduced", amount=euros(450))
    pay, trips = (line.amount for line in made.budget_now.costs.all())
    before = [row["amount"] for row in rows["costs"]]
    assert abs(pay / trips - before[0] / before[1]) < euros("0.001")
    assert budget.of_budget(made.budget_now, made).asked == 450


def test_once_costs_are_told_the_pages_ask_for_another_approved_budget(made, client):
    team, adviser = people(made)
    make.voucher(application=made, day=DAY)
    made = again(made, kind="reduced", amount=euros(100))
    assert (made.differing_grant, "rescaled" in made.history()[0].facts) == (900, False)
    client.force_login(adviser)
    told = "a grant of 900\u00a0€, and the grant is now 800\u00a0€"
    pages = [
        reverse("rahoitus:running", args=[made.project_id]),
        reverse("rahoitus:grant", args=[made.pk]),
        made.get_absolute_url(),
        reverse("rahoitus:budgets", args=[made.pk]),
    ]
    pages, waits = [f"/en{page}" for page in pages], f"/en{reverse('rahoitus:running_waits')}"
    assert [told in main(client.get(page)) for page in pages] == [True] * 4
    assert f'href="{pages[-1]}"' in main(client.get(waits))
    for person, word in ((adviser, "kirjaa"), (team, "muutos")):
        client.force_login(person)
        page = reverse("rahoitus:budget_step", args=[made.pk, word])
        shown = client.get(page).context
        assert (shown["sums"].asked, shown["sums"].problems) == (800, [])
    made.give_budget(
        by=adviser,
        **dict(zip(("costs", "funding"), made.rows_for_grant(), strict=True)),
        holds_from=DAY,
        reason="Kirje.",
    )
    client.force_login(adviser)
    made = Application.objects.get(pk=made.pk)
    assert [b.number for b in made.budgets.filter(kind="approved")] == [1, 2]
    assert [told in main(client.get(page)) for page in pages] == [False] * 4


def test_asked_approved_used_and_left_stand_side_by_side(made):
    first, second = made.asked_budget.costs.all()
    newest = made.budget_now.costs.all()[1]
    used = {first.pk: euros("450.02"), newest.pk: euros(40), second.pk: euros(9)}
    used = side_by_side.Used(used, euros("108.01"), grant=euros("444.44"), to_return=euros(3))
    table = side_by_side.of(made, used)
    rows = {row.name: row for _name, found in table.groups for row in found}
    told = {n: (r.asked, r.approved, r.used, r.left) for n, r in rows.items()}
    assert told == {
        "Vetäjä": (euros("500.01"), euros("450.01"), euros("450.02"), euros("-0.01")),
        "Matkat": (euros("499.99"), euros("449.99"), euros(49), euros("400.99")),
    }
    assert (table.flat.asked, table.flat.approved) == (euros("120.00"), euros("108.00"))
    assert (table.whole.asked, table.whole.approved) == (euros(1120), euros(1008))
    assert (table.whole.used, table.flat.left) == (euros("607.03"), euros("-0.01"))
    grant = table.grant
    assert (grant.asked, grant.approved, grant.left) == (1000, 900, euros("455.56"))
    unused = side_by_side.of(made, side_by_side.Used({}))
    assert [row.used for _name, found in unused.groups for row in found] == [0, 0]
    nothing = side_by_side.of(made)
    assert (nothing.whole.used, nothing.grant.left, nothing.to_return) == (None, None, None)


def test_a_line_that_holds_no_more_is_told_while_something_is_used_of_it(made):
    costs, funding = made.budget_now.rows()
    more = {"category": "other", "text": "Tarvikkeet", "amount": euros(0)}
    given = {"by": people(made)[1], "funding": funding, "holds_from": DAY, "reason": "Kirje."}
    made.give_budget(costs=[*costs, more], **given)
    dropped = Application.objects.get(pk=made.pk).budget_now.costs.get(text="Tarvikkeet")
    made.give_budget(costs=costs, **given)
    made = Application.objects.get(pk=made.pk)
    for used, told in (({dropped.pk: euros(5)}, [(0, 0, 5, -5)]), ({}, [])):
        table = side_by_side.of(made, side_by_side.Used(used))
        rows = [row for _name, found in table.groups for row in found if row.name == dropped.text]
        assert [(r.asked, r.approved, r.used, r.left) for r in rows] == told


def test_who_can_do_what_to_a_budget_is_offered_that(made):
    team, adviser = people(made)
    offered = [[a.verb for a in budget_acts.open_acts(made, who)] for who in (team, adviser)]
    assert offered == [["ask_amendment"], ["ask_amendment", "give_budget"]]
    assert next_step(made) != ASKING
    ask(made)
    assert next_step(made) == ASKING
    offered = [[a.verb for a in budget_acts.open_acts(made, who)] for who in (team, adviser)]
    assert offered == [
        ["take_back_amendment"],
        ["approve_amendment", "refuse_amendment", "give_budget"],
    ]


def posted(costs, funding, **fields):
    data = dict(fields)
    for prefix, rows in (("costs", costs), ("funding", funding)):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def test_a_change_is_asked_for_on_a_page_with_the_lines_that_hold(made, client):
    client.force_login(people(made)[0])
    page = reverse("rahoitus:budget_step", args=[made.pk, "muutos"])
    shown = client.get(page).context
    costs, funding = (
        [
            {n: "" if v is None else v for n, v in f.initial.items()}
            for f in shown[name]
            if f.initial
        ]
        for name in ("costs", "funding")
    )
    assert [row["first_id"] for row in costs] == [c.pk for c in made.asked_budget.costs.all()]
    costs[1]["amount"] = "449,9"
    wrong = main(client.post(page, posted(costs, funding, reason="Halvempi.")))
    assert "0,09\u00a0€" in wrong
    assert "Halvempi." in wrong
    stranger = client.post(page, posted([costs[0] | {"first_id": 1}], funding, reason="x"))
    assert (stranger.status_code, made.amendments.count()) == (200, 0)
    costs[1]["amount"] = "449,99"
    done = client.post(page, posted(costs, funding, reason="Sama."))
    assert done.url == reverse("rahoitus:budgets", args=[made.pk])
    kept = made.amendments.get().budget
    assert [c.root for c in kept.costs.all()] == [c.pk for c in made.asked_budget.costs.all()]
    assert client.post(page, posted(costs, funding, reason="Taas.")).status_code == 200
    assert made.amendments.count() == 1
    assert "Sama." in main(client.get(done.url))


FORM = {"summary": "", "starts_on": "2027-01-01", "ends_on": "2028-12-31", "cost_model": "actual"}


def test_a_budget_is_told_alike_on_screen_in_print_and_in_the_workbook(client):
    call = make.call(hour_value=Decimal("18.50"))
    call.source.cost_models.create(
        code="units", name_fi="Yksiköt", base="staff", percent=7, unit_price=Decimal("28.33")
    )
    call.cost_models = ["units", "actual"]
    call.save()
    made = make.application(call=call)
    team = make.coordinator(made.project.kehra)
    Organisation.objects.create(name="Martat ry")
    made.write(by=team, costs=[], funding=[], starts_on=date(2027, 1, 1), ends_on=date(2028, 5, 1))
    made.project.phases.create(place=9, name="Talkoot")
    client.force_login(team)
    page = reverse("rahoitus:write", args=[made.pk])
    fields = FORM | {"cost_model": "units", "partners": "Martat ry\nPihan väki\nMartat ry"}
    client.post(page, posted([], [], **fields))
    partners = {str(partner): partner for partner in made.partners.all()}
    assert {name: bool(p.organisation_id) for name, p in partners.items()} == {
        "Martat ry": True,
        "Pihan väki": False,
    }
    whose = {"year": 2028, "partner_id": partners["Martat ry"].pk}
    costs = [
        {"category": "units", "text": "Vetäjä", "hours": "1 720", **whose},
        {"category": "volunteer", "text": "Pihatalkoot", "hours": "10,5", "phase": "Talkoot"},
        {"category": "travel", "text": "=1+1", "amount": "12 500,50", "year": 2027},
    ]
    funding = [
        {"kind": "grant", "amount": "50000"},
        {"kind": "in_kind", "text": "Väki", "amount": "194,25"},
        {"kind": "own", "amount": "14 445,08", "promised": "on"},
    ]
    saved = client.post(page, posted(costs, funding, **fields))
    assert saved.status_code == 302, saved.context["form"].errors
    rows = [
        ("Vetäjä", euros("48727.60")),
        ("Pihatalkoot", euros("194.25")),
        ("=1+1", euros("12500.50")),
    ]
    assert [(c.text, c.amount) for c in made.costs.all()] == rows
    sums = Application.objects.get(pk=made.pk).budget()
    assert (sums.flat, sums.costs, sums.difference) == (
        euros("3410.93"),
        euros("64833.28"),
        euros("193.95"),
    )
    screen = main(client.get(made.get_absolute_url())).replace("\u00a0", " ")
    build.order_package(made, by=made.project.adviser, language="fi")
    made = Application.objects.get(pk=made.pk)
    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(build.document(made, "fi", []))).pages
    )
    printed = " ".join(text.replace("\u00a0", " ").split())
    for told in ("48 727,60 €", "194,25 €", "12 500,50 €", "3 410,93 €", "64 833,28 €"):
        assert told in screen
        assert told in printed
    book = load_workbook(BytesIO(build.workbook(made))).worksheets
    head, *found, whole = book[0].iter_rows(values_only=True)
    assert head[2:] == ("Summa, €", "Tunnit", "Vaihe", "Vuosi", "Kenen kustannus")
    assert [(row[1].lstrip("'"), euros(str(row[2]))) for row in found[:3]] == rows
    assert found[0][3:] == (1720, None, 2028, "Martat ry")
    assert found[2][1] == "'=1+1"
    assert euros(str(whole[2])) == sums.costs
    shares = list(book[2].iter_rows(min_row=2, values_only=True))
    assert sum(euros(str(row[1])) for row in shares) == sums.costs
    assert [row[0] for row in shares] == ["Hakija", "Martat ry", "Pihan väki"]


def test_the_part_of_the_call_that_is_chosen_limits_the_grant(client):
    made = make.application()
    part = made.call.parts.create(name_fi="Kehittäminen", highest_share=50)
    assert made.budget().problems == ["Valitse rahoitushaun osa, josta rahaa haetaan."]
    client.force_login(make.coordinator(made.project.kehra))
    costs = [{"category": "travel", "text": "Matkat", "amount": "100"}]
    funding = [{"kind": "grant", "amount": "50,01"}, {"kind": "own", "amount": "49,99"}]
    page = reverse("rahoitus:write", args=[made.pk])
    client.post(page, posted(costs, funding, **FORM | {"part": part.pk}))
    made = Application.objects.get(pk=made.pk)
    assert made.part == part
    assert [told.replace("\u00a0", " ") for told in made.budget().problems] == [
        "Haettava raha saa olla enintään 50 % kustannuksista."
    ]
    other = make.call().parts.create(name_fi="Muu", highest_share=90)
    wrong = client.post(page, posted(costs, funding, **FORM | {"part": other.pk}))
    assert list(wrong.context["form"].errors) == ["part"]


BAD = [
    "-1",
    "1e309",
    "NaN",
    "999999999999",
    "1,234",
    "=SUM(A1)",
    "12.500.1",
    "\u0661\u0662",
    "1_000",
]


def test_bad_sums_and_hours_are_told_and_nothing_is_lost(client):
    made = make.application(call=make.call(hour_value=20))
    client.force_login(make.coordinator(made.project.kehra))
    page = reverse("rahoitus:write", args=[made.pk])
    rows = [{"category": "travel", "text": f"Rivi {n}", "amount": bad} for n, bad in enumerate(BAD)]
    hours = [{"category": "volunteer", "text": "T", "hours": bad} for bad in [*BAD, "100000"]]
    strange = [{"category": "travel", "text": "V", "amount": "1", "year": "1e9"}]
    data = posted([*rows, *hours, *strange], [{"kind": "grant", "amount": "1e309"}], **FORM)
    shown = client.post(page, data)
    assert shown.status_code == 200
    refused = [i for i, line in enumerate(shown.context["costs"]) if line.errors]
    assert refused == list(range(len(rows) + len(hours) + 1))
    assert [line["amount"].value() for line in shown.context["costs"]][: len(BAD)] == BAD
    assert [line.text for line in made.costs.all()] == ["Work"]
    many = posted([], [], **FORM) | {"costs-TOTAL_FORMS": 10_000}
    many |= {f"costs-{n}-{k}": "1" for n in range(300) for k in ("text", "amount")}
    assert client.post(page, many).status_code == 200
    assert client.post(page, posted([], [], **FORM | {"partners": "x\n" * 30 + "y"})).url
    assert (
        client.post(
            page, posted([], [], **FORM | {"partners": "\n".join(map(str, range(21)))})
        ).status_code
        == 200
    )
