"""The rights tables: every page × role, every verb × state × role, denials too."""

import re
from datetime import timedelta
from functools import cache, partial
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.http import HttpResponse
from django.urls import get_resolver, reverse
from django.utils import timezone
from pypdf import PdfReader

from kehityspolku import urls as portal_urls
from kehityspolku.events import mail as event_mail
from kehityspolku.events.steps import steps_of
from kehityspolku.finding import listed
from kehityspolku.models import Event
from kehityspolku.web import middleware
from kehrat.groups import rules as group_rules
from kehrat.projects import rules as project_rules
from rahoitus.applications import rules as application_rules
from sukkula import rules as sukkula_rules
from tests import markup
from tests.arranged import undone
from tests.tables.rights import found, roles, situations, steps, urls
from tests.tables.rights.taking import taken
from tests.tables.rights.world import CONTACT, SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("documents_drawn_once")]
REFUSED = (302, 403, 404, 410)
# The pages that tell whom to ask about a card; no file does.
CONTACT_PAGES = ("kehrat:project", "kehrat:project_edit", "sukkula:review")
# A record or a value that a page shows as Python would, in place of its words.
AS_PYTHON_SAYS = re.compile(
    r"\b[A-Z]\w+\(\w+=|(?:<|&lt;)(?!meta )\w[^<>\"]* (?:at 0x|of )[^<>\"]*(?:>|&gt;)"
)


# Pages


def pages():
    """(row, method, URL's name, record's name) of the table."""
    for row, lines in urls.PAGES:
        for line in lines.strip().splitlines():
            words = line.split()
            method = words.pop(0) if words[0] in ("POST", "PIECE") else "GET"
            yield pytest.param(row, method, words[0], *words[1:] or [""], id=" ".join(line.split()))


def names_of(patterns, space=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            below = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names_of(pattern.url_patterns, below)
        elif pattern.name:
            yield space + pattern.name


def test_every_page_has_a_row():
    ours = {n for n in names_of(get_resolver().url_patterns) if not n.startswith(urls.NOT_OURS)}
    assert ours - {"demo_mail"} == {param.values[2] for param in pages()}


@pytest.fixture
def bare_refusals(monkeypatch):
    """What a refusal says has its own tests; drawing it took a third of this table's time."""
    for status in (403, 404):
        monkeypatch.setattr(portal_urls, f"handler{status}", partial(bare, status=status))
    monkeypatch.setattr(middleware, "not_allowed", partial(bare, status=405))


def bare(request, exception, status):
    """`exception`: of 405 the methods that are allowed."""
    return HttpResponse(status=status)


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize(("row", "method", "name", "record"), list(pages()))
def test_a_page_answers_each_role(world, on_map, row, method, name, record):
    address = reverse(name, kwargs=world.args[record] if record else None)
    asked = ("GET", address) if method == "PIECE" else (method, address)
    headers = {"HX-Request": "true"} if method == "PIECE" else None
    answers = {
        role: undone(lambda role=role: world.clients[role].generic(*asked, headers=headers))
        for role in roles.ROLES
    }
    met = {r: status_of(world.clients[r], method, address, answers[r]) for r in roles.ROLES}
    assert met == row
    texts = {role: text_of(answers[role]) for role in roles.ROLES}
    assert {role: AS_PYTHON_SAYS.findall(text) for role, text in texts.items()} == dict.fromkeys(
        roles.ROLES, []
    )
    pages_of = [texts[role] for role in roles.ROLES if method == "GET" and is_page(answers[role])]
    assert [fault for text in pages_of for fault in markup.sending_nothing(text)] == []
    outside = {r for r in roles.ROLES if r not in roles.SUKKULA and met[r] == 200}
    assert {role for role in outside if SECRET in texts[role]} == set()
    if method == "GET" and is_page(answers["anonymous"]):
        told = found.fault(address, texts["anonymous"], on_map, secrets=(SECRET, CONTACT))
        assert told == ""
    asks = roles.CARD_S_PEOPLE if name in CONTACT_PAGES else ()
    assert {role for role in roles.ROLES if CONTACT in texts[role]} <= set(asks)


@pytest.fixture(scope="module")
def addresses():
    """What is told once of the world, kept for the module."""
    return {}


@pytest.fixture
def on_map(world, addresses):
    """The paths that search engines are told of."""
    if not addresses:
        addresses["map"] = found.mapped(world.clients["anonymous"])
    return addresses["map"]


def is_page(answer):
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def test_a_record_is_found_just_when_everyone_may_read_its_page(world, on_map):
    differ, asked = [], 0
    for kind in listed.kinds().values():
        for record in found.examples(kind.rows().model):
            path, asked = record.get_absolute_url(), asked + 1
            answer = world.clients["anonymous"].get(path)
            told = path in on_map, bool(found.CANONICAL.search(answer.text))
            left = (kind.name, getattr(record, "state", "")) in found.LEFT_OUT
            if told != (answer.status_code == 200 and not left,) * 2:
                differ.append((path, answer.status_code, told))
    assert (differ, asked > 20) == ([], True)


def text_of(answer):
    """All that a page or a file tells: the words of a PDF, the parts of a Word file, an archive."""
    body = b"".join(answer)
    if body.startswith(b"%PDF"):
        return words_of(body)
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as archive:
            return "".join(
                archive.read(name).decode(errors="replace") for name in archive.namelist()
            )
    return body.decode(errors="replace")


@cache
def words_of(document):
    return "".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages)


