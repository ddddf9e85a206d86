from rahoitus.applications.models import (
    Amendment,
    Application,
    Budget,
    CostLine,
    Decision,
    DecisionYear,
    FundingLine,
    Partner,
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
    "Amendment",
    "Application",
    "Approval",
    "Budget",
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
    "Partner",
    "Question",
    "Receipt",
    "ReportDue",
    "RequiredDocument",
    "Source",
    "SourceOfficial",
    "Version",
]
