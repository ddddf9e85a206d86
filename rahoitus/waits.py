"""What of running projects waits for a person (see kehityspolku/web/waiting.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kehityspolku.web.waiting import Waiting
from rahoitus.running import waiting as running


def waiting(user):
    """Reports to write and to check, proofs to approve, milestones to finish."""
    page = reverse("rahoitus:running_waits")
    yield Waiting(_("Reports of grants to write"), f"{page}#write", running.to_write(user))
    vouchers, entries = running.to_approve(user)
    yield Waiting(_("Vouchers to approve"), f"{page}#vouchers", vouchers)
    yield Waiting(_("Volunteer work to approve"), f"{page}#work", entries)
    yield Waiting(_("Milestones whose day has come"), f"{page}#milestones", running.to_finish(user))
    asked = running.to_follow_up(user)
    yield Waiting(_("Projects asked what still lives"), f"{page}#lives", asked)
    if user.is_sukkula:
        yield Waiting(_("Reports of grants to check"), f"{page}#check", running.to_check(user))
