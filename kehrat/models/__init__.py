from .idea import Idea
from .kehra import Kehra, Organisation
from .membership import Membership
from .official import OfficialArea
from .place import District, MajorDistrict, SubArea
from .project import Outdated, Project
from .project_rows import BudgetRow, FunderRow, Phase, Revision

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
]
