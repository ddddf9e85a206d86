from rahoitus.applications.models import (
    Application,
    CostLine,
    Decision,
    DecisionYear,
    FundingLine,
)
from rahoitus.calls.models import (
    Call,
    Condition,
    Part,
    Question,
    ReportDue,
    RequiredDocument,
    Version,
)
from rahoitus.running.models import Evidence, Milestone
from rahoitus.sending.models import Approval, FunderForm, FunderQuestion, Receipt
from rahoitus.sources.models import CostModel, Source, SourceOfficial

__all__ = [
    "Application",
    "Approval",
    "Call",
    "Condition",
    "CostLine",
    "CostModel",
    "Decision",
    "DecisionYear",
    "Evidence",
    "FunderForm",
    "FunderQuestion",
    "FundingLine",
    "Milestone",
    "Part",
    "Question",
    "Receipt",
    "ReportDue",
    "RequiredDocument",
    "Source",
    "SourceOfficial",
    "Version",
]
