from rahoitus.calls.models.call import Call
from rahoitus.calls.models.reporting import ReportDue
from rahoitus.calls.models.rows import Condition, Part, Question, RequiredDocument
from rahoitus.calls.models.version import Version

__all__ = ["Call", "Condition", "Part", "Question", "ReportDue", "RequiredDocument", "Version"]
