from kehityspolku.steps import Outdated

from .idea import Idea
from .kehra import Kehra
from .membership import Membership
from .official import OfficialArea
from .organisation import Organisation, SupportingOrganisation
from .place import District, MajorDistrict, SubArea
from .project import Project
from .project_rows import BudgetRow, FunderRow, Phase, Revision
from .support import Support

__all__ = [
    "BudgetRow",
    "District",
    "FunderRow",
    "Idea",
    "Kehra",
    "MajorDistrict",
    "Membership",
    "OfficialArea",
    "Organisation",
    "Outdated",
    "Phase",
    "Project",
    "Revision",
    "SubArea",
    "Support",
    "SupportingOrganisation",
]
