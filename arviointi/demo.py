"""Demonstration surveys, answered through the real ballot box: invented, the same every time."""

from random import Random

from django.db import transaction

from arviointi.indicators import snapshots
from arviointi.lessons import demo as lessons
from arviointi.models import Invitation, Publication, Reading, Snapshot, Survey
from arviointi.reports import demo as reports
from arviointi.surveys import demo as rounds
from kehityspolku import moments
from kehityspolku.dev.demo import account, on, story
from kehrat.models import Kehra

TELLS = "surveys, lessons, goals, a report and indicators by month"
MONTHS = 13  # of indicators: a year, and the month to compare its last one with
KEPT_BACK = "herttoniemi-laajasalo"  # of whose survey one question is not published
OPEN_LINK = "demo-maunula-pakila-oulunkyla"
WORDS = {  # what people write, by question; some of it is not for everyone to read
    "O1": [
        ("fi", "Talkoot ovat tuoneet naapurit yhteen, ja tietoa saa ajoissa."),
        ("fi", "Kokouksiin on helppo tulla, kun paikka on aina lähellä."),
        ("sv", "Det är fint att allt sker på båda språken."),
        ("fi", "Kaupungin väki on alkanut vastata kysymyksiin."),
        ("en", "Newcomers are welcome, and somebody always explains what is going on."),
        ("fi", "Naapurini Esimerkki on ollut siinä ihan väärä ihminen."),
        ("fi", "Lapset ovat saaneet oman puutarhan, jota hoidetaan yhdessä."),
    ],
    "O2": [
        ("fi", "Nuoria pitäisi saada enemmän mukaan, ilta-ajat eivät sovi kaikille."),
        ("sv", "Mer information på svenska före mötena."),
        ("fi", "Rahoituspäätöksiä odotetaan liian kauan."),
        ("en", "A short summary of each meeting in plain language would help."),
    ],
    "O3": [
        ("fi", "Yhteinen tila ja ihmiset, jotka tuntevat toisensa."),
        ("sv", "Nätverket mellan föreningarna."),
    ],
    "O4": [("fi", "Tapa, jolla kaupunki ja asukkaat suunnittelevat yhdessä.")],
}
NOT_SHOWN = "Naapurini Esimerkki on ollut siinä ihan väärä ihminen."
TOGETHER = "yhdessä tekeminen"  # what Sukkula says that these are about
ABOUT_TOGETHER = ("Talkoot", "Kokouksiin", "Det är fint", "Newcomers", "Lapset")
# How content people are with each theme; the middle of the scale is 3.
CONTENT = {"A": 3.7, "B": 4.2, "C": 3.9, "D": 3.3, "E": 3.8, "F": 3.1}
LIKE_NOT_TO_SAY = {"A": 0.08, "D": 0.3, "F": 0.3}  # themes that not everyone takes a stand on
SCALE = "A1 A2 B1 B2 C1 C2 D1 D2 D3 E1 E2 F1".split()  # noqa: SIM905 (shorter to read)
# The Kehrä, how many answer, days since it opened, closed and was released (None: not yet).
LINKS = [
    ("vuosaari-puotila", 3, 130, 101, 99),
    ("herttoniemi-laajasalo", 12, 95, 60, 58),
    ("kallio-vallila-pasila", 34, 70, 42, 40),
    ("etelaiset-kaupunginosat", 14, 30, 2, None),
    ("maunula-pakila-oulunkyla", 8, 12, None, None),
]
# The Kehrä, who can answer, people invited and of them those who answer, by role, and the days.
INVITED = [
    (
        "lantiset-alueet",
        "anonymous",
        {"resident": (18, 12), "association": (9, 7), "company": (6, 3), "official": (3, 2)},
        55,
        20,
    ),
    (
        "lantiset-alueet",
        "anonymous",
        {"resident": (16, 9), "association": (8, 6), "company": (5, 2)},
        420,
        390,
    ),
    ("vuosaari-puotila", "named", {"association": (8, 4), "school": (6, 3)}, 9, None),
]


@story()
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    load_surveys()
    lessons.load()
    reports.load()
    keep_months()


