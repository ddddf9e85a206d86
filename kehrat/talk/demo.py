"""What people say in the demonstration: announcements, comments, reports and decisions on them.

Everyone is called Esimerkki; who has an account of the demonstration goes by its role.
"""

from django.db import transaction

from kehityspolku.dev.demo import NAMES, account, on, walk
from kehityspolku.events import follows
from kehityspolku.models import User
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.projects.models import Project
from kehrat.talk.models.announcement import Announcement
from kehrat.talk.models.case import Case
from kehrat.talk.models.comment import Comment

TEAM = "team"
PASILA, SAUNA = "Kirpputori Pasilan sillalle", "Yhteinen saunalautta"
# Kehrä, days ago, language, to members only, title, text, and what came after.
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
        [],
    ),
    (
        "kallio-vallila-pasila",
        5,
        "fi",
        True,
        "Avainvuorot talvikaudelle",
        "Pihan portin avain kiertää jäsenillä. Merkitse vuorosi ennen ensi kokousta, niin "
        "kukaan ei päivystä kahta viikonloppua peräkkäin.",
        [],
    ),
    (
        "vuosaari-puotila",
        20,
        "sv",
        False,
        "Språkkaféet fortsätter efter jul",
        "Vi träffas igen på biblioteket i Nordsjö varje tisdag kl. 17. Alla språk är välkomna, "
        "och det kostar ingenting.",
        [],
    ),
    (
        "maunula-pakila-oulunkyla",
        9,
        "en",
        False,
        "Help wanted at the youth studio",
        "The studio needs two adults on Thursday evenings.\n\n1. Write to us here.\n"
        "2. Come and see the studio.\n3. Choose your evenings.",
        [],
    ),
    (
        "maunula-pakila-oulunkyla",
        140,
        "fi",
        False,
        "Kirppiskausi on päättynyt",
        "Kiitos kaikille myyjille ja ostajille! Pöydät ovat talvisäilössä.",
        [(70, "archive_announcement", TEAM, {})],
    ),
]
# What is spoken of, and the threads: (days ago, who, language, text), answers below.
TALKS = [
    (
        (Idea, PASILA),
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
            (1, "Petri", "fi", "Varaan paikan lasten vaatteille, jos niitä saa myydä."),
            (1, "Minh", "en", "We could bring spring rolls to sell. Is there power on the bridge?"),
            (1, "Leena", "fi", "Muistakaa jättää tilaa pyörätielle."),
        ],
    ),
    (
        (Idea, SAUNA),
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
AD = "Myydään edullisesti kirppispöytiä, tilaa heti: https://poytakauppa.example/tarjous"
ROUGH = "Aina sama juttu: kaupunki ei kuuntele ketään, ja te ette uskalla sanoa sitä."
MOCKED = "Te siellä Puotilassa ette ole ikinä saaneet mitään aikaan. Menkää kotiin!"
PRAISED = "Tämä on hullun hyvä idea, ihan päätön. Olen mukana!"
INSULTS = (
    "Viesti nimittelee kokonaisen kaupunginosan väkeä. Asiasta saa olla eri mieltä, "
    "ihmisiä ei haukuta."
)
HASTY = "Tekstissä näytti olevan haukkumasana."
SORRY = "Luin väärin: ”hullun hyvä” on kehu. Pahoittelut."
# Idea, what was said of it; how many days ago it was reported, by whom, as what, in which words;
# what the moderators did. Two reports wait.
REPORTS = [
    (PASILA, (4, "Risto", "fi", AD), (3, "member", "spam", "Mainos, ei liity asiaan."), []),
    (SAUNA, (1, "Jari", "fi", ROUGH), (1, "Sari", "rude", "Ikävä sävy."), []),
    (
        SAUNA,
        (2, "resident", "fi", MOCKED),
        (2, "Leena", "rude", ""),
        [(1, "hide", TEAM, {"ground": "rude", "reason": INSULTS})],
    ),
    (
        PASILA,
        (7, "Tapio", "fi", PRAISED),
        (6, "Ulla", "rude", ""),
        [
            (6, "hide", TEAM, {"ground": "rude", "reason": HASTY}),
            (5, "restore", TEAM, {"reason": SORRY}),
        ],
    ),
]


@transaction.atomic
def load():
    """Load what is said, unless something has been said."""
    if Comment.objects.exists():
        return
    for slug, days, language, members, title, text, steps in NEWS:
        words = {"language": language, "members_only": members, "title": title, "text": text}
        announce(Kehra.objects.get(slug=slug), days, words, steps)
    with on(11):
        follows.follow(account("member"), Idea.objects.get(title=PASILA))
    for (model, title), lines in TALKS:
        talk(model.objects.get(title=title), lines)
    for title, line, flag, steps in REPORTS:
        case = reported(say(Idea.objects.get(title=title), *line), *flag)
        team = case.kehra.coordinators().exclude(pk=case.author_id).order_by("pk")
        walk(case, steps, {TEAM: team.first()})


def announce(kehra, days, words, steps):
    team = kehra.coordinators().order_by("pk").first()
    with on(days):
        news = Announcement.objects.announce(kehra, by=team, **words)
    walk(news, steps, {TEAM: team})


def talk(thing, lines):
    """Say the lines in their order; a list in the place of a line answers the one before."""
    root = None
    for line in lines:
        if isinstance(line, list):
            for answer in line:
                say(thing, *answer, parent=root)
        else:
            root = say(thing, *line)


def say(thing, days, who, language, text, parent=None):
    words = {"text": text, "language": language, "parent": parent}
    with on(days):
        return Comment.objects.write(thing, by=speaker(who), **words)


def reported(comment, days, who, kind, words):
    with on(days):
        flag, _new = Case.objects.report(comment, by=speaker(who), kind=kind, words=words)
    return flag.case


def speaker(who):
    """The account of a role, or the first person of that first name."""
    if who in NAMES:
        return account(who)
    return User.objects.filter(name=f"{who} Esimerkki").order_by("pk").first()
