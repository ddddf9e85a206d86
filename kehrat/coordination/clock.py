"""What the clock sees to of joining and coordination. Any number of runs does each thing once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from kehityspolku import moments
from kehityspolku.events.steps import WrongState, hold, lock
from kehrat.coordination import invite_mail
from kehrat.coordination.models.invite import Invite
from kehrat.coordination.models.nomination import Nomination
from kehrat.coordination.models.vacancy import CALL_AFTER, Vacancy
from kehrat.groups.models import REMIND_AFTER, Kehra, Membership

SUKKULA_AFTER = timedelta(days=21)  # a request waits, before Sukkula is told
ADDRESS_KEPT = timedelta(days=30)  # after an invitation has ended


def watch():
    """Everything below, in an order in which one leads to the other."""
    invite_mail.remind()
    expire_invites()
    remind_of_requests()
    lapse_nominations()
    end_roles()
    find_vacancies()
    open_calls()
    ask_to_step_in()
    forget_addresses()


def expire_invites():
    late = Invite.objects.filter(state=Invite.State.OPEN, expires_at__lte=moments.now())
    return each(late, lambda invite: invite.expire_invite(by=None))


def remind_of_requests():
    """Coordinators hear of a request after a week, Sukkula after three."""
    waiting = Membership.objects.requested().filter(kehra__in=Kehra.objects.joinable())
    for request in waiting.filter(asked_on__lte=moments.today() - REMIND_AFTER):
        with transaction.atomic():
            lock(request)
            if request.state != Membership.State.REQUESTED:
                continue
            request.request_waits()
            if request.asked_on <= moments.today() - SUKKULA_AFTER:
                request.request_waits_long()


def lapse_nominations():
    late = Nomination.objects.waiting().filter(expires_on__lt=moments.today())
    return each(late, lambda nomination: nomination.lapse_nomination(by=None))


def end_roles():
    """The roles that were given up to this day, and those of closed accounts."""
    over = Q(gives_up_on__lte=moments.today()) | Q(user__is_active=False)
    due = Membership.objects.active().coordinators().filter(over)
    return each(due, lambda membership: membership.end_coordination(by=None))


def find_vacancies():
    """A joinable Kehrä without a coordinator, however it came so (a deleted account)."""
    for kehra in Kehra.objects.joinable().uncoordinated():
        with transaction.atomic():
            hold(kehra)
            if not kehra.coordinators().exists():
                kehra.vacancies.begin(kehra)


def open_calls():
    due = Vacancy.objects.of_working().filter(state=Vacancy.State.WAITING)
    due = due.filter(since__lte=moments.today() - CALL_AFTER)
    return each(due, lambda vacancy: vacancy.open_call(by=None))


def ask_to_step_in():
    """Sukkula is told when the call has been open as long, and nobody was chosen."""
    due = Vacancy.objects.of_working().filter(state=Vacancy.State.CALLED)
    for vacancy in due.filter(called_on__lte=moments.today() - CALL_AFTER):
        vacancy.step_in()


def forget_addresses():
    """Addresses of invitations that ended long enough ago; their fingerprint stays."""
    ended = Invite.objects.exclude(state=Invite.State.OPEN).exclude(address="")
    old = ended.filter(expires_at__lt=moments.now() - ADDRESS_KEPT)
    return old.update(address="", greeting="")


def each(rows, act):
    """Do it to each; what somebody did meanwhile is let be. Returns how many."""
    done = 0
    for row in rows:
        try:
            act(row)
        except WrongState:
            continue
        done += 1
    return done
