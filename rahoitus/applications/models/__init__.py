from rahoitus.applications.models.application import Application
from rahoitus.applications.models.decision import Decision, DecisionYear
from rahoitus.applications.models.lines import CostLine, FundingLine

__all__ = ["Application", "CostLine", "Decision", "DecisionYear", "FundingLine"]
