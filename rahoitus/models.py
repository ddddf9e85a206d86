from rahoitus.applications.models import Application, CostLine, Decision, FundingLine
from rahoitus.calls.models import Call
from rahoitus.sources.models import Source, SourceOfficial

__all__ = [
    "Application",
    "Call",
    "CostLine",
    "Decision",
    "FundingLine",
    "Source",
    "SourceOfficial",
]
