"""Two more cards of the demonstration that have been scored, and the one on the shortlist."""

from kehityspolku import moments
from kehityspolku.dev.demo import account, on
from kehityspolku.models import User
from kehrat.models import Project
from sukkula.comparison.models import Shortlisted
from sukkula.panels.demo import answer
from sukkula.panels.models import CriteriaSet, Panel

FIRST = "Roihuvuoren kirsikkajuhla"  # the one on the shortlist
# Title, what two reviewers give in the order of the criteria.
SCORED = [
    ("Pasilan lukunurkat", [5, 4, 4, 5, 3, 4], [4, 4, 5, 4, 4, 3]),
    ("Aurinkolahden talkoolaituri", [2, 3, 1, 2, 3, 2], [3, 2, 2, 1, 2, None]),
]
WORDS = "Pisteet ovat kortin perusteella, en käynyt paikalla."


def load():
    """Load them, unless there is a shortlist."""
    reviewers = User.objects.filter(email__regex="^arvioija[12]@").order_by("email")
    if Shortlisted.objects.exists() or len(reviewers) != 2:
        return
    criteria, lead = CriteriaSet.objects.get(call=None), account("lead")
    for title, *given in SCORED:
        card = Project.objects.filter(title=title, state="in_review", panels=None).first()
        if card:
            facts = {"criteria": criteria, "due_on": moments.in_days(3), "reviewers": reviewers}
            with on(4):
                panel = Panel.objects.ask(card, by=lead, **facts)
            for reviewer, scores in zip(reviewers, given, strict=True):
                with on(1):
                    answer(panel.reviews.get(reviewer=reviewer), scores, WORDS)
    if first := Project.objects.filter(title=FIRST).first():
        Shortlisted.objects.put([first], by=lead, criteria=criteria)
