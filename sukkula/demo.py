"""Messages, internal notes and a putting off on the demonstration's cards."""

from django.db import transaction

from kehityspolku import moments
from kehityspolku.dev.demo import account, on, story
from kehrat.models import Duty, MajorDistrict, Project
from sukkula.comparison import demo as comparison_demo
from sukkula.models import Advice, Message, Note, Snooze
from sukkula.panels import demo as panel_demo
from sukkula.phrases import demo as phrase_demo
from sukkula.review import demo as review_demo

TELLS = "Sukkula's reviews and messages"
TEAM, ADVISER, LEAD = "team", "adviser", "lead"
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
# Title of the card, days ago, what is noted and by whom.
NOTES = [
    (
        "Roihuvuoren kirsikkajuhla",
        7,
        "Sama alue sai pienavustuksen viime vuonna: tarkista, ettei haeta samaan kahdesti.",
        ADVISER,
    ),
    ("Konalan kylätalo", 8, "Kaupungin tilapalvelut ei ole vielä luvannut taloa.", ADVISER),
    (
        "Hietalahden iltatori",
        10,
        "Aino asuu täällä ja kuuluu Kehrään, joten hän ei voi käsitellä korttia. Otin sen.",
        LEAD,
    ),
]


# Days ago, how, on what, the title of the card that it was about, to whom, what was said.
ADVICE = [
    (31, "visit", "founding", "", "Esimerkkikadun asukkaat", "Miten Kehrä perustetaan."),
    (16, "call", "funding", "Konalan kylätalo", "Kehrän koordinaattori", "Mikä haku sopisi."),
    (12, "mail", "card", "Roihuvuoren kirsikkajuhla", "", "Mitä tavoitteisiin kirjoitetaan."),
    (9, "call", "card", "Konalan kylätalo", "Kehrän koordinaattori", "Miten muutoksiin vastataan."),
    (3, "call", "portal", "", "", ""),
    (1, "visit", "group", "", "Kokouksen osallistujat", "Kokouskutsu ja pöytäkirja."),
]
# Title of the card, days ago, until how many days from now, why the adviser put it off.
PUT_OFF = [
    (
        "Konalan kylätalo",
        5,
        6,
        "Kaupungin tilapalvelut päättää talosta ensi viikolla; korjaukset vasta sen jälkeen.",
    ),
]


@transaction.atomic
@story()
def load():
    """Load them, unless there are any."""
    panel_demo.load()
    review_demo.load()
    phrase_demo.load()
    comparison_demo.load()
    if Message.objects.exists():
        return
    adviser, major = account(ADVISER), MajorDistrict.objects.get(name_fi=WEST)
    Duty.objects.create(major=major, adviser=adviser)
    projects = {project.title: project for project in Project.objects.select_related("kehra")}
    for title, days, who, text in MESSAGES:
        if project := projects.get(title):
            people = {ADVISER: adviser, TEAM: project.kehra.coordinators().first()}
            with on(days):
                Message.objects.send(project, by=people[who], text=text, language="fi")
    for title, days, text, who in NOTES:
        if project := projects.get(title):
            with on(days):
                Note.objects.write(project, by=account(who), text=text)
    for days, channel, theme, title, to_whom, note in ADVICE:
        with on(days):
            told = {"to_whom": to_whom, "note": note, "project": projects.get(title)}
            Advice.objects.log(by=adviser, channel=channel, theme=theme, **told)
    for title, days, ahead, reason in PUT_OFF:
        if project := projects.get(title):
            until = moments.in_days(ahead)
            with on(days):
                told = {"until": until, "until_answer": True, "reason": reason}
                Snooze.objects.put_off(project, by=adviser, **told)
