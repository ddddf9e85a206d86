"""What running projects agree on, do and tell."""

from decimal import Decimal

from kehityspolku import moments
from kehityspolku.files import fields
from rahoitus.models import (
    Evidence,
    FollowUp,
    GrantReport,
    Milestone,
    Payment,
    VolunteerWork,
    Voucher,
    VoucherFile,
)
from tests.make import cards, files, funding
from tests.make.people import coordinator, number


def milestone(state="open", project=None, *, days=30, owner=None):
    """A milestone of a running project (one is made), due in so many days, walked to `state` by
    verbs; a link shows that it is done."""
    project = project or cards.project(state="running")
    by = coordinator(project.kehra)
    title, day = f"Milestone {next(number)}", moments.in_days(days)
    made = Milestone.objects.agree(project, by=by, title=title, due_on=day, owner=owner)
    made.show_by_link("https://kehityspolku.example/piha", by=by)
    if state == "done":
        made.finish_milestone(by=by, done_on=moments.today())
    if state == "dropped":
        made.drop_milestone(by=by, reason="Ei enää tarpeen.")
    return made


def evidence(milestone):
    """A file that shows that the milestone is done."""
    taken = fields.take(files.document())
    return Evidence.objects.add(milestone, taken, by=milestone.project.adviser)


def grant(project=None, **rules):
    """A grant of 900 € for costs of 1 000 €, of a call with these rules."""
    return funding.application("granted", project, funding.call(**rules) if rules else None)


def grant_report(state="draft", application=None, *, kind="interim", days=30):
    """A report of a grant (one is made), due in so many days, walked to `state` by verbs."""
    application = application or grant()
    team, adviser = coordinator(application.project.kehra), application.project.adviser
    day = moments.in_days(days)
    made = GrantReport.objects.agree(application, by=adviser, kind=kind, due_on=day)
    texts = dict.fromkeys(("results", "worked", "improve"), "Kuusi tapaamista pidettiin.")
    if state != "dropped":
        made.write(by=team, seen=made.mark(), **texts)
    for verb in REPORTS[state]:
        by = team if verb == "send_report" else adviser
        getattr(made, verb)(by=by, **GIVEN.get(verb, {}))
    return made


REPORTS = {
    "draft": [],
    "sent": ["send_report"],
    "returned": ["send_report", "return_report"],
    "accepted": ["send_report", "accept_report"],
    "delivered": ["send_report", "accept_report", "deliver_report"],
    "dropped": ["drop_report"],
}
GIVEN = {
    "return_report": {"message": "Kertokaa kävijämäärät."},
    "deliver_report": {"delivered_on": moments.today()},
    "drop_report": {"reason": "Rahoittaja ei pyydä sitä."},
}


def volunteer_work(state="logged", application=None, *, hours="3", by=None, on=None):
    """Hours that a member logged for a grant (one is made), settled by another to `state`."""
    application = application or grant()
    kehra = application.project.kehra
    row = {"who": f"Tekijä {next(number)}", "what": "Istutettiin", "on": on or moments.today()}
    rows, by = [{**row, "hours": Decimal(hours)}], by or coordinator(kehra)
    (made,) = VolunteerWork.objects.log(application, rows, by=by)
    if state == "approved":
        made.approve_work(by=application.project.adviser)
    if state == "rejected":
        made.reject_work(by=application.project.adviser, reason="Kuuluu toiseen hankkeeseen.")
    return made


def voucher(state="new", application=None, *, amount="100", day=None, by=None, **facts):
    """A voucher of a grant (one is made) on its first line, settled by another to `state`."""
    application = application or grant()
    project = application.project
    by = by or coordinator(project.kehra)
    file = VoucherFile.objects.take_in(project, fields.take(files.document()), by=by)
    line = facts.pop("cost_line", None) or application.costs.first()
    day = day or application.decided_on
    told = {"payee": f"Kauppa {next(number)}", "day": day, "amount": Decimal(amount)}
    made = Voucher.objects.bring(application, file, by=by, cost_line=line, **told | facts)
    if state == "approved":
        made.approve_voucher(by=project.adviser)
    if state == "rejected":
        made.reject_voucher(by=project.adviser, reason="Kuitti on toisen yhdistyksen.")
    return made


def follow_up(state="asked", kehra=None, adviser=None):
    """The question of what still lives of a project that had money and has ended."""
    project = cards.project(kehra, "ended", adviser)
    FollowUp.objects.ask(project)
    made = project.follow_up
    if state == "answered":
        made.answer_follow_up(by=project.adviser, lives="some", text="Piha on käytössä.")
    return made


def payment(state="planned", application=None, *, kind="part", amount="300", days=30, **facts):
    """A payment of a grant (one is made), told by the adviser, walked to `state` by verbs."""
    application = application or grant()
    by, day = application.project.adviser, moments.in_days(days)
    told = {"kind": kind, "amount": Decimal(amount), "due_on": day, **facts}
    made = Payment.objects.plan(application, by=by, **told)
    if state == "paid":
        made.record_paid(by=by, paid_on=moments.today(), amount=Decimal(amount))
    if state == "cancelled":
        made.cancel_payment(by=by, reason="Kirjattiin väärin.")
    return made
