from kehrat.projects.models.attachment import Attachment
from kehrat.projects.models.change_request import FIELDS, ChangeRequest
from kehrat.projects.models.co_editor import CoEditor
from kehrat.projects.models.duty import Absence, Duty
from kehrat.projects.models.intake import CardReading, Intake, Original
from kehrat.projects.models.project import Project
from kehrat.projects.models.revision import Revision
from kehrat.projects.models.rows import BudgetRow, Contact, FunderRow, Phase

__all__ = [
    "Absence",
    "Attachment",
    "BudgetRow",
    "CardReading",
    "ChangeRequest",
    "CoEditor",
    "Contact",
    "Duty",
    "FIELDS",
    "FunderRow",
    "Intake",
    "Original",
    "Phase",
    "Project",
    "Revision",
]
