"""The demonstration's choices of mail, and what some of its people follow."""

from kehityspolku.dev import demo
from kehityspolku.events import follows, subscriptions
from kehityspolku.models import Follow, Notice
from kehrat.groups.models import Kehra
from kehrat.places.models import District
from kehrat.projects.models import Project

NAMES = ("resident", "member", "coordinator")


def load():
    if Follow.objects.exists():
        return
    people = {name: demo.person(name, demo.NAMES[name]) for name in NAMES}
    kehra = Kehra.objects.get(slug="kallio-vallila-pasila")
    follows.follow(people["resident"], District.objects.get(slug="kallio"))
    follows.follow(people["resident"], kehra)
    follows.follow(people["member"], District.objects.get(slug="sornainen"))
    if project := Project.objects.public().exclude(kehra=kehra).first():
        follows.follow(people["coordinator"], project)
    subscriptions.choose([people["member"]], [Notice.Kind.IDEA, Notice.Kind.COMMENT], "weekly")
    subscriptions.choose([people["resident"]], [Notice.Kind.GROUP], "daily")
