"""Two at once: one wins, the other is told; no voucher counts twice, no report goes twice."""

from decimal import Decimal

import pytest

from kehityspolku import moments
from kehityspolku.files import fields
from kehityspolku.models import Event
from rahoitus.models import GrantReport, Payment, Voucher, VoucherFile
from rahoitus.running import proofs
from tests import make
from tests.races import at_once


@pytest.mark.django_db(transaction=True)
def test_two_do_the_same_at_once():
    grant = make.grant()
    project = grant.project
    team, adviser = project.kehra.coordinators().first(), project.adviser
    other = make.co_editor(project, make.member(project.kehra)).user
    voucher = make.voucher(application=grant, amount="100", by=team)
    file = VoucherFile.objects.take_in(project, fields.take(make.document()), by=team)
    report = make.grant_report(application=grant)
    payment = make.payment(application=grant, amount="600")
    facts = {"payee": "Rauta", "day": grant.decided_on, "amount": Decimal(50)}
    line = grant.costs.first()

    def own(record):
        return type(record).objects.get(pk=record.pk)

    def bring(by):
        return bool(Voucher.objects.bring(grant, own(file), by=by, cost_line=line, **facts))

    def plan(amount):
        words = {"kind": "part", "amount": Decimal(amount), "due_on": moments.today()}
        return bool(Payment.objects.plan(own(grant), by=adviser, **words))

    def paid():
        words = {"paid_on": moments.today(), "amount": Decimal(600)}
        return own(payment).record_paid(by=adviser, **words)

    met = at_once(*[lambda p=p: own(voucher).approve_voucher(by=p) for p in (other, adviser)])
    assert sorted(met, key=str) == [None, "WrongState"]
    assert proofs.used(grant.vouchers) == {line.root: Decimal(100)}
    met = at_once(*[lambda p=p: own(report).send_report(by=p) for p in (team, other)])
    assert sorted(met, key=str) == [None, "WrongState"]
    assert Event.objects.filter(verb="send_report").count() == 1
    assert sorted(at_once(*[lambda p=p: bring(p) for p in (team, other)]), key=str) == [
        True,
        "ValidationError",
    ]
    assert sorted(at_once(paid, paid), key=str) == [None, "WrongState"]
    assert sorted(at_once(lambda: plan(200), lambda: plan(200)), key=str) == [
        True,
        "ValidationError",
    ]
    assert GrantReport.objects.get().state == "sent"
