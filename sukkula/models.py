from sukkula.advice.models import Advice
from sukkula.asking.models import PlannedChange
from sukkula.comparison.models import Shortlisted
from sukkula.desk.models import SavedView
from sukkula.panels.models import CriteriaSet, Criterion, Panel, Review, Score
from sukkula.phrases.models import Phrase
from sukkula.review.models import Message, Note, Verdict, mailed
from sukkula.snoozes.models import Snooze

__all__ = [
    "Advice",
    "CriteriaSet",
    "Criterion",
    "Message",
    "Note",
    "Panel",
    "Phrase",
    "PlannedChange",
    "Review",
    "SavedView",
    "Score",
    "Shortlisted",
    "Snooze",
    "Verdict",
    "mailed",
]
