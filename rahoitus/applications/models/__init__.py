from rahoitus.applications.models.application import Application
from rahoitus.applications.models.lines import CostLine, FundingLine

__all__ = ["Application", "CostLine", "FundingLine"]
