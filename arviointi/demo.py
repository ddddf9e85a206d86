"""Demonstration surveys, answered through the real ballot box: invented, the same every time."""

from datetime import timedelta
from random import Random

from django.db import transaction

from arviointi.models import Survey
from arviointi.results.results import to_read
from kehityspolku import moments
from kehityspolku.dev.demo import story
from kehityspolku.models import Event, User
from kehrat.models import Kehra

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
SCALE = "A1 A2 B1 B2 C1 C2 D1 D2 D3 E1 E2 F1".split()  # noqa: SIM905 (shorter to read)
KALLIO = "resident 14 association 9 company 6 school 3 official 2"
# The Kehrä, how many answer as what, days since it opened and closed.
SURVEYS = [
    ("vuosaari-puotila", "resident 2 school 1", 130, 101),
    ("herttoniemi-laajasalo", "resident 8 association 4", 95, 60),
    ("kallio-vallila-pasila", KALLIO, 70, 42),
    ("maunula-pakila-oulunkyla", "resident 5 association 3", 12, None),
]


@transaction.atomic
@story()
def load():
    """Make the surveys unless there are any, or no Kehrä to ask about."""
    kehrat = {kehra.slug: kehra for kehra in Kehra.objects.all()}
    if Survey.objects.exists():
        return
    for slug, people, opened, closed in SURVEYS:
        if slug in kehrat:
            surveyed(kehrat[slug], people, opened, closed)


def surveyed(kehra, people, opened, closed):
    lead = User.objects.get(email="lead@kehityspolku.example")
    survey = Survey.objects.make(kehra, by=lead, **titles(opened))
    survey.open_survey(by=lead)
    answered(survey, people, moments.in_days(-opened + 5))
    if closed:
        survey.close_survey(by=lead)
        fine = to_read(survey).exclude(text=NOT_SHOWN)
        to_read(survey).moderate(by=lead, shown=set(fine.values_list("pk", flat=True)))
    else:
        Survey.objects.filter(pk=survey.pk).update(token=OPEN_LINK, closes_on=moments.in_days(21))
    dated(survey, opened, closed)


def titles(days):
    year = moments.in_days(-days).year
    return {
        "title_fi": f"Sidosryhmäkysely {year}",
        "title_sv": f"Intressentenkät {year}",
        "title_en": f"Stakeholder survey {year}",
    }


def answered(survey, people, day):
    """Everyone answers; the same dice every time."""
    dice = Random(survey.kehra.slug)  # noqa: S311 (invented answers)
    kinds = people.split()
    roles = [r for r, n in zip(kinds[::2], kinds[1::2], strict=True) for _ in range(int(n))]
    words = [(code, *said) for code, all_said in WORDS.items() for said in all_said]
    for number, role in enumerate(roles):
        language = "sv" if number % 6 == 2 else "en" if number % 9 == 4 else "fi"
        answers = {code: choice(code, dice) for code in SCALE}
        mine = next((w for w in words if w[1] == language), None) if number % 2 == 0 else None
        if mine:
            words.remove(mine)
            answers[mine[0]] = mine[2]
        at = moments.start_of(day + timedelta(days=number % 15))
        survey.receive(answers, role=role, language=language, at=at)


def choice(code, dice):
    """A choice around what people think of the theme; some do not know or are not concerned."""
    if dice.random() < (0.3 if code[0] in "DF" else 0.08):
        return dice.choice(["dk", "dk", "na"])
    return str(min(5, max(1, round(dice.gauss(CONTENT[code[0]], 1)))))


def dated(survey, opened, closed):
    """Move what happened to its days in the past."""
    day = {"opened_at": opened, "closed_at": closed}
    times = {name: noon(days) for name, days in day.items() if days}
    Survey.objects.filter(pk=survey.pk).update(**times)
    events = Event.objects.about(survey.kehra).filter(target_id=survey.pk)
    events.filter(verb__in=["make_survey", "open_survey"]).update(at=times["opened_at"])
    if closed:
        events.filter(verb="close_survey").update(at=times["closed_at"])


def noon(days):
    """Noon, so many days ago."""
    return moments.start_of(moments.in_days(-days)) + timedelta(hours=12)
