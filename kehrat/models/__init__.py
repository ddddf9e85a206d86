from kehityspolku.steps import Outdated

from .announcement import Announcement
from .calendar_key import CalendarKey
from .case import Case
from .comment import Comment
from .discussion import Discussion
from .enquiry import Enquiry
from .flag import Flag
from .idea import Idea
from .kehra import Kehra
from .meeting import Meeting
from .membership import Membership
from .minutes import Minutes
from .official import OfficialArea
from .organisation import Organisation, SupportingOrganisation
from .place import Boundary, District, MajorDistrict, SubArea
from .plan import Plan
from .priority import Priority
from .project import Project
from .project_rows import BudgetRow, FunderRow, Phase, Revision
from .rsvp import Rsvp
from .support import Support

__all__ = [
    "Boundary",
    "Announcement",
    "BudgetRow",
    "CalendarKey",
    "Case",
    "Comment",
    "Discussion",
    "District",
    "Flag",
    "Enquiry",
    "FunderRow",
    "Idea",
    "Kehra",
    "MajorDistrict",
    "Meeting",
    "Membership",
    "Minutes",
    "OfficialArea",
    "Organisation",
    "Outdated",
    "Phase",
    "Plan",
    "Priority",
    "Project",
    "Revision",
    "Rsvp",
    "SubArea",
    "Support",
    "SupportingOrganisation",
]
