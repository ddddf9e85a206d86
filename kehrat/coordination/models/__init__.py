from kehrat.coordination.models.handover_note import HandoverNote
from kehrat.coordination.models.invite import Invite, InviteRefused, ShutAddress
from kehrat.coordination.models.nomination import Nomination
from kehrat.coordination.models.vacancy import Offer, Vacancy

__all__ = [
    "HandoverNote",
    "Invite",
    "Nomination",
    "Offer",
    "InviteRefused",
    "ShutAddress",
    "Vacancy",
]
