"""The demonstration's choices of mail, and what some of its people follow."""

from django.db import transaction

from kehityspolku.dev.demo import account, on
from kehityspolku.events import follows, subscriptions
from kehityspolku.models import Follow, Notice
from kehrat.groups.models import Kehra
from kehrat.places.models import District
from kehrat.projects.models import Project

# Who follows what: since yesterday, so of what happened before they have not heard.
FOLLOWED = [
    ("resident", District, "kallio"),
    ("resident", Kehra, "kallio-vallila-pasila"),
    ("member", District, "sornainen"),
]
# Who wants mail of which kinds how often.
CHOSEN = [
    ("member", [Notice.Kind.IDEA, Notice.Kind.COMMENT], "weekly"),
    ("resident", [Notice.Kind.GROUP], "daily"),
]


@transaction.atomic
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    if Follow.objects.exists():
        return
    with on(1):
        for who, model, slug in FOLLOWED:
            follows.follow(account(who), model.objects.get(slug=slug))
        others = Project.objects.public().exclude(kehra__slug="kallio-vallila-pasila")
        if project := others.first():
            follows.follow(account("coordinator"), project)
        for who, kinds, pace in CHOSEN:
            subscriptions.choose([account(who)], kinds, pace)
