"""An event's words come from its own facts: they stay when what they tell of has changed.

Each verb that has words is reached, by the walks of the rights tables or by an act below. Then all
that a verb could change in the record, in the one on whose page the event shows and in those that
the record hangs on is written over in the database, and the event is told again.
"""

import re
from collections import defaultdict
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from kehityspolku import moments
from kehityspolku.events import hearers, verbs
from kehityspolku.models import Event, User
from tests.arranged import once, undone
from tests.tables import besides
from tests.tables.rights import situations, steps
from tests.tables.rights.taking import taken

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
PARTS = {
    "by_whom",
    "closing",
    "alteration_words",
    "decision_words",
    "foot",
    "if_wrong",
    "meeting_facts",
    "what_next",
}  # of mails
NO_EVENTS = {
    "digest",
    "letter",
    "invitation",
    "ask_to_confirm_enquiry",
    "ask_approval",
    "answer",
    "ask_guest",
    "guest",
}  # mails of other kinds
TOLD = {
    (path.parent.parent.name, path.stem)
    for path in TEMPLATES.glob("*/mail/*.txt")
    if path.stem not in PARTS | NO_EVENTS
}

# What an event tells of a record as it is today: what one finds it by …
NAMES = {f"{name}{end}" for name in ("title", "name") for end in ("", "_fi", "_sv", "_en")}
NAMES |= {"slug", "version", "seed"}
# … and what people wrote there, which is nowhere else, so that it can be hidden or taken back.
WRITTEN = {
    "Announcement": {"text"},
    "Comment": {"text"},
    "Enquiry": {"text", "name"},
    "Circular": {"text"},
    "Poll": {"text"},
    "Membership": {"note"},
    "Message": {"text"},
    "Snooze": {"reason"},
    "Nomination": {"note"},
    "Offer": {"note"},
}
KINDS = {
    "Report": {"kind"},
    "GrantReport": {"kind"},
    "Goal": {"area"},
    "Role": {"kind"},
}  # a row is of one kind for good

# Facts that events did not remember at first: what was stored without them reads well too.
MEETING = {"starts", "ends", "place", "link", "agenda"}
PART = {"actor_type", "organisation"}
LATER = {
    "call_meeting": MEETING | {"again"},
    **dict.fromkeys(("cancel_meeting", "change_meeting", "move_up"), MEETING),
    **dict.fromkeys(("remind_of_meeting", "nudge_meeting"), MEETING),
    **dict.fromkeys(("join", "ask_to_join", "accept_invite"), PART),
    **dict.fromkeys(("ask_review", "panel_late"), {"due_on"}),
    **dict.fromkeys(("open_call", "step_in"), {"since", "called_on"}),
    **dict.fromkeys(("open_application", "ask_check"), {"closes_on", "closes_at", "for_record"}),
    **dict.fromkeys(("close", "end"), {"because"}),
    "accept_report": {"payable", "above"},
    "adopt_plan": {"priorities"},
    "deadline_near": {"closes_at"},
    "ask_changes": {"day"},
    "assign": {"adviser"},
    "grant": {"conditions"},
    "leave": {"took_back"},
    "nominate": {"expires_on"},
    "remove_member": {"may_ask_on"},
    "request_waits": {"asked_on"},
    "suggest": {"to"},
}
DUTIES = ("", "duties")  # where it is noted who hears of them
# Asked of one person alone, who finds it among what waits, or of officials, whom nothing needs.
OF_ONE = {"nominate", "decline_nomination", "lapse_nomination", "name_co_editor", "move_up"}
OF_ONE |= {"report_ordered", "report_ready", "report_failed", "reject_voucher"}
OF_ONE |= {"record_sent", "forward"}
OF_ONE |= {"write_circular"}  # its writer is told at once that no mail reaches the other
BROKEN = re.compile(r"[(“]$|[,:] *$|[“(][”)]| [,.]|None", re.M)

# Rows may then hold what no verb writes.
LOOSEN = """
    SET CONSTRAINTS ALL IMMEDIATE;
    DO $$ DECLARE found record; BEGIN
        FOR found IN SELECT conrelid::regclass AS t, conname FROM pg_constraint
            WHERE contype IN ('c', 'x') AND connamespace = 'public'::regnamespace
        LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.t, found.conname);
        END LOOP;
        FOR found IN SELECT indexrelid::regclass AS i FROM pg_index
            WHERE indisunique AND indpred IS NOT NULL
        LOOP EXECUTE format('DROP INDEX %s', found.i);
        END LOOP;
    END $$;
    SET CONSTRAINTS ALL DEFERRED;
"""


