from kehityspolku.steps import Outdated

from .announcement import Announcement
from .attachment import Attachment
from .calendar_key import CalendarKey
from .card_draft import CardDraft
from .case import Case
from .change_request import ChangeRequest
from .co_editor import CoEditor
from .comment import Comment
from .discussion import Discussion
from .duty import Absence, Duty
from .enquiry import Enquiry
from .flag import Flag
from .handover_note import HandoverNote
from .idea import Idea
from .invite import Invite
from .invites import Shut, ShutAddress
from .kehra import Kehra
from .meeting import Meeting
from .membership import Membership
from .minutes import Minutes
from .nomination import Nomination
from .offer import Offer
from .official import OfficialArea
from .organisation import Organisation, SupportingOrganisation
from .place import Boundary, District, MajorDistrict, SubArea
from .plan import Plan
from .priority import Priority
from .project import Project
from .project_rows import BudgetRow, FunderRow, Phase, Revision
from .rsvp import Rsvp
from .support import Support
from .vacancy import Vacancy

__all__ = [
    "Absence",
    "Duty",
    "Boundary",
    "Announcement",
    "Attachment",
    "BudgetRow",
    "CalendarKey",
    "CardDraft",
    "Case",
    "ChangeRequest",
    "CoEditor",
    "Comment",
    "Discussion",
    "District",
    "Flag",
    "Enquiry",
    "FunderRow",
    "HandoverNote",
    "Idea",
    "Invite",
    "Kehra",
    "MajorDistrict",
    "Meeting",
    "Membership",
    "Minutes",
    "Nomination",
    "Offer",
    "OfficialArea",
    "Organisation",
    "Outdated",
    "Phase",
    "Plan",
    "Priority",
    "Project",
    "Revision",
    "Rsvp",
    "Shut",
    "ShutAddress",
    "SubArea",
    "Support",
    "SupportingOrganisation",
    "Vacancy",
]
