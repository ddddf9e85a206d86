"""The headings of Helka's project card in three languages, and what fields are called."""

import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kehityspolku import languages

# In the order of the card. The first name of each language is the one printed.
HEADINGS = {
    "phases": {
        "fi": ("Aikataulu",),
        "sv": ("Tidtabell", "Tidsplan", "Tidsschema"),
        "en": ("Schedule", "Timetable", "Timeline"),
    },
    "description": {
        "fi": ("Projektikuvaus", "Projektin kuvaus", "Hankekuvaus", "Hankkeen kuvaus", "Kuvaus"),
        "sv": ("Projektbeskrivning", "Beskrivning"),
        "en": ("Project description", "Description"),
    },
    "goals": {
        "fi": ("Tavoitteet", "Tavoite"),
        "sv": ("Mål", "Målsättning", "Målsättningar"),
        "en": ("Goals", "Goal", "Objectives", "Aims"),
    },
    "purpose": {
        "fi": ("Helkan toiminnan tarkoituksen toteutuminen",),
        "sv": ("Hur projektet förverkligar Helkas syfte", "Helkas syfte"),
        "en": ("How it serves Helka's purpose", "Helka's purpose"),
    },
    "benefits": {
        "fi": ("Hyödyt kaupungille/ seudulle", "Hyödyt", "Hyödyt kaupungille", "Hyödyt seudulle"),
        "sv": ("Nytta för staden/ regionen", "Nytta", "Nytta för staden"),
        "en": (
            "Benefits to the city/ region",
            "Benefits to city/ region",
            "Benefits",
            "Benefits to the city",
        ),
    },
    "results": {
        "fi": ("Odotetut tulokset/ tuotokset", "Odotetut tulokset", "Tulokset", "Tuotokset"),
        "sv": ("Förväntade resultat/ produkter", "Förväntade resultat", "Resultat"),
        "en": ("Expected results/ outputs", "Expected results", "Results", "Outputs"),
    },
    "legacy": {
        "fi": ("Mikä jää elämään?",),
        "sv": ("Vad lever vidare?",),
        "en": ("What lives on?",),
    },
    "legacy_least": {
        "fi": ("Vähintään:",),
        "sv": ("Åtminstone:", "Minst:"),
        "en": ("At least:",),
    },
    "legacy_best": {
        "fi": ("Parhaimmillaan:",),
        "sv": ("I bästa fall:", "Som bäst:"),
        "en": ("At best:",),
    },
    "evaluation": {"fi": ("Arviointi",), "sv": ("Utvärdering",), "en": ("Evaluation",)},
    "lessons_good": {
        "fi": ("Hyvää", "Hyvää/ Kehitettävää"),
        "sv": ("Bra", "Bra/ Att utveckla"),
        "en": ("What worked", "What worked/ What to improve"),
    },
    "lessons_improve": {
        "fi": ("Kehitettävää",),
        "sv": ("Att utveckla",),
        "en": ("What to improve",),
    },
    "target_areas": {
        "fi": ("Kohdekaupunginosat", "Kohdekaupunginosa", "Kohdealueet", "Kohdealue"),
        "sv": ("Målstadsdelar", "Målområden"),
        "en": ("Target districts", "Target areas"),
    },
    "actors": {"fi": ("Toimijat",), "sv": ("Aktörer",), "en": ("Actors",)},
    "partners": {
        "fi": ("Yhteistyökumppanit", "Yhteistyökumppani", "Kumppanit"),
        "sv": ("Samarbetspartner", "Samarbetspartners", "Samarbetsparter"),
        "en": ("Partners",),
    },
    "applicant_name": {
        "fi": ("Hakija", "Hakijaorganisaatio"),
        "sv": ("Sökande", "Sökande organisation"),
        "en": ("Applicant", "Legal applicant"),
    },
    "business_id": {"fi": ("Y-tunnus",), "sv": ("FO-nummer",), "en": ("Business ID",)},
    "signatory": {
        "fi": ("Allekirjoittaja",),
        "sv": ("Undertecknare",),
        "en": ("Signatory",),
    },
    "signatory_role": {
        "fi": ("Allekirjoittajan asema",),
        "sv": ("Undertecknarens ställning",),
        "en": ("Signatory's role",),
    },
    "funders": {
        "fi": ("Rahoittaja(t)", "Rahoittajat", "Rahoittaja", "Rahoituslähteet"),
        "sv": ("Finansiär(er)", "Finansiärer", "Finansiär", "Finansieringskällor"),
        "en": ("Funder(s)", "Funders", "Funder", "Funding sources"),
    },
    "budget": {"fi": ("Talousarvio", "Budjetti"), "sv": ("Budget",), "en": ("Budget",)},
    "need": {
        "fi": ("Tausta ja tarve",),
        "sv": ("Bakgrund och behov",),
        "en": ("Background and need",),
    },
    "target_group": {
        "fi": ("Kohderyhmä ja hyödynsaajat",),
        "sv": ("Målgrupp och de som har nytta av projektet",),
        "en": ("Target group and beneficiaries",),
    },
    "measures": {
        "fi": ("Toimenpiteet",),
        "sv": ("Åtgärder",),
        "en": ("Measures",),
    },
    "risks": {"fi": ("Riskit",), "sv": ("Risker",), "en": ("Risks",)},
    "benefits_unstated": {
        "fi": ("Miksi hyötyjä ei ilmoiteta",),
        "sv": ("Varför nyttan inte anges",),
        "en": ("Why no benefits are stated",),
    },
    "legacy_unstated": {
        "fi": ("Miksi ei ilmoiteta, mikä jää elämään",),
        "sv": ("Varför det inte anges vad som lever vidare",),
        "en": ("Why it is not stated what lives on",),
    },
    "remainder": {
        "fi": ("Muut tiedot",),
        "sv": ("Övriga uppgifter",),
        "en": ("Other information",),
    },
    "title_line": {
        "fi": ("Otsikko alun perin",),
        "sv": ("Rubrik ursprungligen",),
        "en": ("Title as first written",),
    },
    "card": {
        "fi": ("Projektikortti", "Hankekortti"),
        "sv": ("Projektkort",),
        "en": ("Project card",),
    },
}
LANGUAGES = ("fi", "sv", "en")

_EDGES = " \t:.?#*_–—-"


def key(text: str) -> str:
    """What two spellings of a name have in common: no case, no odd spaces, no edge marks."""
    text = unicodedata.normalize("NFKC", text).replace("\xad", "").replace("\u200b", "")
    text = " ".join(text.replace("’", "'").split()).replace(" /", "/").replace("/ ", "/")
    return text.strip(_EDGES).casefold()


APART = {  # fields of a card that are under no heading of its text
    "title": _lazy("Title"),
    "language": _lazy("The card is written in"),
    "all_districts": _lazy("The whole of Helsinki"),
    "contacts": _lazy("Contact persons"),
    "contact": _lazy("Contact persons"),
    "state": _lazy("State"),
}


def heading(field, language=None):
    """The heading of a field on Helka's card, in a language or the page's."""
    return HEADINGS[field][language or languages.current()][0].rstrip(":")


def label(field):
    """What a field is called on a page; "" is the whole card."""
    if not field:
        return _("The card as a whole")
    if field in APART:
        return str(APART[field])
    part = f"{heading('legacy')} " if field in ("legacy_least", "legacy_best") else ""
    return part + heading(field)
