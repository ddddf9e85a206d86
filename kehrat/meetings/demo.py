"""The demonstration's meetings, minutes and development plan of one Kehrä, made by verbs."""

from datetime import date, time, timedelta

from django.db import transaction

from kehityspolku import moments
from kehityspolku.dev.demo import account, on, walk
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.meetings.models.circular import Circular
from kehrat.meetings.models.guest import Guest
from kehrat.meetings.models.meeting import Meeting
from kehrat.meetings.models.minutes import Minutes
from kehrat.meetings.models.poll import Poll
from kehrat.plans.models import Plan, Priority

KALLIO, SEA, EAST = "kallio-vallila-pasila", "herttoniemi-laajasalo", "vuosaari-puotila"
TEAM = "coordinator"
LIBRARY = "Vallilan kirjasto, Päijänteentie 5"
AGENDA = (
    "- Yhteispihan valot ja avaimet\n- Kirpputori sillalle: kuka järjestää\n- Kevään talkoot\n"
    "- Muut asiat\n\nKahvia on tarjolla. Uudet tulijat esittäytyvät alussa."
)
HOME = "Kaisan luona, osoite tulee viestissä"
AFAR = "https://kokous.esimerkki.example/kallio"
# Called so many days ago, for so many from today, its hour, Kehrä, title, place, and more.
MEETINGS = [
    (275, -255, 18, KALLIO, "Vuosikokous", LIBRARY, {"agenda": AGENDA}),
    (82, -62, 18, KALLIO, "Syyskokous", LIBRARY, {"agenda": AGENDA}),
    (40, -20, 17, KALLIO, "Kirpputorin suunnitteluilta", LIBRARY, {}),
    (25, -4, 18, KALLIO, "Pihan iltavastaavien ilta", "Vallilan yhteispiha", {}),
    (6, 9, 18, KALLIO, "Talvikokous", LIBRARY, {"agenda": AGENDA, "capacity": 6}),
    (3, 23, 17, KALLIO, "Jäsenten suunnitteluilta", HOME, {"link": AFAR, "public": False}),
    (8, 4, 17, SEA, "Kirsikkajuhlan talkooväki", "Roihuvuoren kirjasto", {}),
    (8, 16, 17, EAST, "Språkkaféträff – kielikahvila", "Vuotalo", {}),
]
# Title of the meeting, minutes published so many days ago: what was talked about, decisions, how
# many were there.
MINUTES = [
    (
        "Vuosikokous",
        252,
        "Käytiin läpi mennyt vuosi: piha avattiin, talkoita pidettiin viisi ja mukaan tuli"
        " yksitoista uutta jäsentä.\n\nKeskusteltiin kehittämissuunnitelmasta. Asukkaat toivoivat"
        " erityisesti paikkoja, joissa voi olla ostamatta mitään.",
        ["Hyväksytään kehittämissuunnitelma.", "Kokoukset pidetään joka toinen kuukausi."],
        27,
    ),
    (
        "Syyskokous",
        59,
        "Yhteispihan kortti on hyväksytty, ja Sukkula etsii sille rahoitushakuja. Kirpputorista"
        " Pasilan sillalle tuli idea, josta pidettiin.\n\n- Isännöitsijä lupasi pihalle valot.\n"
        "- Koulu antaa avaimen iltavastaavalle.",
        [
            "Pyydetään valoista tarjous.",
            "Kirpputori pidetään toukokuussa. (9–4–1)",
            "Pihan iltavastaavat valitaan seuraavassa kokouksessa.",
        ],
        14,
    ),
    (
        "Perustava kokous",
        250,
        "Ryhmä perustettiin ja sille valittiin nimi. Kokous pidettiin ennen tätä portaalia;"
        " pöytäkirja on kirjoitettu paperilta.",
        ["Perustetaan Kehrä.", "Pyydetään mukaan kouluja ja yrityksiä."],
        None,
    ),
]
OFFICES = {"chair": "Kaisa Esimerkki", "secretary": "Matti Esimerkki"}
OFFICES |= {"scrutineers": "Tuula Esimerkki, Reijo Esimerkki"}
BLOCS = {"residents": 9, "organisations": 4, "public_bodies": 1}  # of the autumn's meeting
# A day that is asked for, days from today, what members say of the days in turn.
POLL = ("Pihan kevätsuunnittelu", "Puhutaan penkeistä, valoista ja siitä, kuka kastelee.")
POLL_DAYS = (24, 26, 31)
POLL_SAID = ["yes yes no", "no yes maybe", "maybe yes yes", "yes no no"]
# Another, whose last day is near: the coordinator has to call the meeting.
NEAR_POLL = ("Naapurikahvien ilta", "Keitetään kahvit ja sovitaan, kuka avaa pihan talvella.")
NEAR_DAYS = (1, 2)
NEAR_SAID = ["yes no", "yes yes", "maybe yes", "yes maybe", "yes no"]
LETTER = {
    "title": "Ovi on lukossa viiden jälkeen",
    "text": "Soita ovikelloa kirjaston takaovella, niin tulemme avaamaan.\n\nNähdään pian!",
    "language": "fi",
}
GUEST = {"name": "Ville Vieras", "email": "ville@kehityspolku.example", "language": "fi"}
PRESENT = "Kaisa Esimerkki, Matti Esimerkki, Tuula Esimerkki ja muita"
ILL = "Vetäjä sairastui. Aihe on seuraavan kokouksen listalla."
CANCELLED = [
    ("Kirpputorin suunnitteluilta", [(21, "cancel_meeting", TEAM, {"reason": ILL})]),
]
# The meeting that is full: days ago, what members answered in turn; the last to come wait.
FULL = "Talvikokous"
ANSWERS = [
    (5, ["yes", "yes", "yes", "yes", "no"]),
    (4, ["yes", "yes", "yes", "yes", "no"]),
    (3, ["yes", "yes"]),
]
UNSURE = [
    (3, "rsvp", TEAM, {"answer": "maybe"}),
    (2, "rsvp", "member", {"answer": "maybe"}),
]
INTRO = (
    "Kantakaupungin pohjoisosassa asutaan tiiviisti ja pihat ovat usein tyhjiä. Haluamme, että"
    " naapurit tapaavat toisensa arjessa ja että jokaisella on lähellään paikka, joka on yhteinen."
)
MEET = "Kohtaamispaikat"
MEETING_PLACES = (
    "Avaamme pihoja, koulujen tiloja ja katujen kulmia yhteiseen käyttöön iltaisin ja"
    " viikonloppuisin.\n\n- vähintään kaksi uutta paikkaa vuodessa\n- jokaisella on vastaavansa"
)
STREETS = "Viihtyisät kadut ja sillat"
WALKING = "Kävely on kantakaupungissa tärkein tapa liikkua. Teemme odottamisestakin mukavaa."
NEIGHBOURS = "Uudet naapurit mukaan"
WELCOME = "Kerromme ryhmästä monella kielellä ja kutsumme uudet asukkaat kylään."
# Title, text, and the priority of the plan before that it goes on from.
FIRST = [
    (MEET, "Avaamme pihoja yhteiseen käyttöön.", ""),
    ("Puhtaat puistot", "Pidämme talkoita keväällä ja syksyllä.", ""),
]
NOW = [(MEET, MEETING_PLACES, MEET), (STREETS, WALKING, ""), (NEIGHBOURS, WELCOME, "")]
NEXT = [(MEET, MEETING_PLACES, MEET), ("Viihtyisät kadut, sillat ja pysäkit", WALKING, STREETS)]
# Begun and adopted so many days ago, at which meeting, its years from this one, what for, what.
PLANS = [
    (1040, 1010, None, (-3, -1), "", FIRST),
    (285, 255, "Vuosikokous", (0, 2), INTRO, NOW),
    (12, None, None, (1, 4), INTRO, NEXT),
]
ON_STREETS = "sillalle"  # ideas with this word hang on the second priority, others on the first


