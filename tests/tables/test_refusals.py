"""Every form × every state of its record: what a state refuses is told as that, never as a matter
of rights, and what was typed stands on the page."""

import pytest
from django.urls import reverse

from tests.arranged import undone
from tests.tables.rights import steps
from tests.tables.test_rights import pages

pytestmark = pytest.mark.django_db

WORDS = "Tämän kirjoitin itse pitkän illan aikana."
REPORTS = {"send_report", "return_report"}
APPLICATIONS = {"preparing", "sent", "granted", "send_back", "grant"}
APPLICATIONS |= {"ask_amendment", "refuse_amendment"}
# Of each model: which names of the table stand for its records, what finds one in an address,
# and who writes.
OF = {
    "kehrat.Project": (lambda name: name in steps.CARD, "pk", ("coordinator", "lead")),
    "rahoitus.Application": (APPLICATIONS.__contains__, "pk", ("coordinator", "lead")),
    "rahoitus.Milestone": (lambda name: "milestone" in name, "pk", ("coordinator", "adviser")),
    "rahoitus.GrantReport": (lambda name: name in REPORTS, "pk", ("coordinator", "adviser")),
    "rahoitus.Voucher": (lambda name: "voucher" in name, "pk", ("co_editor", "adviser")),
    "rahoitus.Payment": (lambda name: "payment" in name, "pk", ("coordinator", "adviser")),
    "rahoitus.VolunteerWork": (lambda name: name == "reject_work", "pk", ("adviser",)),
    "kehrat.Kehra": (lambda name: name.endswith("_kehra"), "slug", ("coordinator", "lead")),
    "arviointi.Survey": (lambda name: name.endswith("_survey"), "pk", ("coordinator",)),
    "kehrat.Idea": (lambda name: name == "idea", "pk", ("resident", "coordinator")),
    "kehrat.Meeting": (lambda name: name.endswith("_meeting"), "pk", ("coordinator", "member")),
    "sukkula.Review": (lambda name: name.endswith("_review"), "pk", ("reviewer",)),
    "kehrat.Announcement": (lambda name: "announcement" in name, "pk", ("coordinator",)),
    "kehrat.Comment": (lambda name: "comment" in name, "pk", ("coordinator", "resident")),
}
ACTS = (
    "kehrat:act",
    "rahoitus:worded_step",
    "rahoitus:budget_step",
    "rahoitus:milestone_step",
    "rahoitus:report_step",
    "rahoitus:voucher_step",
    "rahoitus:payment_step",
)  # the address's word tells which
FIELDS = ("kirjoitus", "reason", "note", "message", "words", "text")


def forms():
    """(label, URL's name, record's name): each URL once, those of acts once for each act."""
    seen = set()
    for _row, method, name, record in (page.values for page in pages()):
        label = next((label for label, (names, *_) in OF.items() if names(record)), None)
        is_file = name.endswith(("_pdf", "_file", "_text", "_json"))
        key = (name, record) if name in ACTS else name
        if label and method != "PIECE" and not is_file and key not in seen:
            seen.add(key)
            yield pytest.param(label, name, record, id=f"{name} {record}")


def test_the_table_meets_what_people_write():
    told = {(param.values[0], param.values[1]) for param in forms()}
    wanted = {
        ("kehrat.Project", "kehrat:project_edit"),
        ("kehrat.Project", "kehrat:project_resubmit"),
        ("kehrat.Project", "sukkula:messages"),
        ("rahoitus.Application", "rahoitus:write"),
        ("kehrat.Meeting", "kehrat:meeting_edit"),
        ("arviointi.Survey", "arviointi:survey"),
    }
    assert wanted - told == set()


@pytest.mark.parametrize(("label", "name", "record"), list(forms()))
def test_a_state_refuses_in_its_own_words(world, label, name, record):
    _names, finds, writers = OF[label]
    for role in writers:
        met = {}
        for state, found in world.records[label].items():
            given = world.args[record] | {finds: getattr(found, finds)}
            address = reverse(name, kwargs=given)
            client = world.clients[role]
            answer = undone(lambda c=client, a=address: c.post(a, dict.fromkeys(FIELDS, WORDS)))
            met[state] = answer.status_code
            if answer.status_code in (403, 404, 409) and not asks_nothing(answer):
                assert (role, state, WORDS in answer.text) == (role, state, True)
        let = [state for state, status in met.items() if status < 400]
        refused = [state for state, status in met.items() if status == 403]
        assert not (let and refused), (role, met)


def asks_nothing(answer):
    """The page of an act that takes no words."""
    return (
        answer.context
        and "act" in answer.context
        and not {*FIELDS} & answer.context["form"].fields.keys()
    )
