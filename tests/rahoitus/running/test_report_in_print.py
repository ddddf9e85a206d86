"""A grant's reports as files: read back, they tell what the page tells."""

import re
from decimal import Decimal
from html import unescape
from io import BytesIO

import pytest
from pypdf import PdfReader

from kehityspolku import moments
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
E = Decimal
ROW = re.compile(r"<tr\b.*?</tr>|<dt>.*?</dd>", re.S)


def grant():
    """58 136,01 € for pay, a flat rate of 24 % of it, and volunteer work."""
    call = make.call(cost_models=["flat_24"], hour_value=E(20), payment="claims")
    made = make.application("preparing", call=call)
    by, adviser = make.coordinator(made.project.kehra), made.project.adviser
    costs = [
        {"category": "staff", "text": "Ohjaajien palkat", "amount": E("61400.01")},
        {"category": "volunteer", "text": "Talkoot", "hours": E(100)},
    ]
    sums = {"grant": "58136.01", "own": "18000", "in_kind": "2000"}
    plan = [{"kind": kind, "amount": E(amount)} for kind, amount in sums.items()]
    told = {"funding": plan, "cost_model": "flat_24"}
    made.write(by=by, costs=costs, partners=["Asukastalo ry"], **told)
    costs[0]["partner_id"] = made.partners.get().pk
    made.write(by=by, costs=costs, **told)
    made.ask_check(by=by)
    made.mark_checked(by=adviser)
    made.record_sent(by=adviser)
    made.grant(by=adviser, amount=E("58136.01"), decided_on=moments.today())
    return made


def words(markup):
    """The words of a piece of markup, as a reader sees them."""
    text = unescape(re.sub("<[^>]*>", " ", re.sub(r"<a class=\"small\".*?</a>", "", markup)))
    return " ".join(text.split())


def printed(client, report):
    answer = client.get(f"/toteutus/raportit/{report.pk}/raportti.pdf")
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_claim_and_use_report_tell_in_print_each_sum_that_they_tell_on_the_screen(client):
    made = grant()
    make.voucher("approved", made, amount="10234.55")
    make.volunteer_work("approved", made, hours="12.5")
    make.payment("paid", made, kind="advance", amount="20000")
    make.payment("paid", made, kind="return", amount="1000.10")
    make.milestone("done", made.project)
    claim = make.grant_report("accepted", made, kind="claim")
    use = make.grant_report("sent", made, kind="use")
    client.force_login(made.project.adviser)
    for report, told in ((claim, 9), (use, 13)):
        page = main(client.get(f"/toteutus/raportit/{report.pk}/"))
        rows = [words(row) for row in ROW.findall(page)]
        assert len([row for row in rows if "€" in row]) == told
        text = printed(client, report)
        assert [row for row in rows if row not in text] == []
        assert "Ohjaajien palkat (Asukastalo ry) 61 400,01 € 10 234,55 €" in rows
        assert {"Hakija 250 €", "Asukastalo ry 12 690,84 €"} <= set(rows)
        flat = "Kiinteä osuus 14 736 € 2 456,29 €"
        assert (flat in rows, "Palautettu rahoittajalle 1 000,10 €" in rows) == (
            True,
            report == use,
        )
