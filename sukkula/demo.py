"""Messages and internal notes on the demonstration's cards."""

from datetime import timedelta

from django.db import transaction

from kehityspolku import moments
from kehityspolku.dev.demo import story
from kehityspolku.models import Event, User
from kehrat.models import Duty, MajorDistrict, Project
from sukkula.models import Message, Note
from sukkula.panels import demo as panel_demo
from sukkula.review import demo as review_demo

TEAM, ADVISER = "team", "adviser"
WEST = "Läntinen"  # whose cards the adviser gets by default
# Title of the card, days ago, whose words, what they say.
MESSAGES = [
    (
        "Roihuvuoren kirsikkajuhla",
        11,
        ADVISER,
        "Kiitos kortista. Kuka vastaa juhlan jälkeen talkoovarastosta?",
    ),
    (
        "Roihuvuoren kirsikkajuhla",
        8,
        TEAM,
        "Kotikaupunkiyhdistys lupasi hoitaa varaston. Lisäämme sen kohtaan ”Mikä jää elämään”.",
    ),
    (
        "Konalan kylätalo",
        9,
        ADVISER,
        "Pyysin muutoksia aikatauluun ja budjettiin. Soitelkaa, jos jokin jäi epäselväksi.",
    ),
    (
        "Mustavuoren polut",
        2,
        TEAM,
        "Milloin voimme odottaa vastausta? Talkoopäivä pitäisi lyödä lukkoon.",
    ),
]
NOTES = [
    (
        "Roihuvuoren kirsikkajuhla",
        7,
        "Sama alue sai pienavustuksen viime vuonna: tarkista, ettei haeta samaan kahdesti.",
    ),
    ("Konalan kylätalo", 8, "Kaupungin tilapalvelut ei ole vielä luvannut taloa."),
]


@transaction.atomic
@story()
def load():
    """Load them, unless there are any."""
    panel_demo.load()
    review_demo.load()
    if Message.objects.exists():
        return
    Duty.objects.create(major=MajorDistrict.objects.get(name_fi=WEST), adviser=adviser())
    projects = {project.title: project for project in Project.objects.select_related("kehra")}
    for title, days, who, text in MESSAGES:
        if project := projects.get(title):
            write(project, days, who, text)
    for title, days, text in NOTES:
        if project := projects.get(title):
            note = Note.objects.write(project, by=adviser(), text=text)
            Note.objects.filter(pk=note.pk).update(at=ago(days))


def write(project, days, who, text):
    """A message some days ago, with its event."""
    by = adviser() if who == ADVISER else project.kehra.coordinators().first()
    message = Message.objects.send(project, by=by, text=text, language="fi")
    Message.objects.filter(pk=message.pk).update(at=ago(days))
    Event.objects.filter(verb="message", target_id=message.pk).update(at=ago(days))


def adviser():
    return User.objects.get(email="adviser@kehityspolku.example")


def ago(days):
    return moments.now() - timedelta(days=days)
