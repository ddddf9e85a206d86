from sukkula.desk.models import SavedView
from sukkula.panels.models import CriteriaSet, Criterion, Panel, Review, Score
from sukkula.review.models import Message, Note, Verdict, mailed
from sukkula.snoozes.models import Snooze

__all__ = [
    "CriteriaSet",
    "Criterion",
    "Message",
    "Note",
    "Panel",
    "Review",
    "SavedView",
    "Score",
    "Snooze",
    "Verdict",
    "mailed",
]
