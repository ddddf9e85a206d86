"""The figures of a grant from its proofs: approved vouchers and hours, payments, milestones."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import Coalesce

from rahoitus.applications import budget
from rahoitus.applications.models.lines import CostLine
from rahoitus.running.figures import Line, Terms, lacks_split, thawed, whole, without
from rahoitus.running.figures import payable as payable_of

ZERO = Decimal(0)
KEY = Coalesce("cost_line__first", "cost_line")  # of a voucher's line, in every budget


def of(application):
    """The figures of the grant to date."""
    return with_money(application, counted(application, application.vouchers, application.hours))


def of_claim(claim):
    """The figures of a claim that is not sent: of what is approved and in no other claim, what
    the claims before it have not claimed."""
    application = claim.application
    told = application.reports.filter(kind=claim.kind, state__in=claim.TOLD).exclude(pk=claim.pk)
    vouchers = application.vouchers.filter(claim__in=told) | claim.vouchers_to_claim()
    hours = application.hours.filter(claim__in=told) | claim.hours_to_claim()
    all_ = counted(application, vouchers, hours)
    claimed = without(all_, [each.told() for each in told])
    if claimed.used < 0:  # the grant was made less than what is claimed already
        claimed = replace(claimed, used=ZERO)
    return with_money(application, claimed)


def payable(claim):
    """What the grant can pay of a claim, beside the claims before it and what is paid otherwise;
    None where the grant is not stated."""
    application = claim.application
    if application.amount is None:
        return None
    others = [row for row in application.reports.all() if row.is_claim and row.state in row.TOLD]
    claims = [claim, *(row for row in others if row.pk != claim.pk)]
    claims.sort(key=lambda row: (row.state not in row.TOLD, row.due_on, row.pk))
    paid = Counter()
    for payment in application.payments.standing().got():
        paid[payment.claim_id] += payment.amount
    sums = [(row.told().used, paid.pop(row.pk, ZERO)) for row in claims]
    return payable_of(application.amount, paid.total(), sums)[claims.index(claim)]


def of_sent(report):
    """The figures that a report was sent with. What one of before does not tell of its lines is
    looked up in the budget that holds."""
    if not lacks_split(report.figures):
        return thawed(report.figures)
    costs = lines_of(report.application)
    whose = {line.root: whose_of(line) for line in costs}
    flat_of = terms_of(report.application, costs).flat_of
    return thawed(report.figures, whose=whose, flat_of=flat_of)


def budget_of(application):
    """The budget that holds: the approved one or its last change, else the one asked for."""
    return application.budget_now or application.asked_budget


def lines_of(application):
    """The cost lines of the budget that holds, as a list."""
    holds = budget_of(application)
    return list(holds.costs.all()) if holds else []


def by_hand(line):
    """A line of volunteer work, which hours show and no vouchers."""
    return line.category == CostLine.Category.VOLUNTEER


def whose_of(line):
    """The name of the partner that bears a cost line; "" for the applicant."""
    return str(line.partner) if line.partner_id else ""


def paid_lines(application):
    """The lines of the budget that holds now on which vouchers count."""
    lines = CostLine.objects.filter(budget=budget_of(application))
    lines = lines.select_related("partner__organisation")
    return lines.exclude(category=CostLine.Category.VOLUNTEER)


def used(vouchers):
    """{the key by which a cost line is the same in every budget: euros} of approved vouchers."""
    rows = vouchers.approved().annotate(line=KEY).values_list("line")
    return dict(rows.annotate(sum=Sum("amount")).order_by())


def left(application, voucher=None):
    """{line's key: euros} of what the vouchers leave of each line of the budget: all of them, or
    those brought before `voucher`."""
    brought = application.vouchers.standing()
    if voucher:
        brought = brought.filter(pk__lt=voucher.pk)
    sums = brought.annotate(line=KEY).values_list("line").annotate(sum=Sum("amount")).order_by()
    spent = dict(sums)
    return {line.root: line.amount - spent.get(line.root, ZERO) for line in paid_lines(application)}


def over(application):
    """{voucher's number: euros} of those that were brought on a line of which less was left: by
    how much they are over it."""
    rest = {line.root: line.amount for line in paid_lines(application)}
    found = {}
    brought = application.vouchers.standing().annotate(line=KEY).order_by("pk")
    for pk, line, amount in brought.values_list("pk", "line", "amount"):
        rest[line] = rest.get(line, ZERO) - amount
        if rest[line] < 0:
            found[pk] = min(amount, -rest[line])
    return found


def counted(application, vouchers, hours):
    """The figures of these vouchers and hours, those that are approved."""
    spent, costs = used(vouchers), lines_of(application)
    lines = [
        Line(line.root, line.label, line.amount, spent.get(line.root, ZERO), whose_of(line))
        for line in costs
        if not by_hand(line)
    ]
    dropped = CostLine.objects.filter(pk__in=spent.keys() - {line.key for line in lines})
    dropped = dropped.select_related("partner__organisation")
    lines += [Line(d.pk, d.label, ZERO, spent[d.pk], whose_of(d)) for d in dropped]
    terms = terms_of(application, costs)
    return whole(terms, lines, hours.approved().hours())


def terms_of(application, costs):
    """What the grant, its budget of these costs and the call that it is held to say of sums."""
    call, holds = application.held_to, budget_of(application)
    model = holds and holds.model_of(application)
    return Terms(
        granted=application.amount,
        planned=budget.summed(costs, (), call, model).costs,
        flat_of=frozenset(line.root for line in budget.counted_of(costs, model)),
        percent=(model and model.percent) or ZERO,
        hours_planned=sum((line.amount for line in costs if by_hand(line)), ZERO),
        hour_value=call.hour_value,
        hours_share=call.hours_share,
    )


def with_money(application, figures):
    """The same with what was paid and returned, and how many milestones are in which state."""
    paid, returned = ZERO, ZERO
    for payment in (row for row in application.payments.all() if row.is_paid):
        if payment.is_return:
            returned += payment.amount
        else:
            paid += payment.amount
    states = Counter(row.state for row in application.project.milestones.all())
    return replace(figures, paid=paid, returned=returned, milestones=dict(states))
