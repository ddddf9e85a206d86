from rahoitus.applications.models.amendment import Amendment
from rahoitus.applications.models.answer import Answer
from rahoitus.applications.models.application import Application
from rahoitus.applications.models.budget import Budget
from rahoitus.applications.models.decision import Decision, DecisionYear
from rahoitus.applications.models.document import DocumentPlace, GivenDocument
from rahoitus.applications.models.lines import CostLine, FundingLine
from rahoitus.applications.models.partner import Partner
from rahoitus.applications.models.remark import Remark
from rahoitus.applications.models.signing import Signing
from rahoitus.applications.models.supplement import Supplement

__all__ = [
    "Amendment",
    "Answer",
    "Application",
    "Budget",
    "CostLine",
    "Decision",
    "DecisionYear",
    "DocumentPlace",
    "FundingLine",
    "GivenDocument",
    "Partner",
    "Remark",
    "Signing",
    "Supplement",
]
