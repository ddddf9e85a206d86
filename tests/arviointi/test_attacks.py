"""Ten attacks of a coordinator on those who answer, through the pages alone.

What each learns is told in docs/evaluation.md, in the same order. Sukkula is trusted with lists and
release; what it presses here it would press for anybody.
"""

import re
from io import BytesIO

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from arviointi.models import Survey
from arviointi.surveys import ballot_box, invitation_mail
from tests import make

pytestmark = pytest.mark.django_db
VICTIM = {"A1": "1", "A2": "5", "B1": "2", "O1": "Words of one person"}
OWN = {"A1": "4", "A2": "4", "B1": "4"}
OWN_CHANGES = re.compile(r'csrfmiddlewaretoken" value="\w+"|form_key" value="[\w-]+"')
SEEN = ("survey", "survey_csv", "survey_xlsx", "survey_results_pdf", "survey_rounds")


class Attacker:
    """The coordinator of a Kehrä at a browser; Sukkula at another one."""

    def __init__(self, client, other):
        self.client, self.sukkula = client, other
        self.kehra = make.kehra()
        self.person = make.coordinator(self.kehra)
        client.force_login(self.person)
        other.force_login(make.user("lead"))

    def survey(self, mode, **asked):
        """A survey made by the coordinator; with a list, opened by Sukkula, with so many people."""
        titles = {f"title_{code}": "Kysely" for code in ("fi", "sv", "en")}
        about = {"scope": f"kehra-{self.kehra.pk}", "codes": [*VICTIM], "mode": mode}
        self.client.post("/arviointi/uusi/", titles | about)
        made = Survey.objects.latest("pk")
        for role, many in asked.items():
            people = "\n".join(f"{role}{n}@example.org" for n in range(many))
            self.list(made, people, role=role)
        opener = self.sukkula if asked else self.client
        assert opener.post(at("survey_open", made)).status_code == 302
        invitation_mail.deliver()
        self.client.get(at("survey", made))  # says once that it is open
        return made

    def list(self, survey, addresses, *, role="resident", client=None):
        """What Sukkula is told of each line of a list that the coordinator sent it."""
        told = {"addresses": addresses, "role": role, "source": "Lista", "language": "fi"}
        return (client or self.sukkula).post(at("survey_invited", survey), told)

    def looks(self, survey, names=SEEN):
        """All that the coordinator can read of a survey: {page: (status, words)}."""
        pages = {name: self.client.get(at(name, survey)) for name in names}
        pages |= {path: self.client.get(path) for path in ("/en/arviointi/", "/en/ilmoitukset/")}
        return {
            name: (page.status_code, OWN_CHANGES.sub("", str(page.content)))
            for name, page in pages.items()
        }


def at(name, survey):
    """The address of a survey's page, in English."""
    with override("en"):
        return reverse(f"arviointi:{name}", args=[survey.pk])


def answer(client, survey, *many, role=None):
    """Answer by the survey's link, or by so many of the links that were mailed to a role."""
    for choices in many:
        invitation = survey.invitations.filter(role=role, done=False).first() if role else None
        token = invitation.token if invitation else survey.token
        reply = client.post(reverse("arviointi:answer", args=[token]), OWN | choices)
        assert reply.status_code == 302


