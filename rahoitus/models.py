from rahoitus.applications.models import (
    Application,
    CostLine,
    Decision,
    DecisionYear,
    FundingLine,
)
from rahoitus.calls.models import Call
from rahoitus.sending.models import Approval, FunderForm, FunderQuestion, Receipt
from rahoitus.sources.models import Source, SourceOfficial

__all__ = [
    "Application",
    "Approval",
    "Call",
    "CostLine",
    "Decision",
    "DecisionYear",
    "FunderForm",
    "FunderQuestion",
    "FundingLine",
    "Receipt",
    "Source",
    "SourceOfficial",
]
