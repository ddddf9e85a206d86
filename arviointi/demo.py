"""Demonstration surveys, answered through the real ballot box: invented, the same every time."""

from random import Random

from django.db import transaction

from arviointi.models import Reading, Survey
from kehityspolku import moments
from kehityspolku.dev.demo import account, on, story
from kehrat.models import Kehra

TELLS = "surveys and their answers"
OPEN_LINK = "demo-maunula-pakila-oulunkyla"
WORDS = {  # what people write, by question; some of it is not for everyone to read
    "O1": [
        ("fi", "Talkoot ovat tuoneet naapurit yhteen, ja tietoa saa ajoissa."),
        ("fi", "Kokouksiin on helppo tulla, kun paikka on aina lähellä."),
        ("sv", "Det är fint att allt sker på båda språken."),
        ("fi", "Kaupungin väki on alkanut vastata kysymyksiin."),
        ("en", "Newcomers are welcome, and somebody always explains what is going on."),
        ("fi", "Naapurini Esimerkki on ollut siinä ihan väärä ihminen."),
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
NOT_SHOWN = WORDS["O1"][-1][1]
# How content people are with each theme; the middle of the scale is 3.
CONTENT = {"A": 3.7, "B": 4.2, "C": 3.9, "D": 3.3, "E": 3.8, "F": 3.1}
LIKE_NOT_TO_SAY = {"A": 0.08, "D": 0.3, "F": 0.3}  # themes that not everyone takes a stand on
SCALE = "A1 A2 B1 B2 C1 C2 D1 D2 D3 E1 E2 F1".split()  # noqa: SIM905 (shorter to read)
# The Kehrä, how many answer, days since it opened and closed (None: not yet).
SURVEYS = [
    ("vuosaari-puotila", 3, 130, 101),
    ("herttoniemi-laajasalo", 12, 95, 60),
    ("kallio-vallila-pasila", 34, 70, 42),
    ("maunula-pakila-oulunkyla", 8, 12, None),
]


@transaction.atomic
@story()
def load():
    """Make the surveys unless there are any, or no Kehrä to ask about."""
    kehrat = {kehra.slug: kehra for kehra in Kehra.objects.all()}
    if Survey.objects.exists():
        return
    for slug, many, opened, closed in SURVEYS:
        if slug in kehrat:
            surveyed(kehrat[slug], many, opened, closed)


def surveyed(kehra, many, opened, closed):
    """A survey that is answered in the weeks after it opened; one still open has its own link."""
    lead = account("lead")
    own = {} if closed else {"token": OPEN_LINK, "closes_on": moments.in_days(21)}
    with on(opened):
        survey = Survey.objects.make(kehra, by=lead, **titles(), **own)
        survey.open_survey(by=lead)
    answered(survey, many, opened - 5)
    if closed:
        with on(closed):
            survey.close_survey(by=lead)
            survey.release_results(by=lead)
            fine = survey.open_answers.exclude(text=NOT_SHOWN)
            Reading.objects.read(survey, by=lead, shown=set(fine.values_list("pk", flat=True)))


def titles():
    year = moments.today().year
    return {
        "title_fi": f"Sidosryhmäkysely {year}",
        "title_sv": f"Intressentenkät {year}",
        "title_en": f"Stakeholder survey {year}",
    }


def answered(survey, many, days):
    """Everyone answers, the first so many days ago; the same dice every time."""
    dice = Random(survey.kehra.slug)  # noqa: S311 (invented answers)
    words = [(code, *said) for code, all_said in WORDS.items() for said in all_said]
    for number in range(many):
        language = "sv" if number % 6 == 2 else "en" if number % 9 == 4 else "fi"
        answers = {code: choice(code, dice) for code in SCALE}
        mine = next((w for w in words if w[1] == language), None) if number % 2 == 0 else None
        if mine:
            words.remove(mine)
            answers[mine[0]] = mine[2]
        with on(days - number % 15):
            survey.receive(answers)


def choice(code, dice):
    """A choice around what people think of the theme; some do not know or are not concerned."""
    if dice.random() < LIKE_NOT_TO_SAY.get(code[0], 0):
        return dice.choice(["dk", "dk", "na"])
    return str(min(5, max(1, round(dice.gauss(CONTENT[code[0]], 1)))))
