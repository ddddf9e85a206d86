"""What is told before it is done all the same: a closing, an end, a sending without approval."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from kehityspolku import moments
from kehityspolku.models import Event
from kehityspolku.second_press import doubts
from kehrat.models import Organisation, ProfileFact
from rahoitus.models import Application, Approval
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
WHY = "Menot jäivät pieniksi."


def asks_once(client, page, typed, told):
    """The page says each of these before it is done; a second press with a reason does it."""
    shown = main(client.post(page, typed))
    assert [words for words in told if words not in shown] == []
    assert "why and press again" in shown
    told = " ".join(typed.get(name, "") for name in ("sent_on", "sent_time")).strip()
    answer = client.post(page, typed | {"because": WHY, "told_of": told})
    assert answer.status_code == 302


def hanging():
    """A grant of 900 €: 200 € paid, a claim in handling, another unpaid, a use report to write."""
    grant = make.application("granted", make.project(state="approved"))
    make.payment("paid", grant, amount="200")
    make.voucher("approved", grant, amount="100")
    make.grant_report("delivered", grant, kind="claim", days=5)
    make.voucher("approved", grant, amount="100")
    make.grant_report("sent", grant, kind="claim", days=9)
    make.grant_report("draft", grant, kind="use")
    return grant


TOLD = [
    "700\u00a0€ of the grant",
    "1 claim is still handled.",
    "1 claim sent to the funder is not paid: 100\u00a0€.",
    "1 report has not been sent",
]


def test_closing_a_grant_tells_what_hangs_and_keeps_the_reason(client):
    grant = hanging()
    client.force_login(grant.project.adviser)
    page = f"/en{reverse('rahoitus:worded_step', args=[grant.pk, 'sulje'])}"
    assert "why and press again" not in main(client.get(page))
    asks_once(client, page, {}, TOLD)
    grant = Application.objects.get(pk=grant.pk)
    assert grant.state == "closed"
    assert WHY in main(client.get(grant.get_absolute_url()))


def test_a_grant_of_which_nothing_is_awaited_is_closed_at_once(client):
    grant = make.application("granted", make.project(state="approved"))
    make.payment("paid", grant, amount="900")
    make.voucher("approved", grant, amount="850")
    with translation.override("en"):
        (told,) = doubts(grant, "close")
    assert told == "50\u00a0€ was paid and not used: it goes back to the funder."
    make.payment("paid", grant, kind="return", amount="50")
    assert doubts(grant, "close") == []
    client.force_login(grant.project.adviser)
    page = reverse("rahoitus:worded_step", args=[grant.pk, "sulje"])
    assert client.post(page).status_code == 302


def test_ending_a_project_tells_what_hangs_and_keeps_the_reason(client):
    project = hanging().project
    client.force_login(project.adviser)
    page = f"/en{reverse('sukkula:end', args=[project.pk])}"
    asks_once(client, page, {}, TOLD)
    project.refresh_from_db()
    assert project.state == "ended"
    assert Event.objects.get(verb="end").facts["because"] == WHY
    shown = main(client.get(reverse("sukkula:review", args=[project.pk])))
    assert WHY in shown


def approval(application, **facts):
    by = make.coordinator(application.project.kehra)
    who = {"name": "Puheenjohtaja", "email": "pj@kehityspolku.example", "language": "fi"}
    return Approval.objects.ask(application, by=by, **who | facts)


def test_sending_past_a_signatory_who_declined_is_told_and_the_reason_is_shown(client):
    made = make.application()
    approval(made).give("no", reason="Summa on väärä.")
    made.ask_check(by=make.coordinator(made.project.kehra))
    made.mark_checked(by=made.project.adviser)
    client.force_login(made.project.adviser)
    page = f"/en{reverse('rahoitus:worded_step', args=[made.pk, 'lahetetty'])}"
    typed = {"sent_on": moments.today().isoformat(), "sent_time": "", "diary_number": ""}
    told = ["Puheenjohtaja declined to approve", "Summa on väärä.", "0 signatories of 1"]
    asks_once(client, page, typed, told)
    assert WHY in main(client.get(made.get_absolute_url()))


@pytest.mark.parametrize(("two", "yeses", "asks"), [("yes", 1, True), ("yes", 2, False)])
def test_sending_without_the_approvals_that_the_rules_ask_for_is_told(client, two, yeses, asks):
    made = make.application()
    project, adviser = made.project, made.project.adviser
    project.applicant = Organisation.objects.create(name="Ystävät ry")
    project.save()
    seen = ProfileFact.objects.mark(project.applicant)
    ProfileFact.objects.write(project.applicant, {"signs_two": two}, by=adviser, seen=seen)
    for number in range(yeses):
        approval(made, email=f"allekirjoittaja{number}@kehityspolku.example").give("yes")
    made.ask_check_for(by=adviser, reason="x")
    made.mark_checked(by=adviser)
    given = {"by": adviser, "sent_on": moments.today()}
    if asks:
        with pytest.raises(ValidationError):
            made.record_sent(**given)
        made.refresh_from_db()
        given["because"] = "Toinen on matkalla."
    made.record_sent(**given)
    assert made.state == "sent"
