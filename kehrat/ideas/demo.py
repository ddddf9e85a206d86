"""The demonstration's ideas: in every state, three languages, with supporters, some from paper.

All are invented. Those who support them are the invented members of the six Kehrät.
"""

from itertools import cycle, islice

from django.db import transaction

from kehityspolku import moments
from kehityspolku.dev.demo import account, on, walk
from kehityspolku.models import User
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.places.models import District, SubArea

KALLIO, SOUTH, EAST = "kallio-vallila-pasila", "etelaiset-kaupunginosat", "vuosaari-puotila"
SEA, WEST, NORTH = "herttoniemi-laajasalo", "lantiset-alueet", "maunula-pakila-oulunkyla"
TEAM, AUTHOR, COORDINATOR = "team", "author", "coordinator"
BY_THE_CITY = (
    "Kiitos! Moni toivoo samaa. Raitioteistä päättää kaupunki, emme me, joten emme voi tehdä "
    "tästä hanketta. Veimme toiveen kaupungin joukkoliikennekyselyyn."
)
# Title: sub-area, the place in words.
WHERE = {
    "Korjauspaja Pasilaan": ("Itä-Pasila", "kirjaston kellari"),
    "Talviuinti kaikille Hernesaareen": ("", "Hernesaaren ranta"),
    "Metsäpolku esteettömäksi": ("Jollas", "polku rannasta koululle"),
    "Sagostund på svenska i Nordsjö": ("Keski-Vuosaari", "biblioteket"),
    "Community garden boxes": ("", "beside the station"),
}
# Days ago, place, language, supporters, title, text.
OPEN = [
    (
        64,
        KALLIO,
        "fi",
        21,
        "Kallion pihat auki kesällä",
        "Kolme pihaa voisi olla auki viikonloppuisin.",
    ),
    (
        9,
        KALLIO,
        "en",
        6,
        "A language café in Vallila",
        "Neighbours could teach each other once a week.",
    ),
    (
        5,
        KALLIO,
        "fi",
        2,
        "Korjauspaja Pasilaan",
        "Lainattavia työkaluja ja apua pyörän korjaamiseen.",
    ),
    (
        71,
        SOUTH,
        "sv",
        8,
        "Julmarknad i Brunnsparken",
        "Lokala hantverkare och föreningar säljer sitt.",
    ),
    (
        14,
        SOUTH,
        "fi",
        17,
        "Talviuinti kaikille Hernesaareen",
        "Pukukoppi ja kaide riittäisivät aluksi.",
    ),
    (
        22,
        SEA,
        "fi",
        12,
        "Metsäpolku esteettömäksi",
        "Laajasalon polulle sopisi pitkospuut pyörätuolille.",
    ),
    (8, SEA, "fi", 5, "Saariretkiä senioreille", "Yhteiskuljetus Vartiosaareen kerran kesässä."),
    (
        33,
        EAST,
        "fi",
        19,
        "Nuorten iltakahvila Puotilaan",
        "Nuorilla ei ole talvella paikkaa, jossa olla.",
    ),
    (12, EAST, "sv", 4, "Sagostund på svenska i Nordsjö", "En lördag i månaden på biblioteket."),
    (
        27,
        WEST,
        "fi",
        9,
        "Kävelyreitti kartanolta kartanolle",
        "Opasteet ja tarinat Kannelmäestä Haagaan.",
    ),
    (
        6,
        WEST,
        "en",
        3,
        "Community garden boxes",
        "Boxes for growing vegetables beside the station.",
    ),
    (
        18,
        NORTH,
        "fi",
        11,
        "Turvallinen koulutie Pakilaan",
        "Saattajavuorot ja hidasteet kahdelle kadulle.",
    ),
    (4, NORTH, "fi", 1, "Yhteislauluilta Maunula-talossa", "Lauluja eri kielillä, sanat seinälle."),
    (
        3,
        None,
        "fi",
        3,
        "Kehrien yhteinen päivä",
        "Kaikki Helsingin Kehrät samaan puistoon elokuussa.",
    ),
]
# Days ago, district, language, the numbers of its author and of the one after its last supporter,
# title, text. They wait: Käpylä has 14 people behind its ideas, Munkkiniemi 9.
WAITING = [
    (
        40,
        "kapyla",
        "fi",
        0,
        11,
        "Puu-Käpylän pihakirppis",
        "Puutalojen pihat auki yhtenä sunnuntaina.",
    ),
    (
        19,
        "kapyla",
        "fi",
        7,
        14,
        "Taivaskallion talvirieha",
        "Pulkkamäki, mehua ja lyhtyjä helmikuussa.",
    ),
    (
        30,
        "munkkiniemi",
        "sv",
        20,
        26,
        "Bänkar längs strandpromenaden",
        "Äldre behöver ställen att vila på.",
    ),
    (
        11,
        "munkkiniemi",
        "fi",
        24,
        29,
        "Kalastajatorpan uimalaituri",
        "Laituri ja portaat kaikkien käyttöön.",
    ),
]


