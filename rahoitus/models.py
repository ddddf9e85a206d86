from rahoitus.applications.models import Application, CostLine, FundingLine
from rahoitus.calls.models import Call
from rahoitus.sources.models import Source, SourceOfficial

__all__ = ["Application", "Call", "CostLine", "FundingLine", "Source", "SourceOfficial"]
