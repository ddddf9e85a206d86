from sukkula.desk.models import SavedView
from sukkula.panels.models import CriteriaSet, Criterion, Panel, Review, Score
from sukkula.review.models import Message, Note, Verdict, mailed

__all__ = [
    "CriteriaSet",
    "Criterion",
    "Message",
    "Note",
    "Panel",
    "Review",
    "SavedView",
    "Score",
    "Verdict",
    "mailed",
]
