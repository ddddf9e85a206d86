from .answer import Answer, Ballot, Response, Stub
from .survey import Question, Survey

__all__ = ["Answer", "Ballot", "Question", "Response", "Stub", "Survey"]
