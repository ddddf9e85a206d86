"""Two cards of the demonstration that have been decided on; the decisions wait to be announced."""

from dataclasses import replace

from kehityspolku.dev.demo import account, on, walk
from kehrat.models import Kehra, Project
from kehrat.projects.demo import card
from sukkula.review.models import Verdict

TEAM, ADVISER = "team", "adviser"
PATTERN = "vallilan-yhteispiha"  # whose timetable and budget they share
STEPS = [(24, "begin", TEAM, {}), (15, "submit", TEAM, {}), (12, "take", ADVISER, {})]
# The Kehrä, how many days ago what was decided and why; what the card says.
DECIDED = [
    (
        "kallio-vallila-pasila",
        2,
        "approve",
        "Selkeä kortti: tekijät on nimetty, ja penkit jäävät talkooväen hoitoon.",
        {
            "title": "Pasilan lukunurkat",
            "description": "Kadun varteen tuodaan hyllyjä ja penkkejä, joita naapurit hoitavat.",
            "goals": ["Kuusi lukunurkkaa", "Jokaisella on hoitajansa"],
            "results": ["Lukunurkat ja niiden hoitovuorot"],
            "legacy_least": ["Hyllyt ja penkit jäävät paikoilleen"],
            "target_areas": ["Pasila"],
        },
    ),
    (
        "vuosaari-puotila",
        1,
        "reject",
        "Laituri tarvitsee vesiluvan, joka ei kuulu tälle polulle. Kysykää ensin kaupungin "
        "merellisistä palveluista, ja tehkää sitten kortti rannan muusta käytöstä.",
        {
            "title": "Aurinkolahden talkoolaituri",
            "description": "Rakennetaan talkoilla laituri, josta pääsee uimaan ja melomaan.",
            "goals": ["Laituri on käytössä kesällä"],
            "results": ["Laituri"],
            "legacy_least": ["Laituri jää asukkaiden käyttöön"],
            "target_areas": ["Aurinkolahti"],
        },
    ),
]


def load():
    """Load them, unless a decision waits already."""
    if Verdict.objects.exists():
        return
    adviser = account("adviser")
    for slug, days, outcome, reason, content in DECIDED:
        kehra = Kehra.objects.filter(slug=slug).first()
        team = kehra and kehra.coordinators().first()
        if team:
            made = walked(kehra, team, adviser, content)
            with on(days):
                Verdict.objects.decide(made, by=adviser, outcome=outcome, reason=reason)


def walked(kehra, team, adviser, content):
    """A card in review, on days gone by."""
    (began, *_begin), *steps = STEPS
    written = replace(card(PATTERN), **content)
    with on(began):
        made = Project.objects.begin(kehra, by=team, card=written)
    walk(made, steps, {TEAM: team, ADVISER: adviser})
    return made
