from sukkula.panels.models.criteria import CriteriaSet, Criterion
from sukkula.panels.models.panel import Panel
from sukkula.panels.models.review import Review, Score

__all__ = ["CriteriaSet", "Criterion", "Panel", "Review", "Score"]
