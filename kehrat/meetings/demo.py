"""The demonstration's meetings, minutes and development plan of one Kehrä, made by verbs."""

from datetime import timedelta

from django.db import transaction

from kehityspolku import moments
from kehityspolku.dev.demo import back_date
from kehityspolku.models import User
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.meetings.models.meeting import Meeting
from kehrat.meetings.models.minutes import Minutes
from kehrat.plans.models import Plan, Priority

SLUG = "kallio-vallila-pasila"
LIBRARY = "Vallilan kirjasto, Päijänteentie 5"
AGENDA = (
    "- Yhteispihan valot ja avaimet\n- Kirpputori sillalle: kuka järjestää\n- Kevään talkoot\n"
    "- Muut asiat\n\nKahvia on tarjolla. Uudet tulijat esittäytyvät alussa."
)
# Days from today, title, place, what was talked about, decisions, how many were there.
HELD = [
    (
        -255,
        "Vuosikokous",
        LIBRARY,
        "Käytiin läpi mennyt vuosi: piha avattiin, talkoita pidettiin viisi ja mukaan tuli"
        " yksitoista uutta jäsentä.\n\nKeskusteltiin kehittämissuunnitelmasta. Asukkaat toivoivat"
        " erityisesti paikkoja, joissa voi olla ostamatta mitään.",
        ["Hyväksytään kehittämissuunnitelma.", "Kokoukset pidetään joka toinen kuukausi."],
        27,
    ),
    (
        -62,
        "Syyskokous",
        LIBRARY,
        "Yhteispihan kortti on hyväksytty, ja Sukkula etsii sille rahoitushakuja. Kirpputorista"
        " Pasilan sillalle tuli idea, josta pidettiin.\n\n- Isännöitsijä lupasi pihalle valot.\n"
        "- Koulu antaa avaimen iltavastaavalle.",
        ["Pyydetään valoista tarjous.", "Pihan iltavastaavat valitaan seuraavassa kokouksessa."],
        14,
    ),
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


@transaction.atomic
def load():
    """Load the meetings and the plan, unless there are any."""
    kehra = Kehra.objects.get(slug=SLUG)
    if Meeting.objects.exists() or Plan.objects.exists():
        return
    team = User.objects.get(email="coordinator@kehityspolku.example")
    yearly, _autumn = (held(kehra, team, *row) for row in HELD)
    cancelled(kehra, team)
    called(kehra, team, -4, "Pihan iltavastaavien ilta", 18, place="Vallilan yhteispiha", told=25)
    coming(kehra, team)
    elsewhere()
    plans(kehra, team, yearly)


def called(kehra, by, days, title, hour, *, told, **fields):
    """A meeting of two hours, some days from today, called `told` days ago."""
    starts = moments.start_of(moments.in_days(days)) + timedelta(hours=hour)
    times = {"starts": starts, "ends": starts + timedelta(hours=2)}
    meeting = Meeting.objects.call(kehra, by=by, title=title, **times | fields)
    at = back_date(meeting, told)
    Meeting.objects.filter(pk=meeting.pk).update(made_at=at, changed_at=at)
    meeting.refresh_from_db()
    return meeting


def held(kehra, by, days, title, place, text, decisions, attended):
    """A past meeting with its minutes, published a few days later."""
    meeting = called(kehra, by, days, title, 18, told=20 - days, place=place, agenda=AGENDA)
    content = {"text": text, "decisions": decisions, "attended": attended}
    content["names"] = "Kaisa Esimerkki, Matti Esimerkki, Tuula Esimerkki ja muita"
    seen = Minutes.objects.begun(meeting).mark()
    Minutes.objects.write(meeting, by=by, seen=seen, **content)
    meeting.publish_minutes(by=by)
    Minutes.objects.filter(meeting=meeting).update(published_at=back_date(meeting, -days - 3))
    return meeting


def cancelled(kehra, by):
    """A meeting that was not held, and why."""
    meeting = called(kehra, by, -20, "Kirpputorin suunnitteluilta", 17, told=40, place=LIBRARY)
    meeting.cancel_meeting(by=by, reason="Vetäjä sairastui. Aihe on seuraavan kokouksen listalla.")
    back_date(meeting, 21)


def coming(kehra, by):
    """The next meeting, full, with people waiting; and one for members only."""
    fields = {"place": LIBRARY, "agenda": AGENDA, "capacity": 6, "told": 6}
    meeting = called(kehra, by, 9, "Talvikokous", 18, **fields)
    people = kehra.members().filter(email__startswith="asukas").order_by("pk")
    for number, person in enumerate(people[:12]):
        meeting.rsvp(by=person, answer="no" if number % 5 == 4 else "yes")
    meeting.rsvp(by=by, answer="maybe")
    called(
        kehra,
        by,
        23,
        "Jäsenten suunnitteluilta",
        17,
        told=3,
        place="Kaisan luona, osoite tulee viestissä",
        link="https://kokous.esimerkki.example/kallio",
        public=False,
    )


def elsewhere():
    """Other Kehrät's coming meetings, so that the city's list has more than one."""
    for days, slug, title, place in [
        (4, "herttoniemi-laajasalo", "Kirsikkajuhlan talkooväki", "Roihuvuoren kirjasto"),
        (16, "vuosaari-puotila", "Språkkaféträff – kielikahvila", "Vuotalo"),
    ]:
        kehra = Kehra.objects.get(slug=slug)
        called(kehra, kehra.coordinators().first(), days, title, 17, told=8, place=place)


def plans(kehra, by, yearly):
    """A plan in force with what hangs on it, the one before and a draft of the next."""
    year = moments.today().year
    first = written(kehra, by, FIRST, first_year=year - 3, last_year=year - 1)
    adopt(first, by, 1010)
    now = written(kehra, by, NOW, first_year=year, last_year=year + 2, intro=INTRO)
    adopt(now, by, 255, meeting=yearly)
    hang(kehra, now, by)
    written(kehra, by, NEXT, first_year=year + 1, last_year=year + 4, intro=INTRO)


def written(kehra, by, rows, **fields):
    """A draft with these priorities, each going on from the last plan's it names."""
    plan = Plan.objects.begin(kehra, by=by)
    copied = list(plan.priorities.all())
    given = []
    for title, text, before in rows:
        came = next((row.pk for row in copied if row.title == before), None)
        given.append((came, title, text))
    plan.write(by=by, seen=plan.mark(), priorities=given, **fields)
    return plan


def adopt(plan, by, days, **facts):
    """Put the plan in force as if some days ago."""
    plan.adopt_plan(by=by, on=moments.in_days(-days), **facts)
    back_date(plan, days)


def hang(kehra, plan, by):
    """Projects and ideas on the priorities they are for."""
    places, streets, _neighbours = plan.priorities.all()
    for project in kehra.projects.all():
        Priority.hang(project, places, by=by)
    for idea in kehra.ideas.filter(state__in=[Idea.State.OPEN, Idea.State.TAKEN_UP]):
        on = streets if "sillalle" in idea.title else places
        Priority.hang(idea, on, by=by)
