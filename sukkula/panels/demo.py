"""The demonstration's reviewers and what they say of a card in review."""

from kehityspolku import moments
from kehityspolku.dev.demo import a_year_ago, person
from kehityspolku.models import Event, Role, User
from kehrat.models import Project
from sukkula.panels.models.criteria import CriteriaSet
from sukkula.panels.models.panel import Panel
from sukkula.panels.models.review import Review

CARD = "Roihuvuoren kirsikkajuhla"
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
    people = [User.objects.get(email="reviewer@kehityspolku.example"), *map(reviewer, OTHERS)]
    facts = {"criteria": CriteriaSet.objects.get(call=None), "due_on": moments.in_days(5)}
    panel = Panel.objects.ask(card, by=card.adviser, reviewers=people, **facts)
    date_back(panel, 5)
    for (_account, _name, days, scores, words), who in zip(OTHERS, people[1:], strict=True):
        answer(panel.reviews.get(reviewer=who), scores, words, days)


def reviewer(row):
    account, name, *_rest = row
    user = person(account, name)
    Role.objects.give(user, Role.Kind.REVIEWER, by=None)
    a_year_ago("give_role")
    return user


def answer(review, scores, words, days):
    if scores is None:
        review.declare_conflict(by=review.reviewer, words=words)
    else:
        criteria = review.panel.criteria.criteria.all()
        given = {
            c.pk: (score, COMMENTS.get(c.place, "") if score and score < 3 else "")
            for c, score in zip(criteria, scores, strict=True)
        }
        review.declare_free(by=review.reviewer)
        review.give_review(by=review.reviewer, scores=given, words=words)
    date_back(review, days)
    Review.objects.filter(pk=review.pk).update(state_since=ago(days))


def date_back(record, days):
    """As if it had happened then."""
    of = {"target_type__model": record._meta.model_name, "target_id": record.pk}
    Event.objects.filter(**of).update(at=ago(days))
    if isinstance(record, Panel):
        Panel.objects.filter(pk=record.pk).update(opened_at=ago(days))
        reviews = {"target_type__model": "review", "target_id__in": record.reviews.values("pk")}
        Event.objects.filter(**reviews).update(at=ago(days))
        record.reviews.update(state_since=ago(days))


def ago(days):
    return moments.start_of(moments.in_days(-days))
