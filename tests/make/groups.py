"""What a Kehrä does: meetings, plans, surveys."""

from datetime import datetime, time, timedelta

from arviointi.models import Invitation, Survey
from arviointi.surveys import editor
from kehityspolku import moments
from kehrat.models import Circular, Guest, Meeting, Minutes, Plan, Poll
from tests.make import people
from tests.make.again import again
from tests.make.people import coordinator, user


@again
def survey(scope=None, *, by=None, state="open", **fields):
    """A survey of the standard battery, brought to a state through its verbs; "released": closed,
    and what it tells is public."""
    by = by or user("lead")
    titles = {f"title_{code}": f"Survey {code}" for code in ("fi", "sv", "en")}
    made = Survey.objects.make(scope, by=by, **titles | fields)
    if not made.is_link:
        asked(made, by=user("lead"))
    if state != "draft":
        made.open_survey(by=by)
    if state in ("closed", "released"):
        made.close_survey(by=by)
    if state == "released":
        made.release_results(by=by)
    return made


# One question of each kind that the battery lacks: (kind, text, other facts).
KINDS = [
    ("section", "Taustatiedot", {}),
    ("choice", "Käytkö tapahtumissa?", {"options": "Kyllä\nEn", "other": True, "required": True}),
    ("multiple", "Missä olet mukana?", {"options": "Talkoissa\nKokouksissa", "other": True}),
    ("score", "Suosittelisitko?", {}),
    ("section", "Toiminta", {}),
    ("matrix", "Kokoukset", {"options": "Aika sopii.\nPaikka sopii."}),
    ("scale", "Tiedotus", {"low": "liian vähän", "high": "liikaa"}),
    ("ranking", "Mikä on tärkeintä?", {"options": "Puistot\nTilat"}),
    ("number", "Montako kertaa?", {"least": 0, "most": 99}),
    ("date", "Milloin viimeksi?", {}),
    ("open", "Mitä muuta?", {}),
    ("district", "Missä asut?", {}),
]


def every_kind(scope=None, *, by=None, state="draft", **fields):
    """A survey with a question of each kind, Q2…, in two sections, whole in all languages."""
    made = survey(scope, by=by, state="draft", codes=[], **fields)
    for kind, text, facts in KINDS:
        told = facts | {"text": text}
        texts = {}
        for name in ("text", "options", "low", "high"):
            if value := told.pop(name, ""):
                texts |= {f"{name}_{code}": value for code in ("fi", "sv", "en")}
        editor.add(made, kind, by=by or user("lead"), **told, **texts)
    if state == "open":
        made.open_survey(by=by or user("lead"))
    return made


def asked(survey, many=5, *, role="resident", by=None):
    """Put so many people on the survey's list."""
    addresses = [f"{role}{n}@example.org" for n in range(many)]
    given = {"role": role, "source": "Jäsenluettelo", "language": "fi"}
    return Invitation.objects.enter(survey, addresses, by=by or user("lead"), **given)


def answers(survey, many=1, *, choice="4", role="", **values):
    """Drop answers into a survey's ballot box: the same choice everywhere, but for `values`."""
    codes = survey.questions.filter(kind="scale").values_list("code", flat=True)
    for _n in range(many):
        survey.receive(dict.fromkeys(codes, choice) | values, role=role)


@again
def meeting(kehra=None, state="called", *, by=None, days=10, **fields):
    """A public meeting of the Kehrä (one is made) at 18–20 in `days`, brought to a state by verbs.

    A held one was `days` ago.
    """
    kehra = kehra or people.kehra()
    by = by or coordinator(kehra)
    at = datetime.combine(moments.in_days(days), time(18), tzinfo=moments.HELSINKI)
    given = {"title": "Kokous", "starts": at, "ends": at + timedelta(hours=2), "place": "Kirjasto"}
    made = Meeting.objects.call(kehra, by=by, **given | fields)
    if state == "cancelled":
        made.cancel_meeting(by=by, reason="Sairastapaus.")
    if state == "held":
        hold(made, by=by, days=days)
    return made


def hold(meeting, *, by=None, days=10, **content):
    """Let the meeting be over and publish its minutes."""
    past(meeting, days)
    minutes(meeting, by=by, **content)
    meeting.publish_minutes(by=by or coordinator(meeting.kehra))
    return meeting


def past(meeting, days=1):
    """Move the clock: the meeting was some days ago, at the same hours."""
    at = datetime.combine(moments.in_days(-days), time(18), tzinfo=moments.HELSINKI)
    told = at - timedelta(days=20)
    type(meeting).objects.filter(pk=meeting.pk).update(
        starts=at, ends=at + timedelta(hours=2), rsvp_until=None, changed_at=told, made_at=told
    )
    meeting.refresh_from_db()
    return meeting


def minutes(meeting, *, by=None, **content):
    """The draft of the meeting's minutes."""
    given = {"text": "Puhuttiin pihasta.", "decisions": ["Piha avataan."], "attended": 7} | content
    seen = Minutes.objects.begun(meeting).mark()
    by = by or coordinator(meeting.kehra)
    return Minutes.objects.write(meeting, by=by, seen=seen, **given)


def past_meeting(kehra, *, by=None, days=400, **fields):
    """A meeting of before the portal, recorded afterwards."""
    at = datetime.combine(moments.in_days(-days), time(18), tzinfo=moments.HELSINKI)
    given = {"title": "Perustava", "starts": at, "ends": at + timedelta(hours=2), "place": "Koulu"}
    return Meeting.objects.record_past(kehra, by=by or coordinator(kehra), **given | fields)


@again
def poll(kehra, state="open", *, by=None, days=(20, 21), **fields):
    """A poll for a date at 18 on these days from today, brought to a state by verbs."""
    by = by or coordinator(kehra)
    at = [datetime.combine(moments.in_days(n), time(18), tzinfo=moments.HELSINKI) for n in days]
    made = Poll.objects.ask_dates(kehra, by=by, starts=at, **{"title": "Talvikokous"} | fields)
    if state == "settled":
        made.settle_poll(by=by, meeting=meeting(kehra, by=by))
    if state == "dropped":
        made.drop_poll(by=by)
    return made


def guest(meeting, email="vieras@kehityspolku.example"):
    """Somebody without an account who has asked to come, not confirmed yet."""
    told = {"name": "Ville Vieras", "email": email, "language": "fi"}
    return Guest.objects.ask(meeting, **told)


def circular(kehra, *, by=None, **addressees):
    """A coordinator's letter to those who come to a `meeting=`, or `to=` one member."""
    told = {"title": "Avain", "text": "Avain on naapurissa.", "language": "fi"}
    by = by or coordinator(kehra)
    return Circular.objects.write_circular(kehra, by=by, **addressees, **told)


@again
def plan(kehra=None, state="in_force", titles=("Kohtaamispaikat", "Koulumatkat"), on=None):
    """A development plan of the Kehrä with these priorities, brought to a state by verbs."""
    kehra = kehra or people.kehra()
    by = coordinator(kehra)
    made = Plan.objects.begin(kehra, by=by)
    made.write(by=by, seen=made.mark(), priorities=[(None, title, "") for title in titles])
    if state != "draft":
        made.adopt_plan(by=by, on=on)
    if state == "replaced":
        plan(kehra, titles=titles)
        made.refresh_from_db()
    return made


def mended(organisation, *, by, reason="Katsottu rekisteristä.", **facts):
    """Sukkula puts right what an organisation is known by."""
    organisation.mend(by=by, seen=organisation.mark(), reason=reason, **facts)
    return organisation
