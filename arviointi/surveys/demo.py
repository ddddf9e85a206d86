"""A demonstration survey with questions of many kinds: a round that is told, the next one a draft
whose Swedish is not whole yet."""

from random import Random

from arviointi.results.counting import TICKED, Kind, key_of
from arviointi.surveys import editor, paper
from arviointi.surveys.models import Survey
from kehityspolku.dev.demo import account, on
from kehrat.models import District

ANSWERS = 26
OPENED, CLOSED, RELEASED, NEXT = 400, 370, 368, 3  # days ago
# (kind, Finnish, Swedish, English, other facts): of options the lines in each language.
QUESTIONS = [
    ("section", "Sinä ja alueesi", "Du och ditt område", "You and your area", {}),
    ("district", "Missä asut?", "Var bor du?", "Where do you live?", {}),
    (
        "choice",
        "Oletko ollut mukana alueesi Kehrässä?",
        "Har du varit med i Kehrän i ditt område?",
        "Have you taken part in the Kehrä of your area?",
        {
            "required": True,
            "options": (
                "Olen, säännöllisesti\nOlen, joskus\nEn ole",
                "Ja, regelbundet\nJa, ibland\nNej",
                "Yes, regularly\nYes, sometimes\nNo",
            ),
        },
    ),
    (
        "multiple",
        "Missä rooleissa olet ollut mukana?",
        "I vilka roller har du varit med?",
        "In which roles have you taken part?",
        {
            "other": True,
            "options": (
                "Asukkaana\nYhdistyksen edustajana\nYrityksen edustajana\nTyöni puolesta",
                "Som invånare\nFör en förening\nFör ett företag\nI mitt arbete",
                "As a resident\nFor an association\nFor a company\nIn my work",
            ),
        },
    ),
    ("section", "Toiminta", "Verksamheten", "The activities", {}),
    (
        "matrix",
        "Tapahtumat",
        "Evenemangen",
        "The events",
        {
            "options": (
                "Tapahtumista on helppo saada tietoa.\nTapahtumiin pääsee esteettä.",
                "Det är lätt att få veta om evenemangen.\nMan kommer fram utan hinder.",
                "It is easy to hear of the events.\nOne gets there without barriers.",
            ),
        },
    ),
    (
        "score",
        "Kuinka todennäköisesti suosittelisit Kehrää naapurille?",
        "Hur sannolikt skulle du rekommendera Kehrän för en granne?",
        "How likely would you recommend the Kehrä to a neighbour?",
        {
            "low": ("en lainkaan", "inte alls", "not at all"),
            "high": ("erittäin", "mycket", "very"),
        },
    ),
    (
        "ranking",
        "Mihin Kehrien pitäisi keskittyä?",
        "Vad borde Kehräna satsa på?",
        "What should the Kehrät concentrate on?",
        {
            "options": (
                "Yhteiset tilat\nTapahtumat\nVaikuttaminen kaupungin suunnitelmiin",
                "Gemensamma lokaler\nEvenemang\nInflytande över stadens planer",
                "Shared rooms\nEvents\nInfluence on the city's plans",
            ),
        },
    ),
    (
        "number",
        "Monessako tapahtumassa olet ollut vuoden aikana?",
        "Hur många evenemang har du besökt under året?",
        "How many events have you been to this year?",
        {"least": 0, "most": 50},
    ),
    (
        "open",
        "Mitä toivoisit ensi vuodelta?",
        "Vad önskar du av nästa år?",
        "What do you wish for next year?",
        {},
    ),
]
TITLES = {
    "title_fi": "Asukaskysely Kehristä",
    "title_sv": "Invånarenkät om Kehräna",
    "title_en": "Residents' survey about the Kehrät",
}


def load():
    """The two rounds, of the whole city."""
    lead = account("lead")
    with on(OPENED):
        first = Survey.objects.make(None, by=lead, codes=[], **TITLES)
        write(first, lead)
        first.open_survey(by=lead)
    for number, answers in enumerate(given(first)):
        with on(OPENED - 2 - number):
            if number < 3:
                paper.enter(first, answers, by=lead, form_key=f"paper {number}")
            else:
                first.receive(answers)
    with on(CLOSED):
        first.close_survey(by=lead)
    with on(RELEASED):
        first.release_results(by=lead)
    with on(NEXT):
        following = Survey.objects.copy(first, None, by=lead, is_round=True)
        texts = {"text_fi": "Mikä sai sinut mukaan?", "text_en": "What made you take part?"}
        editor.add(following, Kind.OPEN, by=lead, **texts)


def write(survey, lead):
    for kind, *texts, facts in QUESTIONS:
        told = {"text": texts} | {n: f for n, f in facts.items() if isinstance(f, tuple)}
        same = {name: fact for name, fact in facts.items() if not isinstance(fact, tuple)}
        for name, each in told.items():
            languages = zip(("fi", "sv", "en"), each, strict=True)
            same |= {f"{name}_{code}": text for code, text in languages}
        editor.add(survey, kind, by=lead, **same)
    took_part = survey.parts.get(kind=Kind.CHOICE)
    editor.show_if(survey.parts.get(kind=Kind.MULTIPLE), took_part, ["1", "2"], by=lead)


def given(survey):
    """Invented answers, the same each time."""
    dice = Random("rounds")  # noqa: S311 (invented answers)
    code = {part.kind: part.code for part in survey.questions}
    districts = [str(d.number) for d in District.objects.order_by("number")[9:13]]
    for _n in range(ANSWERS):
        part = dice.choice("1123")
        first = dice.choice("123")
        places = [first, *[o for o in "123" if o != first]]
        roles = {key_of(code["multiple"], dice.choice("1123")): TICKED} if part != "3" else {}
        yield roles | {
            code["district"]: dice.choice(districts[:2] + districts),
            code["choice"]: part,
            key_of(code["matrix"], 1): dice.choice("33445"),
            key_of(code["matrix"], 2): dice.choice(["2", "4", "5", "dk"]),
            code["score"]: dice.choice(["6", "7", "8", "8", "9", "10", "3"]),
            code["number"]: str(dice.choice([0, 1, 2, 2, 4, 6, 12])),
            **{key_of(code["ranking"], option): str(p) for p, option in enumerate(places, 1)},
        }
