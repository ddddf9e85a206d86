"""What of claims the grant can pay: asked, paid at most, above the grant."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from kehityspolku import moments
from kehityspolku.models import Event
from rahoitus.models import Application, GrantReport
from rahoitus.running.figures import payable
from tests import make
from tests.pages import main

E = Decimal
euros = st.integers(0, 900_00).map(lambda cents: E(cents) / 100)


@settings(deadline=None)
@given(euros, euros, st.lists(st.tuples(euros, st.integers(0, 100)), max_size=5))
def test_claims_are_paid_in_their_order_and_no_more_than_the_grant(granted, elsewhere, told):
    claims = [(claimed, (claimed * part / 100).quantize(E("0.01"))) for claimed, part in told]
    most = payable(granted, elsewhere, claims)
    paid = sum(paid for _claimed, paid in claims)
    rows = list(zip(claims, most, strict=True))
    assert all(paid <= euros <= claimed for (claimed, paid), euros in rows)
    assert sum(most) + elsewhere <= max(granted, paid + elsewhere)
    if sum(most) + elsewhere < granted:
        assert most == [claimed for claimed, _paid in claims]


@pytest.mark.django_db
def test_a_claim_above_what_is_left_says_so_and_is_accepted_within_it(client):
    grant = make.application("granted", make.project(state="approved"))
    team, adviser = make.coordinator(grant.project.kehra), grant.project.adviser
    make.payment("paid", grant, kind="part", amount="300")
    make.voucher("approved", grant, amount="500")
    first = make.grant_report("sent", grant, kind="claim", days=5)
    make.voucher("approved", grant, amount="500")
    second = make.grant_report("draft", grant, kind="claim", days=9)
    sums = [(claim.told().used, claim.above(claim.told())) for claim in (first, second)]
    assert sums == [(E(500), None), (E(400), (E(100), E(300)))]
    told = "400\u00a0€ is claimed, and the grant can pay 100\u00a0€ of it at most. 300\u00a0€ is"
    page = f"/en{reverse('rahoitus:grant_report', args=[second.pk])}"
    accept = f"{page}hyvaksy/"
    client.force_login(adviser)
    assert told in main(client.get(page))
    second.send_report(by=team)
    assert told in main(client.get(accept))
    assert client.post(accept).status_code == 302
    facts = Event.objects.get(verb="accept_report").facts
    assert (facts["payable"], facts["above"]) == ("100.00", "300.00")
    second = GrantReport.objects.get(pk=second.pk)
    second.deliver_report(by=adviser, delivered_on=moments.today())
    make.payment("paid", grant, kind="claim", claim=second, amount="100", days=0)
    second = GrantReport.objects.get(pk=second.pk)
    assert (second.unpaid, second.above(second.told())) == (0, (E(100), E(300)))
    use = make.grant_report("accepted", grant, kind="use")
    assert use.told().used == E(900)
    (row,) = client.get("/rahoitus/rekisteri/").context["grants"]
    assert row.used == row.amount == E(900)


@pytest.mark.django_db
def test_after_a_reduction_nothing_less_than_nothing_is_claimed():
    grant = make.application("granted", make.project(state="approved"))
    make.voucher("approved", grant, amount="900")
    first = make.grant_report("sent", grant, kind="claim", days=5)
    make.voucher("approved", grant, amount="100")
    given = {"kind": "reduced", "amount": E(400), "decided_on": moments.today(), "reason": "x"}
    grant.change_decision(by=grant.project.adviser, **given)
    grant = Application.objects.get(pk=grant.pk)
    first = GrantReport.objects.get(pk=first.pk)
    second = make.grant_report("draft", grant, kind="claim", days=9)
    assert second.told().used == 0
    assert first.above(first.told()) == (E(500), E(400))
