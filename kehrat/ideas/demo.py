"""The demonstration's ideas: in every state, three languages, with supporters, some from paper.

All are invented. Those who support them are the invented members of the six Kehrät.
"""

from datetime import timedelta
from itertools import cycle, islice

from django.db import transaction

from kehityspolku import moments
from kehityspolku.dev.demo import account, back_date
from kehityspolku.models import User
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea, Support
from kehrat.places.models import District

KALLIO, SOUTH, EAST = "kallio-vallila-pasila", "etelaiset-kaupunginosat", "vuosaari-puotila"
SEA, WEST, NORTH = "herttoniemi-laajasalo", "lantiset-alueet", "maunula-pakila-oulunkyla"
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
# They wait: Käpylä has 14 people behind its ideas, Munkkiniemi 9.
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
DECLINED = (
    (90, WEST, "fi", 7, "Raitiovaunu Konalaan", "Bussi on aina täynnä."),
    (
        58,
        "Kiitos! Moni toivoo samaa. Raitioteistä päättää kaupunki, emme me, joten emme voi tehdä "
        "tästä hanketta. Veimme toiveen kaupungin joukkoliikennekyselyyn.",
    ),
)
WITHDRAWN = ((37, EAST, "fi", 2, "Grillikatos rantaan", "Katos uimarannan viereen."), 20)
MERGED = (
    (
        29,
        KALLIO,
        "fi",
        8,
        "Avoimet pihat Vallilaan",
        "Samoin kuin Kalliossa, pihat kaikkien käyttöön.",
    ),
    16,
)
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
    people = list(User.objects.filter(email__startswith="asukas").order_by("pk")[:80])
    turn = cycle(people)
    made = [suggested(row, turn, people) for row in OPEN]
    waiting(people)
    answered(made[0], turn, people)
    for row in PAPER:
        from_paper(row, people)


def suggested(row, turn, people):
    """One idea by the next of the people, supported by as many as told (the author is one)."""
    days, place, language, many, title, text = row
    by, words = next(turn), {"title": title, "text": text, "language": language}
    idea = aged(Idea.objects.suggest(place_of(place), by=by, **words), days)
    start = people.index(by) + 1
    support(idea, islice(cycle(people), start, start + many - 1))
    return idea


def place_of(slug):
    return Kehra.objects.get(slug=slug) if slug else None


def aged(idea, days):
    """Move a new idea and its event to a day before."""
    at = back_date(idea, days)
    Idea.objects.filter(pk=idea.pk).update(made_at=at, state_since=at)
    idea.supports.update(at=at)
    return Idea.objects.get(pk=idea.pk)


def support(idea, people):
    """Many at once: the database counts them as it does those that come one by one."""
    since = moments.now() - idea.made_at
    rows = [
        Support(idea=idea, user=person, at=idea.made_at + since * (n + 1) / 60)
        for n, person in enumerate(people)
    ]
    Support.objects.bulk_create(rows, ignore_conflicts=True)


def waiting(people):
    for days, slug, language, first, last, title, text in WAITING:
        by, words = people[first], {"title": title, "text": text, "language": language}
        idea = Idea.objects.suggest(District.objects.get(slug=slug), by=by, **words)
        support(aged(idea, days), people[first + 1 : last])


def answered(kept, turn, people):
    """One declined kindly, one withdrawn, one joined to another."""
    row, (days, reason) = DECLINED
    idea = suggested(row, turn, people)
    done(idea, days, "decline_idea", idea.kehra.coordinators().first(), reason=reason)
    row, days = WITHDRAWN
    idea = suggested(row, turn, people)
    done(idea, days, "withdraw_idea", idea.by)
    row, days = MERGED
    done(suggested(row, turn, people), days, "merge", account("coordinator"), into=kept)


def done(idea, days, verb, by, **facts):
    getattr(idea, verb)(by=by, **facts)
    Idea.objects.filter(pk=idea.pk).update(state_since=back_date(idea, days))


def from_paper(row, people):
    days, slug, language, many, title, text = row
    kehra = Kehra.objects.get(slug=slug)
    idea = Idea.objects.enter_from_paper(
        kehra,
        by=kehra.coordinators().first(),
        **{"title": title, "text": text, "language": language},
        paper_on=moments.today() - timedelta(days=days + 6),
        source=SOURCE,
    )
    support(aged(idea, days), people[:many])
