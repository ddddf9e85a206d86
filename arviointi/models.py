from .answer import Answer, Ballot, Response, Stub
from .question import Question
from .survey import Survey

__all__ = ["Answer", "Ballot", "Question", "Response", "Stub", "Survey"]
