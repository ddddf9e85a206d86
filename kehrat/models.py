from kehityspolku.marks import Outdated
from kehrat.coordination.models import (
    HandoverNote,
    Invite,
    InviteRefused,
    Nomination,
    Offer,
    ShutAddress,
    Vacancy,
)
from kehrat.enquiries.models import Enquiry
from kehrat.groups.models import Kehra, Membership, Organisation, SupportingOrganisation
from kehrat.ideas.models import Idea, Support
from kehrat.meetings.models import CalendarKey, Meeting, Minutes, Rsvp
from kehrat.places.models import Boundary, District, MajorDistrict, OfficialArea, SubArea
from kehrat.plans.models import Plan, Priority
from kehrat.projects.models import (
    Absence,
    Attachment,
    BudgetRow,
    CardDraft,
    ChangeRequest,
    CoEditor,
    Contact,
    Duty,
    FunderRow,
    Phase,
    Project,
    Revision,
)
from kehrat.talk.models import Announcement, Case, Comment, Discussion, Flag

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
    "Contact",
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
    "InviteRefused",
    "ShutAddress",
    "SubArea",
    "Support",
    "SupportingOrganisation",
    "Vacancy",
]
