"""What people say in the demonstration: announcements, comments, reports and decisions on them.

Everyone is called Esimerkki; who has an account of the demonstration goes by its role.
"""

from datetime import datetime, time

from django.db import transaction

from kehityspolku import moments
from kehityspolku.dev.demo import NAMES
from kehityspolku.models import Event, User
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.projects.models import Project
from kehrat.talk.models.announcement import Announcement
from kehrat.talk.models.case import Case, Flag
from kehrat.talk.models.comment import Comment

# Kehrä, days ago, language, to members only, title, text, the verb that came after.
NEWS = [
    (
        "kallio-vallila-pasila",
        12,
        "fi",
        False,
        "Talkoot Vallilan yhteispihalla lauantaina",
        "Kunnostamme koulun pihaa lauantaina klo 11–15.\n\n"
        "Ota mukaan:\n- työhanskat\n- lapio, jos sinulla on sellainen\n- naapuri\n\n"
        "Keittoa ja kahvia on kaikille. Reitti: https://reittiopas.hsl.fi/",
        None,
    ),
    (
        "kallio-vallila-pasila",
        5,
        "fi",
        True,
        "Avainvuorot talvikaudelle",
        "Pihan portin avain kiertää jäsenillä. Merkitse vuorosi ennen ensi kokousta, niin "
        "kukaan ei päivystä kahta viikonloppua peräkkäin.",
        None,
    ),
    (
        "vuosaari-puotila",
        20,
        "sv",
        False,
        "Språkkaféet fortsätter efter jul",
        "Vi träffas igen på biblioteket i Nordsjö varje tisdag kl. 17. Alla språk är välkomna, "
        "och det kostar ingenting.",
        None,
    ),
    (
        "maunula-pakila-oulunkyla",
        9,
        "en",
        False,
        "Help wanted at the youth studio",
        "The studio needs two adults on Thursday evenings.\n\n1. Write to us here.\n"
        "2. Come and see the studio.\n3. Choose your evenings.",
        None,
    ),
    (
        "maunula-pakila-oulunkyla",
        140,
        "fi",
        False,
        "Kirppiskausi on päättynyt",
        "Kiitos kaikille myyjille ja ostajille! Pöydät ovat talvisäilössä.",
        "archive_announcement",
    ),
]
# What is spoken of, and the threads: (days ago, who, language, text), answers below.
TALKS = [
    (
        (Idea, "Kirpputori Pasilan sillalle"),
        [
            (10, "Olli", "fi", "Hyvä ajatus! Silta on kesällä autio, ja moni kulkee siitä ohi."),
            [
                (10, "coordinator", "fi", "Kysyn kaupungilta, saako siltaan pystyttää pöytiä."),
                (8, "Eeva", "fi", "Minulla on kuusi pöytää lainaksi."),
                (7, "coordinator", "fi", "Lupa onnistuu toukokuusta syyskuuhun. Kiitos pöydistä!"),
            ],
            (9, "Natalia", "en", "Could there be a table for children's clothes? I would help."),
            [(9, "Hanna", "en", "Yes please. Let us share one.")],
            (6, "Birgitta", "sv", "Går det att ta sig dit med barnvagn från Östra Böle?"),
            (
                4,
                "resident",
                "fi",
                "Tällainen toimi hyvin Hakaniemessä, kuvia on täällä: https://esimerkki.example/"
                "kirppis\n\nVoin auttaa pystytyksessä.",
            ),
        ],
    ),
    (
        (Idea, "Yhteinen saunalautta"),
        [
            (2, "Leena", "fi", "Kuka lauttaa lämmittäisi ja vahtisi talvella?"),
            [(2, "Göran", "sv", "Simklubben har en gäst som gärna eldar. Vi kan fråga.")],
            (1, "Kalle", "fi", "Ei kiitos. Rannassa on jo tarpeeksi meteliä."),
        ],
    ),
    (
        (Project, "Vallilan yhteispiha"),
        [
            (40, "Petri", "fi", "Saako pihalla pitää lasten syntymäpäiviä?"),
            [(39, "coordinator", "fi", "Saa. Varaus tehdään kirjaston tiskillä, se on ilmaista.")],
            (30, "Minh", "en", "The lights go out at eight. Could they stay on until nine?"),
        ],
    ),
    (
        (Announcement, "Talkoot Vallilan yhteispihalla lauantaina"),
        [
            (11, "Yusuf", "fi", "Tulen ja tuon kottikärryn."),
            (11, "resident", "fi", "Voiko tulla vain tunniksi?"),
            [(11, "coordinator", "fi", "Totta kai voi! Tule silloin kun sopii.")],
        ],
    ),
    ((Announcement, "Avainvuorot talvikaudelle"), [(4, "member", "fi", "Otan tammikuun.")]),
]
MOCKED = "Te siellä Puotilassa ette ole ikinä saaneet mitään aikaan. Menkää kotiin!"
PRAISED = "Tämä on hullun hyvä idea, ihan päätön. Olen mukana!"
AD = "Myydään edullisesti kirppispöytiä, tilaa heti: https://poytakauppa.example/tarjous"
ROUGH = "Aina sama juttu: kaupunki ei kuuntele ketään, ja te ette uskalla sanoa sitä."
REASONS = {
    "hide": "Viesti nimittelee kokonaisen kaupunginosan väkeä. Asiasta saa olla eri mieltä, "
    "ihmisiä ei haukuta.",
    "hasty": "Tekstissä näytti olevan haukkumasana.",
    "restore": "Luin väärin: ”hullun hyvä” on kehu. Pahoittelut.",
}


