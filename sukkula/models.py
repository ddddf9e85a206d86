from .criteria import CriteriaSet, Criterion
from .message import Message, Note, mailed
from .panel import Panel
from .review import Review, Score
from .verdict import Verdict

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
