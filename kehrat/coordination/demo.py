"""Joining and handing over in the demonstration: invitations, a request that waits, handovers."""

from datetime import timedelta

from django.db import transaction

from kehityspolku import moments
from kehityspolku.dev.demo import account, back_date
from kehityspolku.models import Event
from kehrat.coordination import clock
from kehrat.coordination.models.handover_note import HandoverNote
from kehrat.coordination.models.invite import Invite
from kehrat.coordination.models.nomination import Nomination
from kehrat.groups.models import Kehra

KALLIO, SOUTH, SEA = "kallio-vallila-pasila", "etelaiset-kaupunginosat", "herttoniemi-laajasalo"
OPEN = "maunula-pakila-oulunkyla"
INVITED = "kutsuttu@kehityspolku.example"
GREETING = "Hei! Tapasimme pihatalkoissa. Tulisitko mukaan suunnittelemaan ensi kevättä?"
ASKS = "Olen vetänyt ryhmää pitkään. Sinä tunnet jo kaikki: ottaisitko vuorosi?"
NOTE = """Avaimet
- kerhotilan avain on kirjaston palvelutiskillä, kuittaus vihkoon
- varaston toinen avain on Matilla

Luvattu
- kirjasto odottaa vastausta kevään vuoroista
- koululle luvattiin kuvat syyskuun talkoista

Paperit ovat kansiossa kerhotilan kaapissa, ylähyllyllä."""


@transaction.atomic
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    if Invite.objects.exists():
        return
    invitations(Kehra.objects.get(slug=KALLIO))
    requests(Kehra.objects.get(slug=KALLIO))
    note(Kehra.objects.get(slug=KALLIO))
    gone(Kehra.objects.get(slug=SOUTH))
    asked(Kehra.objects.get(slug=SEA))
    Kehra.objects.filter(slug=OPEN).update(joining=Kehra.Joining.OPEN)


def invitations(kehra):
    """A link on the notice board, and a mail that has been reminded of and not answered."""
    by = account("coordinator")
    link = Invite.objects.make_link(kehra, by=by, days=90)
    mailed = Invite.objects.invite(kehra, by=by, address=INVITED, greeting=GREETING)
    now = moments.now()
    for invite, days in ((link, 20), (mailed, 3)):
        made = back_date(invite, days)
        Invite.objects.filter(pk=invite.pk).update(made_at=made)
    sent = {"mail_at": None, "mails": 2, "sent_at": now - timedelta(days=2)}
    Invite.objects.filter(pk=mailed.pk).update(reminded_at=sent["sent_at"], **sent)


def requests(kehra):
    """One of those who ask has waited for eight days: the coordinators were reminded."""
    first = kehra.memberships.requested().first()
    first.asked_on = moments.in_days(-8)
    first.save(update_fields=["asked_on"])
    back_date(first, 8)
    clock.remind_of_requests()
    back_date(first, 1)


def note(kehra):
    by = account("coordinator")
    HandoverNote.objects.write(kehra, by=by, text=NOTE, language="fi")


def gone(kehra):
    """The last coordinator gave the role up twelve days ago; the open call is still to come."""
    last = kehra.memberships.active().coordinators().get()
    last.give_up(by=last.user)
    back_date(last, 12)
    kehra.vacancies.update(since=moments.in_days(-12))
    facts = {"on": moments.day_text(moments.in_days(-12))}
    Event.objects.filter(verb="give_up", target_id=last.pk).update(facts=facts)


def asked(kehra):
    """A coordinator has asked a member to take over, and waits."""
    people = kehra.memberships.active().select_related("user")
    by = people.coordinators().first().user
    nominee = people.exclude(role="coordinator").order_by("joined_on").first()
    nomination = Nomination.objects.nominate(nominee, by=by, note=ASKS)
    back_date(nomination, 5)
    days = {"made_on": moments.in_days(-5), "expires_on": moments.in_days(9)}
    Nomination.objects.filter(pk=nomination.pk).update(**days)