@once
def words(world):
    """{(app, verb): [(words of an event, the same after the change, without later facts)]}."""
    told = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(LOOSEN)
    note(told, 0)
    for label, table in steps.TABLE.items():
        for state, row in table.items():
            walk(told, world, row, lambda label=label, state=state: world.records[label][state])
    for name, (_label, row) in steps.SITUATIONS.items():
        walk(told, world, row, lambda name=name: situations.ARRANGE[name](world))
    for act in besides.ALL:
        undone(lambda act=act: happen(told, act, world))
    return told


def walk(told, world, row, arrange):
    """Take each verb of a row of the rights tables once, and undo it."""
    for who, names in row:
        for verb in filter(str.islower, names.split()):
            undone(lambda verb=verb, who=who: take(told, world, verb, who[0], arrange()))


def take(told, world, verb, role, record):
    record = type(record)._base_manager.get(pk=record.pk)
    happen(told, taken, verb, record, world.people.get(role))


def happen(told, act, *given):
    last = Event.objects.latest("pk").pk
    act(*given)
    note(told, last)


def note(told, last):
    """Note the words of what has happened since, of each verb and model the newest; of a duty
    whether anybody hears of it whom mail reaches, when it reaches Sukkula's leads alone."""
    newest = Event.objects.filter(pk__gt=last).order_by("verb", "target_type", "-pk")
    for event in newest.distinct("verb", "target_type"):
        if verbs.behind(event).waits_for:
            told[DUTIES].append((event.verb, undone(lambda e=event: is_heard(e))))
        after, bare = undone(lambda e=event: afterwards(e)), without(event)
        told[whose(event), event.verb].append((event.text, after, bare))


def is_heard(event):
    leads = User.objects.holding("lead").values("pk")
    User.objects.exclude(pk__in=leads).update(bounced_at=moments.now())
    event = Event.objects.get(pk=event.pk)
    return any(person.is_reachable for person in hearers.holders(event))


def whose(event):
    """The app that has the event's words."""
    app = event.target_type.app_label
    return next((a for a, verb in sorted(TOLD, key=lambda t: t[0] != app) if verb == event.verb))


def afterwards(event):
    """The event's words after its records have changed."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger refuses it
    for record in records(event):
        change(record)
    return Event.objects.get(pk=event.pk).text


def without(event):
    """The event's words, had it been stored without the facts that came later."""
    old = Event.objects.get(pk=event.pk)
    later = LATER.get(event.verb, ())
    old.facts = {name: fact for name, fact in event.facts.items() if name not in later}
    return old.text


def records(event):
    """The target, what it hangs on, the record on whose page it shows; no people."""
    target, met = event.target, [event.target, event.about]
    if target:  # a file that was removed is no more
        met += [getattr(target, f.name) for f in target._meta.concrete_fields if f.is_relation]
    return {record for record in met if record and not isinstance(record, User)}


def change(record):
    model = record._meta.object_name
    kept = NAMES | WRITTEN.get(model, set()) | KINDS.get(model, set())
    fields = [f for f in record._meta.concrete_fields if f.name not in kept and is_changeable(f)]
    row = {field.name: other(field, field.value_from_object(record)) for field in fields}
    if row:
        type(record)._base_manager.filter(pk=record.pk).update(**row)


def is_changeable(field):
    apart = models.FileField | models.UUIDField | models.JSONField | models.GeneratedField
    return not (field.is_relation or field.unique or isinstance(field, apart))


def other(field, value):
    """Another value of the field."""
    if field.choices:
        return next(choice for choice, _label in field.flatchoices if choice != value)
    match field:
        case models.DateTimeField():
            return moments.start_of(date(2031, 1, 2))
        case models.DateField():
            return date(2031, 1, 2)
        case models.TimeField():
            return time(3, 4)
        case models.BooleanField():
            return not value
        case models.DecimalField():
            return Decimal("98.7")
        case models.FloatField():
            return 9.5
        case models.IntegerField():
            return (value or 0) + 41
        case ArrayField():
            return ["Muuttui"]
        case models.CharField() | models.TextField():
            return "Muuttui."[: field.max_length]
    raise AssertionError(f"{field} is of a kind not thought of here")


@pytest.mark.parametrize(("app", "verb"), sorted(TOLD))
def test_an_event_tells_what_was_so(words, app, verb):
    told = words[app, verb]
    assert told != []
    assert [after for _text, after, _bare in told] == [text for text, _after, _bare in told]


def test_every_duty_is_heard_of_though_mail_reaches_nobody_but_the_leads(words):
    found = words[DUTIES]
    duties = {v.name for v in verbs.where(lambda verb: verb.waits_for)}
    assert duties - {verb for verb, _heard in found} == set()
    assert {verb for verb, heard in found if not heard} - OF_ONE == set()


@pytest.mark.parametrize("verb", sorted(LATER))
def test_an_event_stored_without_its_later_facts_reads_well(words, verb):
    told = [bare for (_app, name), rows in words.items() if name == verb for *_, bare in rows]
    assert told != []
    for bare in told:
        assert BROKEN.findall(bare.partition("\n")[0]) == []
