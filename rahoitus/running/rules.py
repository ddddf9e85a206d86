"""Who may do what while a project runs (states: on verbs)."""

from operator import attrgetter

from kehityspolku.by_state import by_state
from kehrat.groups.rules import is_member, is_sukkula
from kehrat.projects.rules import is_adviser_of, is_editor

project_of = attrgetter("project")


def can_follow(user, project):
    """Read how the work goes: the Kehrä's members, the card's editors, Sukkula."""
    return is_sukkula(user) or is_member(user, project.kehra) or is_editor(user, project)


def works_on(user, project):
    """Leads the work: the card's editors; its adviser in their place."""
    return is_editor(user, project) or is_adviser_of(user, project)


@by_state(works_on)
def can_run(user, project):
    """The same, now: while the project runs."""
    return project.state == "running" and works_on(user, project)


@by_state(lambda user, milestone: works_on(user, milestone.project), project_of)
def can_change_milestone(user, milestone):
    return can_run(user, milestone.project)


def is_funded(project):
    """It has money, or had until it ended: hours, vouchers and reports are still brought in."""
    return project.state in ("running", "ended")


@by_state(can_follow)
def can_log_work(user, project):
    """Log volunteer work of one's own: who belongs to the Kehrä; Sukkula in their place."""
    return is_funded(project) and can_follow(user, project)


@by_state(works_on)
def can_log_list(user, project):
    """Log the work of others, from a printed list: who leads the work."""
    return is_funded(project) and works_on(user, project)


def can_approve_work(user, work):
    """Approve or turn down logged work: who leads the work, but for what one did or logged."""
    return works_on(user, work.project) and user.pk not in (work.by_id, work.worker_id)


def can_write_report(user, report):
    """Write and send a report of a grant: who leads the work."""
    return works_on(user, report.application.project)


def can_check_report(user, report):
    """Check it, record that it went to the funder: the card's adviser or a lead."""
    return is_adviser_of(user, report.application.project)


def can_agree_report(user, application):
    """Agree on a report or a claim of a grant: the card's adviser or a lead."""
    return is_adviser_of(user, application.project)


can_plan_payment = can_agree_report


def can_record_payment(user, payment):
    """Tell that money came or went back: who leads the work, on whose account it is seen."""
    return works_on(user, payment.application.project)


def can_bring_voucher(user, application):
    """Bring in a voucher of a grant: who leads the work."""
    return works_on(user, application.project)


def can_mend_voucher(user, voucher):
    """Mend or remove one that does not count."""
    return can_bring_voucher(user, voucher.application)


def can_approve_voucher(user, voucher):
    """Approve or turn one down: who leads the work, but for what one brought in."""
    return works_on(user, voucher.project) and user.pk != voucher.by_id


def can_answer_follow_up(user, follow_up):
    """Tell what still lives of a project: who led its work, or its adviser for them."""
    return works_on(user, follow_up.project)