def test_what_a_coordinator_learns_by_ten_attacks(client):
    attacker = Attacker(client, Client())
    stranger = Client()

    # 1. Looks between the answers through an open link: nothing changes, not even a count.
    link = attacker.survey("link")
    before = attacker.looks(link)
    answer(client, link, {}, {}, {}, {})
    answer(stranger, link, VICTIM)
    assert ballot_box.empty(link) == 5
    assert attacker.looks(link) == before
    assert {before[name][0] for name in SEEN[1:]} == {409}

    # 2. Own answers around one person's, and an early closing: nothing until Sukkula releases.
    #    Then subtraction tells the person's answers: what an open link cannot keep.
    answer(client, link, {}, {}, {}, {}, {})
    client.post(at("survey_close", link))
    closed = attacker.looks(link)
    assert VICTIM["O1"] not in str(closed)
    assert {closed[name][0] for name in SEEN[1:]} == {409}
    for act in ("survey_release", "survey_publish", "survey_moderate"):
        assert client.post(at(act, link)).status_code == 403
    attacker.sukkula.post(at("survey_release", link))
    told = attacker.looks(link, ["survey", "survey_csv"])
    assert VICTIM["O1"] not in str(told)  # words wait for a reader
    table = rows(client, link)
    assert [counts_less(table[code], 9, OWN[code]) for code in OWN] == ["1", "5", "2"]

    # 3. Nine answers through a link: not even their number.
    nine = attacker.survey("link")
    answer(client, nine, *[{}] * 8)
    answer(stranger, nine, VICTIM)
    client.post(at("survey_close", nine))
    attacker.sukkula.post(at("survey_release", nine))
    assert list(rows(client, nine)) == [""]

    # 4. Own addresses: only Sukkula enters a list, and neither who runs the survey nor a mailbox
    #    twice is on it.
    survey = attacker.survey("anonymous", resident=6, school=5, official=2)
    own = attacker.person.email
    name, _at, domain = own.partition("@")
    tagged = f"{own}\n{name}+2@{domain}\nresident0+x@example.org"
    assert attacker.list(survey, tagged, client=client).status_code == 403
    verdicts = attacker.list(survey, tagged).context["verdicts"]
    assert "added" not in {str(words) for _line, words in verdicts}
    assert not [letter for letter in mail.outbox if "+" in letter.to[0] or own in letter.to]

    # 5. Looks between the answers of those invited: how many of a role, never what or who.
    before = attacker.looks(survey)
    answer(stranger, survey, VICTIM, role="resident")
    after = attacker.looks(survey)
    assert [name for name in SEEN if before[name] != after[name]] == ["survey"]
    counts = client.get(at("survey", survey)).context["counts"]
    # The two officials are counted with the schools, the next smallest.
    assert [row[1:4] for row in counts] == [(6, 6, 1), (7, 7, 0)]

    # 6. Closing early, when one person more has answered: Sukkula or the last day closes.
    assert client.post(at("survey_close", survey)).status_code == 403

    # 7. A small or a unanimous group, and the whole less the groups that are shown.
    answer(stranger, survey, *[{"B1": "1"}] * 5, role="resident")
    answer(stranger, survey, *[{"B1": each, "A1": each} for each in "12345"], role="school")
    answer(stranger, survey, {"B1": "5"}, role="official")
    attacker.sukkula.post(at("survey_close", survey))
    table = rows(client, survey)
    groups = {key: row for key, row in table.items() if "@" in key}
    assert groups
    # Of trust the residents said nearly the same and are six; the one official is nowhere alone,
    # and what is left when the groups shown are taken from the whole is at least five people.
    for theme in ("participation", "trust"):
        of_theme = [row[3] for key, row in groups.items() if key.startswith(theme)]
        shown = [int(n) for n in of_theme if n.isdigit()]
        assert all(n >= 5 for n in shown)
        left = int(table[theme][3]) - sum(shown)
        assert left == 0 or left >= 5

    # 8. Tables combined: a theme is not told where one of its statements is hidden or kept back.
    attacker.sukkula.post(at("survey_publish", survey), {"published": ["A1", "B1", "O1"]})
    table = rows(client, survey)
    assert "A2" not in table
    assert "participation" not in table
    assert client.post(at("survey_publish", survey), {"published": [*VICTIM]}).status_code == 403

    # 9. Exports: the workbook says what the page and the table say, no more.
    book = load_workbook(BytesIO(client.get(at("survey_xlsx", survey)).content), read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.values for cell in row if cell}
    assert {"A1", "B1", "trust"} <= cells
    assert not {"A2", "participation", VICTIM["O1"]} & cells
    assert not {"A2", VICTIM["O1"]} & {*client.get(at("survey", survey)).text.split()}

    # 10. Rounds: a second round with one person more. The page compares what each round tells; of
    #     a round that tells nothing there is nothing to compare.
    again = attacker.survey("anonymous", resident=6, school=5, official=2, company=1)
    answer(stranger, again, VICTIM, role="resident")
    answer(stranger, again, *[{}] * 3, role="school")
    attacker.sukkula.post(at("survey_close", again))
    page = client.get(at("survey_rounds", again))
    assert page.context["changes"] == []
    assert client.get(at("survey_rounds", survey)).context["changes"] == []


def rows(client, survey):
    """The public table by code, of groups "code@group": the lines of the CSV, as cells."""
    lines = client.get(at("survey_csv", survey)).text.splitlines()[1:]
    cells = [line.split(",") for line in lines if not line.startswith("people asked")]
    return {
        f"{each[1]}@{each[2]}" if each[0] == "theme by role" else each[1]: each for each in cells
    }


def counts_less(row, many, choice):
    """What one person chose, where the others, so many, all made the same choice."""
    counts = [int(cell) for cell in row[4:9]]
    counts[int(choice) - 1] -= many
    return str(counts.index(1) + 1)
