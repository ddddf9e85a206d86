from sukkula.panels.models import CriteriaSet, Criterion, Panel, Review, Score
from sukkula.review.models import Message, Note, Verdict, mailed

__all__ = [
    "CriteriaSet",
    "Criterion",
    "Message",
    "Note",
    "Panel",
    "Review",
    "Score",
    "Verdict",
    "mailed",
]