@transaction.atomic
def load_surveys():
    """Make the surveys unless there are any, or no Kehrä to ask about."""
    kehrat = {kehra.slug: kehra for kehra in Kehra.objects.all()}
    if Survey.objects.exists():
        return
    for slug, *told in LINKS:
        if slug in kehrat:
            by_link(kehrat[slug], *told)
    for slug, *told in INVITED:
        if slug in kehrat:
            by_invitation(kehrat[slug], *told)
    rounds.load()


def keep_months():
    """Keep the indicators of a year, unless some are."""
    if not Snapshot.objects.exists():
        for day in snapshots.month_ends(snapshots.last_month(), MONTHS):
            snapshots.keep(day)


def by_link(kehra, many, opened, closed, released):
    """A survey with an open link; one still open has its own link."""
    lead = account("lead")
    own = {} if closed else {"token": OPEN_LINK, "closes_on": moments.in_days(21)}
    with on(opened):
        survey = Survey.objects.make(kehra, by=lead, **titles(), **own)
        survey.open_survey(by=lead)
    for answers, day in given(kehra.slug, many, opened - 5):
        with on(day):
            survey.receive(answers)
    if closed:
        with on(closed):
            survey.close_survey(by=lead)
    if released:
        with on(released):
            survey.release_results(by=lead)
            read(survey, lead)
            if kehra.slug == KEPT_BACK:
                Publication.objects.choose(survey, ["O4"], by=lead)


def by_invitation(kehra, mode, people, opened, closed):
    """A survey of people on Sukkula's list, some of whom answer."""
    lead = account("lead")
    with on(opened + 1):
        survey = Survey.objects.make(kehra, by=lead, mode=mode, **titles())
        for role, (many, _answering) in people.items():
            addresses = [f"{role}{n}@kehityspolku.example" for n in range(1, many + 1)]
            source = "Kehrän jäsenluettelo ja kumppanien omat ilmoitukset"
            facts = {"role": role, "source": source, "language": "fi", "by": lead}
            survey.invitations.enter(survey, addresses, **facts)
    with on(opened):
        survey.open_survey(by=lead)
        for invitation in survey.invitations.all():
            invitation.claim()
    every = sum(answering for _many, answering in people.values())
    answers = given(f"{kehra.slug} {mode}", every, opened - 2)
    for role, (_many, answering) in people.items():
        for invitation in survey.invitations.filter(role=role).order_by("address")[:answering]:
            words, day = next(answers)
            with on(day):
                invitation.answer(words)
    if closed:
        with on(closed):
            survey.close_survey(by=lead)
            read(survey, lead)
    else:
        some = survey.invitations.filter(done=False).order_by("address")
        gone, unwilling = some[0], some[1]
        Invitation.objects.came_back(gone.address)
        unwilling.decline_all()


def read(survey, lead):
    """Sukkula reads the open answers, shows those that name nobody and says what each is about."""
    answers = list(survey.open_answers.all())
    fine = {answer.pk for answer in answers if answer.text != NOT_SHOWN}
    themes = {a.pk: TOGETHER for a in answers if a.text.startswith(ABOUT_TOGETHER)}
    Reading.objects.read(survey, by=lead, shown=fine, themes=themes)


def titles():
    year = moments.today().year
    return {
        "title_fi": f"Sidosryhmäkysely {year}",
        "title_sv": f"Intressentenkät {year}",
        "title_en": f"Stakeholder survey {year}",
    }


def given(seed, many, days):
    """So many people's answers and how many days ago each came; the same dice every time."""
    dice = Random(seed)  # noqa: S311 (invented answers)
    words = [(code, *said) for code, all_said in WORDS.items() for said in all_said]
    for number in range(many):
        language = "sv" if number % 6 == 2 else "en" if number % 9 == 4 else "fi"
        answers = {code: choice(code, dice) for code in SCALE}
        mine = next((w for w in words if w[1] == language), None) if number % 2 == 0 else None
        if mine:
            words.remove(mine)
            answers[mine[0]] = mine[2]
        yield answers, max(days - number % 15, 0)


def choice(code, dice):
    """A choice around what people think of the theme; some do not know or are not concerned."""
    if dice.random() < LIKE_NOT_TO_SAY.get(code[0], 0):
        return dice.choice(["dk", "dk", "na"])
    return str(min(5, max(1, round(dice.gauss(CONTENT[code[0]], 1)))))
