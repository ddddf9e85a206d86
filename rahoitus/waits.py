"""What of funding waits for a person (see kehityspolku/events/waiting.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kehityspolku import languages
from kehityspolku.events.waiting import Waiting, of_both
from rahoitus.applications.waiting import last_day, to_write
from rahoitus.running import waiting as running

OF_GRANT = {
    "title": "application__project__title",
    "language": "application__project__language",
    "page": "rahoitus:grant_report",
    "due": "due_on",
}


def waiting(user):
    """Applications to write; of running projects reports, proofs, milestones."""
    page = reverse("rahoitus:running_waits")
    yield applications(user)
    yield from reports(user, page)
    yield from proofs(user, page)
    yield from work(user, page)


def applications(user):
    """To write, or to answer the funder for; the one that has to go first first."""
    call = f"call__name_{languages.current()}"
    return Waiting(
        _("Applications to write"),
        reverse("rahoitus:applications"),
        to_write(user),
        title=of_both("project__title", call),
        language="project__language",
        page="rahoitus:application",
        due=last_day(),
    )


def reports(user, page):
    """To write, and at Sukkula to check; budgets that no longer fit what is granted."""
    words = _("Reports of grants to write")
    yield Waiting(words, f"{page}#write", running.to_write(user), **OF_GRANT)
    if user.is_sukkula:
        words = _("Reports of grants to check")
        yield Waiting(words, f"{page}#check", running.to_check(user), **OF_GRANT)
        yield Waiting(
            _("Approved budgets to write anew"),
            f"{page}#budgets",
            running.to_scale(user),
            title=of_both("project__title", f"call__name_{languages.current()}"),
            language="project__language",
            page="rahoitus:budgets",
        )


def proofs(user, page):
    """Vouchers and volunteer work to approve."""
    vouchers, entries = running.to_approve(user)
    yield Waiting(
        _("Vouchers to approve"),
        f"{page}#vouchers",
        vouchers,
        title=of_both("payee", "project__title"),
        page="rahoitus:voucher",
    )
    yield Waiting(
        _("Volunteer work to approve"),
        f"{page}#work",
        entries,
        title=of_both("what", "project__title"),
        page="rahoitus:approve_work",
        key="project",
    )


def work(user, page):
    """Milestones to finish, and what still lives of what was done."""
    yield Waiting(
        _("Milestones whose day has come"),
        f"{page}#milestones",
        running.to_finish(user),
        title="title",
        language="project__language",
        page="rahoitus:milestone",
        due="due_on",
    )
    yield Waiting(
        _("Projects asked what still lives"),
        f"{page}#lives",
        running.to_follow_up(user),
        title="project__title",
        language="project__language",
        page="rahoitus:follow_up",
        key="project",
    )