def test_what_is_written_inside_sukkula_is_found_where_it_may_be(world):
    """So that the table above can fail."""
    card = world.records["kehrat.Project"]["in_review"]
    address = reverse("sukkula:review", args=[card.pk])
    assert SECRET in text_of(world.clients["adviser"].get(address))
    assert Event.objects.filter(facts__icontains=SECRET).count() == 0


@pytest.mark.parametrize("role", roles.CARD_S_PEOPLE)
def test_whom_to_ask_is_found_where_it_may_be(world, role):
    """So that the table above can fail."""
    card = world.records["kehrat.Project"]["in_review"]
    page = world.clients[role].get(reverse("kehrat:project", args=[card.pk]))
    assert CONTACT in text_of(page)


def test_no_mail_and_no_digest_tells_what_is_written_inside_sukkula(world):
    event_mail.deliver()
    event_mail.send(timezone.now() + timedelta(days=8))
    letters = [letter.subject + letter.body for letter in mail.outbox]
    told = [text for text in letters if SECRET in text or CONTACT in text]
    assert (letters != [], told) == (True, [])


def status_of(client, method, address, answer):
    """The status of the answer; a refused GET's POST must be refused alike."""
    if method == "GET" and answer.status_code in REFUSED:
        posted = undone(lambda: client.post(address))
        assert posted.status_code in (answer.status_code, 405)
    if answer.status_code == 302 and answer.url.startswith(reverse("account_login")):
        return "login"
    return answer.status_code


def test_the_admin_is_for_administrators_alone(world):
    lists = [f"{m._meta.app_label}_{m._meta.model_name}_changelist" for m in admin.site._registry]
    for name in ["index", *lists]:
        address = reverse(f"admin:{name}")
        met = {role for role in roles.ROLES if world.clients[role].get(address).status_code == 200}
        assert (name, met) == (name, {"admin"})


# Verbs

ACTS = {  # acts that a rule guards, beside the steps
    "Edit": project_rules.can_edit,
    "Copy": project_rules.can_copy,
    "Name": project_rules.can_name_co_editor,
    "Version": project_rules.can_begin_version,
    "Write": application_rules.can_edit,
    "Message": sukkula_rules.can_message,
    "Route": sukkula_rules.can_route,
    "Decide": lambda user, card: card.state == "in_review" and sukkula_rules.can_decide(user, card),
    "Organisations": group_rules.can_list_organisations,
}
CLOCKED = (
    "expire",
    "expire_survey",
    "end_coordination",
    "fall_silent",
    "close_panel",
    "expire_invite",
    "lapse_nomination",
    "open_call",
    "wake",
)  # tried by no person too


def test_every_verb_has_a_row():
    stepping = {m._meta.label: steps_of(m) for m in apps.get_models() if steps_of(m)}
    stepping = {label: set(verbs) for label, verbs in stepping.items() if "Event" not in label}
    told = {label: set(verbs_of(label)) - set(ACTS) for label in steps.TABLE}
    assert told == stepping


def test_every_state_has_a_row():
    for label, table in steps.TABLE.items():
        assert set(table) == set(apps.get_model(label).State.values)


def verbs_of(label):
    """Every verb of the table's model, in order."""
    rows = [verbs for row in steps.TABLE[label].values() for _who, verbs in row]
    besides = [rows for of, rows in steps.SITUATIONS.values() if of == label]
    rows += [verbs for row in besides for _who, verbs in row]
    return list(dict.fromkeys(verb for verbs in rows for verb in verbs.split()))


@pytest.mark.parametrize(
    ("label", "state"), [(label, state) for label, table in steps.TABLE.items() for state in table]
)
def test_a_verb_obeys_its_state_and_role(world, label, state):
    record = world.records[label][state]
    assert done(world, label, record) == due(steps.TABLE[label][state])


@pytest.mark.parametrize("name", list(steps.SITUATIONS))
def test_a_verb_obeys_the_situation(world, name):
    label, row = steps.SITUATIONS[name]
    assert undone(lambda: done(world, label, situations.ARRANGE[name](world))) == due(row)


def due(row):
    """(verb, role) of a row of the table."""
    return {(verb, role) for who, verbs in row for verb in verbs.split() for role in who}


def done(world, label, record):
    """(verb, role) of those that went through."""
    return {
        (verb, role)
        for verb in verbs_of(label)
        for role, person in tried_by(world.people, verb, record).items()
        if can(verb, record, person)
    }


def tried_by(people, verb, record):
    """Everyone, and the clock where it does such a thing; where the record's state refuses
    whoever it is, only one whom the rule allows, if there is one."""
    people = people | ({"clock": None} if verb in CLOCKED else {})
    step = getattr(record, verb, None)
    if record.state in getattr(step, "sources", [record.state]):
        return people
    allowed = (role for role, person in people.items() if step.allow(person, record))
    role = next(allowed, "admin")
    return {role: people[role]}


def can(verb, record, person):
    """Whether the person can do it; done and undone."""
    record = type(record)._base_manager.get(pk=record.pk)
    if verb in ACTS:
        return ACTS[verb](person, record)
    return undone(lambda: taken(verb, record, person))
