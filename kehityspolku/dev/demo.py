"""The demonstration's accounts, one for each role, and how its stories are told.

Everyone signs in with the same password. Each room's demo.py holds lists of what was done: when,
which verb, by whom, with which facts. What is done with the clock set back is dated then, as if
people had done it on the day.
"""

from contextlib import contextmanager
from datetime import date

from django.db.models import Max

from kehityspolku import moments
from kehityspolku.events import hearers
from kehityspolku.events.models import Notice
from kehityspolku.people.models import Role, User

TELLS = "people"
PASSWORD = "kehityspolku-demo"  # noqa: S105 (demo mode only, loopback only)
BEGINNING = date(2012, 1, 2)  # Sukkula's people are there before its first card
# The role, a name, since when: a date or how many days ago.
PEOPLE = [
    ("resident", "Rauha Esimerkki", 420),
    ("member", "Matti Esimerkki", 420),
    ("coordinator", "Kaisa Esimerkki", 420),
    ("adviser", "Aino Esimerkki", BEGINNING),
    ("lead", "Lauri Esimerkki", BEGINNING),
    ("reviewer", "Reetta Esimerkki", 365),
    ("city_official", "Ville Esimerkki", 365),
    ("funder_official", "Fanni Esimerkki", 365),
    ("admin", "Anja Esimerkki", 365),
]
NAMES = {role: name for role, name, _since in PEOPLE}
ACCOUNTS = [(role, f"{role}@kehityspolku.example") for role in NAMES]
NEW = 14  # days for which notices have not been read


@contextmanager
def story():
    """What is loaded inside happened before today: each app's `load` is decorated with this.

    Nothing of it is mailed; all notices but the last weeks' are read.
    """
    last = Notice.objects.aggregate(pk=Max("pk", default=0))["pk"]
    with hearers.quietly():
        yield
    with on(NEW):
        old = moments.start_of(moments.today())
        Notice.objects.filter(pk__gt=last, made_at__lt=old).read()


def on(day):
    """Let it be a day inside: a date, or so many days ago.

    Whenever the demonstration is loaded, people act in the daytime, each day at another hour.
    """
    days = (moments.today() - day).days if isinstance(day, date) else day
    hour = moments.now().astimezone(moments.HELSINKI).hour
    return moments.days_ago(days, hours=hour - 9 - days % 8 if days else 0)


def walk(record, steps, people):
    """Take steps of a record, each on its day.

    `steps`: (a date or how many days ago, verb, who, facts), a fact that is a function is what it
    returns on the day; `people`: {who: user}.
    """
    for day, verb, who, facts in steps:
        with on(day):
            given = {name: fact() if callable(fact) else fact for name, fact in facts.items()}
            getattr(record, verb)(by=people[who], **given)


@story()
def load():
    """Make the accounts; run twice, it changes nothing."""
    for role, name, since in PEOPLE:
        with on(since):
            user = person(role, name)
            if role in Role.Kind.values:
                Role.objects.give(user, role, by=None)


def person(account, name, language="fi"):
    """A confirmed person at the demonstration's address; the one there is, if there is."""
    email = f"{account}@kehityspolku.example"
    user = User.objects.filter(email=email).first()
    if not user:
        user = User.objects.create_user(email, PASSWORD, name=name, language=language)
    return user


def account(role):
    return User.objects.get(email=f"{role}@kehityspolku.example")
