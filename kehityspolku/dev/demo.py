"""The demonstration accounts: one for each role. Everyone signs in with the same password."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db.models import Max, OuterRef, Subquery

from kehityspolku import moments
from kehityspolku.events import hearers
from kehityspolku.events.models import Event, Notice
from kehityspolku.people.models import Role, User

PASSWORD = "kehityspolku-demo"  # noqa: S105 (demo mode only, loopback only)
NAMES = {
    "resident": "Rauha Esimerkki",
    "member": "Matti Esimerkki",
    "coordinator": "Kaisa Esimerkki",
    "adviser": "Aino Esimerkki",
    "lead": "Lauri Esimerkki",
    "reviewer": "Reetta Esimerkki",
    "city_official": "Ville Esimerkki",
    "funder_official": "Fanni Esimerkki",
    "admin": "Anja Esimerkki",
}
ACCOUNTS = [(role, f"{role}@kehityspolku.example") for role in NAMES]


@contextmanager
def story():
    """What is loaded inside happened before today: each app's `load` is decorated with this.

    Nothing of it is mailed, a notice is as old as its event, all but the last weeks' are read.
    """
    last = Notice.objects.aggregate(pk=Max("pk", default=0))["pk"]
    with hearers.quietly():
        yield
    told = Notice.objects.filter(pk__gt=last)
    told.update(made_at=Subquery(Event.objects.filter(pk=OuterRef("event")).values("at")))
    long_ago = moments.start_of(moments.in_days(-14))
    told.filter(made_at__lt=long_ago).update(read_at=long_ago)


@story()
def load():
    """Make the accounts; run twice, it changes nothing."""
    for role, _email in ACCOUNTS:
        user = person(role, NAMES[role])
        if role in Role.Kind.values:
            Role.objects.give(user, role, by=None)
    a_year_ago("give_role")


def a_year_ago(verb):
    """What was given on the server while this loads was given a year ago."""
    given = Event.objects.filter(verb=verb, at__gte=moments.start_of(moments.today()))
    given.update(at=moments.start_of(moments.in_days(-365)))


def person(account, name, language="fi"):
    """A confirmed person at the demonstration's address; the one there is, if there is."""
    email = f"{account}@kehityspolku.example"
    user = User.objects.filter(email=email).first()
    if not user:
        user = User.objects.create_user(email, PASSWORD, name=name, language=language)
    return user


def back_date(record, day):
    """Move the record's last event to a day (or days ago); returns the moment."""
    day = day if isinstance(day, date) else moments.in_days(-day)
    at = datetime.combine(day, time(9 + record.pk % 8, 10), tzinfo=moments.HELSINKI)
    events = Event.objects.filter(target_type__model=record._meta.model_name, target_id=record.pk)
    last = events.order_by("pk").last()
    at = min(at, moments.start_of(moments.today()) + timedelta(hours=6))
    Event.objects.filter(pk=last.pk).update(at=at)
    return at


def account(role):
    return User.objects.get(email=f"{role}@kehityspolku.example")
