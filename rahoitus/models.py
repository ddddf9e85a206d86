from rahoitus.applications.models import (
    Application,
    CostLine,
    Decision,
    DecisionYear,
    FundingLine,
)
from rahoitus.calls.models import Call
from rahoitus.sources.models import Source, SourceOfficial

__all__ = [
    "Application",
    "Call",
    "CostLine",
    "Decision",
    "DecisionYear",
    "FundingLine",
    "Source",
    "SourceOfficial",
]