def kept():
    """The idea that another one is joined to."""
    return Idea.objects.get(title=OPEN[0][4])


# An idea as above, and what became of it.
ANSWERED = [
    (
        (90, WEST, "fi", 7, "Raitiovaunu Konalaan", "Bussi on aina täynnä."),
        (58, "decline_idea", TEAM, {"reason": BY_THE_CITY}),
    ),
    (
        (37, EAST, "fi", 2, "Grillikatos rantaan", "Katos uimarannan viereen."),
        (20, "withdraw_idea", AUTHOR, {}),
    ),
    (
        (
            29,
            KALLIO,
            "fi",
            8,
            "Avoimet pihat Vallilaan",
            "Samoin kuin Kalliossa, pihat kaikkien käyttöön.",
        ),
        (16, "merge", COORDINATOR, {"into": kept}),
    ),
]
# Days ago, Kehrä, language, supporters, title, text: from a paper six days older.
PAPER = [
    (26, NORTH, "fi", 5, "Penkkejä Oulunkylän aukiolle", "Vanhukset levähtävät kauppamatkalla."),
    (13, SEA, "fi", 2, "Lainattavia lastenvaunuja", "Perheet voisivat kiertää niitä."),
]
SOURCE = "Kirjaston ideataulu"


@transaction.atomic
def load():
    """Load the ideas, unless there are any of them."""
    if Idea.objects.filter(title=OPEN[0][4]).exists():
        return
    people = residents()
    turn = cycle(people)
    for row in OPEN:
        suggested(row, turn, people)
    for row, step in ANSWERED:
        answered(suggested(row, turn, people), step)
    for row in PAPER:
        from_paper(row, people)


def load_waiting():
    """Load the ideas of where no Kehrä works, once that of Munkkiniemi has ended."""
    if not Idea.objects.filter(title=WAITING[0][5]).exists():
        for row in WAITING:
            waiting(row, residents())


def residents():
    return list(User.objects.filter(email__startswith="asukas").order_by("pk")[:80])


def suggested(row, turn, people):
    """One idea by the next of the people, supported by as many as told (the author is one)."""
    days, slug, language, many, title, text = row
    by, place = next(turn), Kehra.objects.get(slug=slug) if slug else None
    with on(days):
        idea = Idea.objects.suggest(place, by=by, **told(title, text, language))
    start = people.index(by) + 1
    support(idea, days, islice(cycle(people), start, start + many - 1))
    return idea


def told(title, text, language):
    """An idea's words, and where it would come true if its row in WHERE tells."""
    area, spot = WHERE.get(title, ("", ""))
    code = SubArea.objects.get(name_fi=area).pk if area else ""
    words = {"title": title, "text": text, "language": language}
    return {**words, "sub_area": code, "spot": spot}


def waiting(row, people):
    """An idea of a district that has no Kehrä."""
    days, slug, language, first, last, title, text = row
    by, place = people[first], District.objects.get(slug=slug)
    with on(days):
        idea = Idea.objects.suggest(place, by=by, **told(title, text, language))
    support(idea, days, people[first + 1 : last])


def support(idea, days, people):
    """Supporters of an idea so many days old, one after another."""
    for number, person in enumerate(people, start=1):
        with on(round(days * (1 - number / 60))):
            idea.support(by=person)


def answered(idea, step):
    """Decline it kindly, withdraw it, or join it to another."""
    people = {AUTHOR: idea.by, COORDINATOR: account(COORDINATOR)}
    walk(idea, [step], people | {TEAM: idea.kehra.coordinators().first()})


def from_paper(row, people):
    days, slug, language, many, title, text = row
    kehra = Kehra.objects.get(slug=slug)
    words = {"title": title, "text": text, "language": language, "source": SOURCE}
    with on(days):
        idea = Idea.objects.enter_from_paper(
            kehra, by=kehra.coordinators().first(), paper_on=moments.in_days(-6), **words
        )
    support(idea, days, people[:many])
