from arviointi.results.models import ResultRow
from arviointi.surveys.answers import Answer, Ballot, OpenAnswer, Response, Stub
from arviointi.surveys.invitations import Invitation
from arviointi.surveys.models import Question, Survey
from arviointi.surveys.opt_outs import OptOut
from arviointi.surveys.readings import Reading, Verbatim

__all__ = [
    "Answer",
    "Ballot",
    "Invitation",
    "OpenAnswer",
    "OptOut",
    "Question",
    "Reading",
    "Response",
    "ResultRow",
    "Stub",
    "Survey",
    "Verbatim",
]
