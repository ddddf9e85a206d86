from rahoitus.applications.models.amendment import Amendment
from rahoitus.applications.models.application import Application
from rahoitus.applications.models.budget import Budget
from rahoitus.applications.models.decision import Decision, DecisionYear
from rahoitus.applications.models.lines import CostLine, FundingLine
from rahoitus.applications.models.partner import Partner

__all__ = [
    "Amendment",
    "Application",
    "Budget",
    "CostLine",
    "Decision",
    "DecisionYear",
    "FundingLine",
    "Partner",
]
