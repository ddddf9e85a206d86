"""Two cards of the demonstration that have been decided on; the decisions wait to be announced."""

from dataclasses import replace

from kehityspolku.dev.demo import account
from kehityspolku.dev.demo import back_date as date_back
from kehrat.models import Kehra, Project
from kehrat.projects.demo import card, done
from sukkula.review.models import Verdict

PATTERN = "vallilan-yhteispiha"  # whose timetable and budget they share
# The Kehrä, what is decided and why; what the card says.
DECIDED = [
    (
        "kallio-vallila-pasila",
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
    for number, (slug, outcome, reason, content) in enumerate(DECIDED):
        kehra = Kehra.objects.filter(slug=slug).first()
        team = kehra and kehra.coordinators().first()
        if team:
            made = walked(kehra, team, adviser, content)
            facts = {"outcome": outcome, "reason": reason}
            verdict = Verdict.objects.decide(made, by=adviser, **facts)
            at = date_back(verdict, 2 - number)
            Verdict.objects.filter(pk=verdict.pk).update(decided_at=at)


def walked(kehra, team, adviser, content):
    """A card in review, on days gone by."""
    made = Project.objects.begin(kehra, by=team, card=replace(card(PATTERN), **content))
    date_back(made, 24)
    done(made, 15, "submit", team)
    done(made, 12, "take", adviser)
    return made
