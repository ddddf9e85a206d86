"""The demonstration's reviewers and what they say of a card in review."""

from kehityspolku import moments
from kehityspolku.dev.demo import account, on, person
from kehityspolku.models import Role
from kehrat.models import Project
from sukkula.panels.models.criteria import CriteriaSet
from sukkula.panels.models.panel import Panel

CARD = "Roihuvuoren kirsikkajuhla"
ASKED, DUE = 5, 5  # days ago the reviewers were asked, in how many days their scores are wanted
# Account, name, days ago; scores in the criteria's order with words, or what was said instead.
OTHERS = [
    ("arvioija1", "Risto Esimerkki", 3, [4, 5, 3, 4, 2, 4], "Juhlalla on tekijänsä ja yleisönsä."),
    ("arvioija2", "Sanna Esimerkki", 2, [3, 4, 4, 5, 1, None], "Mitä jää juhlan jälkeen?"),
    ("arvioija3", "Toivo Esimerkki", 4, None, "Olen yhdistyksen entinen puheenjohtaja."),
]
COMMENTS = {5: "Talkoovarasto mainitaan, mutta hoitajaa ei."}


def load():
    """Ask the reviewers about one card, unless they have been asked."""
    card = Project.objects.filter(title=CARD, state="in_review").first()
    if not card or Panel.objects.exists():
        return
    people = [account("reviewer"), *map(reviewer, OTHERS)]
    facts = {"criteria": CriteriaSet.objects.get(call=None), "due_on": moments.in_days(DUE)}
    with on(ASKED):
        panel = Panel.objects.ask(card, by=card.adviser, reviewers=people, **facts)
    for (_account, _name, days, scores, words), who in zip(OTHERS, people[1:], strict=True):
        with on(days):
            answer(panel.reviews.get(reviewer=who), scores, words)


def reviewer(row):
    name_of_account, name, *_rest = row
    with on(365):
        user = person(name_of_account, name)
        Role.objects.give(user, Role.Kind.REVIEWER, by=None)
    return user


def answer(review, scores, words):
    if scores is None:
        review.declare_conflict(by=review.reviewer, words=words)
        return
    criteria = review.panel.criteria.criteria.all()
    given = {
        c.pk: (score, COMMENTS.get(c.place, "") if score and score < 3 else "")
        for c, score in zip(criteria, scores, strict=True)
    }
    review.declare_free(by=review.reviewer)
    review.give_review(by=review.reviewer, scores=given, words=words)
