from arviointi.surveys.answers import Answer, Ballot, Response, Stub
from arviointi.surveys.models import Question, Survey

__all__ = ["Answer", "Ballot", "Question", "Response", "Stub", "Survey"]
