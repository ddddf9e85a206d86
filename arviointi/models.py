from arviointi.indicators.models import Snapshot
from arviointi.lessons.models import Coding
from arviointi.reports.models import Goal
from arviointi.results.models import ResultRow
from arviointi.surveys.answers import Answer, Ballot, OpenAnswer, Response, Stub
from arviointi.surveys.invitations import Invitation
from arviointi.surveys.kept import Kept
from arviointi.surveys.models import Survey
from arviointi.surveys.opt_outs import OptOut
from arviointi.surveys.publications import Publication
from arviointi.surveys.questions import Question
from arviointi.surveys.readings import Reading, Verbatim

__all__ = [
    "Answer",
    "Ballot",
    "Coding",
    "Goal",
    "Invitation",
    "Kept",
    "OpenAnswer",
    "OptOut",
    "Publication",
    "Question",
    "Reading",
    "Response",
    "ResultRow",
    "Snapshot",
    "Stub",
    "Survey",
    "Verbatim",
]