@transaction.atomic
def load():
    """Load the meetings and the plan, unless there are any."""
    if Meeting.objects.exists() or Plan.objects.exists():
        return
    meetings = {row[4]: called(*row) for row in MEETINGS}
    team = {TEAM: account(TEAM)}
    meetings["Perustava kokous"] = of_before(team[TEAM])
    for title, *minutes in MINUTES:
        publish(meetings[title], *minutes, by=team[TEAM])
    for title, steps in CANCELLED:
        walk(meetings[title], steps, team)
    answered(meetings[FULL])
    walk(meetings[FULL], UNSURE, {**team, "member": account("member")})
    asked(team[TEAM], 2, POLL, POLL_DAYS, POLL_SAID)
    asked(team[TEAM], 11, NEAR_POLL, NEAR_DAYS, NEAR_SAID)
    with on(1):
        Circular.objects.write_circular(
            meetings[FULL].kehra, by=team[TEAM], meeting=meetings[FULL], **LETTER
        )
        Guest.objects.ask(meetings["Kirsikkajuhlan talkooväki"], **GUEST).answer("yes")
    kehra = Kehra.objects.get(slug=KALLIO)
    for begun, adopted, title, years, intro, rows in PLANS:
        plan = written(kehra, team[TEAM], begun, years, rows, intro)
        if adopted:
            walk(plan, [(adopted, "adopt_plan", TEAM, {"meeting": meetings.get(title)})], team)
    hang(kehra, team[TEAM])