@transaction.atomic
def load():
    """Load what is said, unless something has been said."""
    if Comment.objects.exists():
        return
    for slug, days, language, members, title, text, after in NEWS:
        announce(slug, days, after, language=language, members_only=members, title=title, text=text)
    for (model, title), lines in TALKS:
        talk(model.objects.get(title=title), lines)
    moderate()


def announce(slug, days, after, **words):
    kehra = Kehra.objects.get(slug=slug)
    team = kehra.coordinators().order_by("pk").first()
    news = Announcement.objects.announce(kehra, by=team, **words)
    at = dated(news, "announce", days, 12)
    Announcement.objects.filter(pk=news.pk).update(at=at)
    if after:
        getattr(news, after)(by=team)
        dated(news, after, days // 2, 12)


def talk(thing, lines):
    """Say the lines in their order; a list in the place of a line answers the one before."""
    root = None
    for hour, line in enumerate(lines, start=9):
        if isinstance(line, list):
            for more, answer in enumerate(line):
                say(thing, *answer, hour=hour + more, parent=root)
        else:
            root = say(thing, *line, hour=hour)


def say(thing, days, who, language, text, *, hour=9, parent=None):
    by = speaker(who)
    comment = Comment.objects.write(thing, by=by, text=text, language=language, parent=parent)
    at = dated(comment, "comment", days, hour)
    Comment.objects.filter(pk=comment.pk).update(at=at)
    return comment


def moderate():
    """Two reports wait, one of them long; one comment is hidden, one was and is shown again."""
    pasila = Idea.objects.get(title="Kirpputori Pasilan sillalle")
    sauna = Idea.objects.get(title="Yhteinen saunalautta")
    reported(say(pasila, 4, "Risto", "fi", AD), 3, "member", "spam", "Mainos, ei liity asiaan.")
    reported(say(sauna, 1, "Jari", "fi", ROUGH), 1, "Sari", "rude", "Ikävä sävy.")
    hidden = reported(say(sauna, 2, "resident", "fi", MOCKED), 2, "Leena", "rude")
    decided(hidden, "hide", 1, reason=REASONS["hide"])
    praised = reported(say(pasila, 7, "Tapio", "fi", PRAISED), 6, "Ulla", "rude")
    decided(praised, "hide", 6, reason=REASONS["hasty"])
    decided(praised, "restore", 5, reason=REASONS["restore"])


def reported(comment, days, who, kind, words=""):
    flag, _new = Case.objects.report(comment, by=speaker(who), kind=kind, words=words)
    at = dated(flag.case, "report", days, 15)
    Flag.objects.filter(pk=flag.pk).update(at=at)
    Case.objects.filter(pk=flag.case.pk).update(state_since=at)
    return flag.case


def decided(case, verb, days, **facts):
    team = case.kehra.coordinators().exclude(pk=case.author_id).order_by("pk").first()
    getattr(case, verb)(by=team, **facts)
    at = dated(case, verb, days, 16)
    Case.objects.filter(pk=case.pk).update(state_since=at)
    Flag.objects.filter(case=case, closed_at__isnull=False).update(closed_at=at)


def speaker(who):
    """The account of a role, or the first person of that first name."""
    if who in NAMES:
        return User.objects.get(email=f"{who}@kehityspolku.example")
    return User.objects.filter(name=f"{who} Esimerkki").order_by("pk").first()


def dated(record, verb, days, hour):
    """Move what was just done to a day and hour before now; returns the moment."""
    at = datetime.combine(moments.in_days(-days), time(hour, record.pk % 60), moments.HELSINKI)
    kind = record._meta.model_name
    done = Event.objects.filter(target_type__model=kind, target_id=record.pk, verb=verb)
    done.update(at=at)
    return at
