"""Joining and handing over in the demonstration: invitations, a request that waits, handovers."""

from django.db import transaction

from kehityspolku.dev.demo import account, on
from kehrat.coordination import clock
from kehrat.coordination.models.handover_note import HandoverNote
from kehrat.coordination.models.invite import Invite
from kehrat.coordination.models.nomination import Nomination
from kehrat.groups.models import Kehra

KALLIO, SOUTH, SEA = "kallio-vallila-pasila", "etelaiset-kaupunginosat", "herttoniemi-laajasalo"
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
# Days ago: what each of the functions below says was done.
LINK, MAIL, REMINDER, NOTED, GONE, ASKED = 20, 3, 2, 10, 12, 5
WAITED = 1  # when one of those who ask to join had waited for a week


@transaction.atomic
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    if Invite.objects.exists():
        return
    kallio = Kehra.objects.get(slug=KALLIO)
    invitations(kallio, by=account("coordinator"))
    with on(WAITED):
        clock.remind_of_requests()
    with on(NOTED):
        words = {"text": NOTE, "language": "fi"}
        HandoverNote.objects.write(kallio, by=account("coordinator"), **words)
    gone(Kehra.objects.get(slug=SOUTH))
    asked(Kehra.objects.get(slug=SEA))


def invitations(kehra, by):
    """A link on the notice board, and a mail that has been reminded of and not answered."""
    with on(LINK):
        Invite.objects.make_link(kehra, by=by, days=90)
    with on(MAIL):
        mailed = Invite.objects.invite(kehra, by=by, address=INVITED, greeting=GREETING)
        mailed.note_mailed()
    with on(REMINDER):
        mailed.remind_invited()
        mailed.note_mailed()
    mailed.save()


def gone(kehra):
    """The last coordinator gave the role up; the open call is still to come."""
    last = kehra.memberships.active().coordinators().get()
    with on(GONE):
        last.give_up(by=last.user)


def asked(kehra):
    """A coordinator has asked a member to take over, and waits."""
    people = kehra.memberships.active().select_related("user")
    by = people.coordinators().first().user
    nominee = people.exclude(role="coordinator").order_by("joined_on").first()
    with on(ASKED):
        Nomination.objects.nominate(nominee, by=by, note=ASKS)