def called(days_ago, days, hour, slug, title, place, more):
    """A meeting of two hours."""
    kehra = Kehra.objects.get(slug=slug)
    by = account(TEAM) if slug == KALLIO else kehra.coordinators().first()
    starts = moments.start_of(moments.in_days(days)) + timedelta(hours=hour)
    times = {"starts": starts, "ends": starts + timedelta(hours=2)}
    with on(days_ago):
        return Meeting.objects.call(kehra, by=by, title=title, place=place, **times, **more)


def of_before(by):
    """The meeting that founded the group, recorded long after."""
    kehra = Kehra.objects.get(slug=KALLIO)
    starts = moments.at(date(2013, 3, 14), time(18))
    told = {"title": "Perustava kokous", "place": "Kallion kirjasto", "starts": starts}
    with on(251):
        return Meeting.objects.record_past(
            kehra, by=by, ends=starts + timedelta(hours=2), ends_open=True, **told
        )


def asked(by, days_ago, poll, days, answers):
    """A poll for a day, answered by some members a day later."""
    kehra = Kehra.objects.get(slug=KALLIO)
    title, text = poll
    starts = [moments.at(moments.in_days(number), time(17, 30)) for number in days]
    told = {"title": title, "text": text, "place": LIBRARY}
    with on(days_ago):
        poll = Poll.objects.ask_dates(kehra, by=by, starts=starts, **told)
    options = [option.pk for option in poll.options.all()]
    people = kehra.members().filter(email__startswith="asukas").order_by("pk")
    for person, said in zip(people[: len(answers)], answers, strict=False):
        with on(days_ago - 1):
            poll.answer(by=person, said=dict(zip(options, said.split(), strict=True)))


def publish(meeting, days, text, decisions, attended, *, by):
    """The minutes of a past meeting."""
    content = {"text": text, "decisions": decisions, "attended": attended, "names": PRESENT}
    content |= OFFICES | (BLOCS if attended == sum(BLOCS.values()) else {})
    with on(days):
        seen = Minutes.objects.begun(meeting).mark()
        Minutes.objects.write(meeting, by=by, seen=seen, **content)
        meeting.publish_minutes(by=by)


def answered(meeting):
    """Members answer one after another."""
    people = meeting.kehra.members().filter(email__startswith="asukas").order_by("pk").iterator()
    for days, answers in ANSWERS:
        with on(days):
            for answer in answers:
                meeting.rsvp(by=next(people), answer=answer)


def written(kehra, by, days, years, rows, intro):
    """A draft with these priorities, each going on from the last plan's it names."""
    first, last = (moments.today().year + number for number in years)
    with on(days):
        plan = Plan.objects.begin(kehra, by=by)
        copied = list(plan.priorities.all())
        given = []
        for title, text, before in rows:
            came = next((row.pk for row in copied if row.title == before), None)
            given.append((came, title, text))
        told = {"first_year": first, "last_year": last, "intro": intro}
        plan.write(by=by, seen=plan.mark(), priorities=given, **told)
    return plan


def hang(kehra, by):
    """Projects and ideas on the priorities they are for."""
    places, streets, _neighbours = kehra.plans.in_force().get().priorities.all()
    for project in kehra.projects.all():
        Priority.hang(project, places, by=by)
    for idea in kehra.ideas.filter(state__in=[Idea.State.OPEN, Idea.State.TAKEN_UP]):
        Priority.hang(idea, streets if ON_STREETS in idea.title else places, by=by)
