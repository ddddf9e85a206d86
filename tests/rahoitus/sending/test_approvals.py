"""The signatory's yes or no, by a link of a single use."""

import re
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from kehityspolku import logs, moments
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Event
from kehityspolku.moments import days_ago
from kehrat.models import Organisation, ProfileFact
from rahoitus.applications import signatories
from rahoitus.models import Approval, Signing
from rahoitus.sending import content
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
HERS = "pj@kehityspolku.example"


def asked(application=None, email=HERS):
    application = application or make.application()
    facts = {"name": "Puheenjohtaja", "email": email, "language": "fi"}
    by = make.coordinator(application.project.kehra)
    return Approval.objects.ask(application, by=by, **facts)


def link(approval):
    return reverse("rahoitus:approve", args=[approval.link])


def counted(application):
    return len(Approval.objects.counting(application))


def test_the_link_is_mailed_and_neither_it_nor_the_address_is_kept():
    approval = asked()
    assert mail.outbox[-1].to == [HERS]
    assert link(approval) in mail.outbox[-1].body
    kept = " ".join(map(str, Approval.objects.filter(pk=approval.pk).values_list()[0]))
    assert approval.link not in kept
    assert HERS not in kept


def test_one_approves_without_an_account_once(client):
    approval = asked()
    assert client.get(link(approval)).status_code == 200
    assert client.post(link(approval), {"answer": "yes"}).status_code == 302
    approval.refresh_from_db()
    assert (approval.answer, approval.content) == (
        "yes",
        content.fingerprint(approval.application),
    )
    assert client.get(link(approval)).status_code == 404
    assert client.post(link(approval), {"answer": "no", "reason": "x"}).status_code == 404
    event = Event.objects.get(verb="answer_approval")
    assert event.facts == {"answer": "yes", "content": approval.content}
    with pytest.raises(WrongState):
        approval.give("no", reason="x")


def test_the_host_applies_where_the_card_names_nobody(client):
    application = make.application()
    kehra = application.project.kehra
    kehra.host = Organisation.objects.create(name="Isäntäyhdistys ry")
    kehra.save()
    approval = asked(application)
    assert "Isäntäyhdistys ry" in main(client.get(link(approval)))
    assert content.of(approval.application)["applicant"] == "Isäntäyhdistys ry"


def test_declining_needs_a_reason(client):
    approval = asked()
    answer = client.post(link(approval), {"answer": "no"})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["reason"]
    client.post(link(approval), {"answer": "no", "reason": "Liian suuri."})
    approval.refresh_from_db()
    assert (approval.answer, approval.reason) == ("no", "Liian suuri.")
    assert counted(approval.application) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=approval.pk).update(reason="")


@pytest.mark.parametrize("answer", ["", "maybe", "yes\0"])
def test_an_answer_that_is_none_changes_nothing(client, answer):
    approval = asked()
    assert client.post(link(approval), {"answer": answer}).status_code == 200
    approval.refresh_from_db()
    assert approval.answer == ""


def test_a_changed_application_voids_it(client):
    approval = asked()
    application = approval.application
    approval.give("yes")
    other = asked(application, "toinen@kehityspolku.example")
    assert counted(application) == 1
    application.costs.update(amount=Decimal("1000.01"))
    assert counted(application) == 0
    assert client.get(link(other)).status_code == 404
    with pytest.raises(WrongState):
        other.give("yes")


def test_it_ends_after_two_weeks_and_when_the_application_goes(client):
    application = make.application()
    with days_ago(14):
        old = asked(application)
    assert client.get(link(old)).status_code == 404
    new = asked(application)
    new.application.withdraw_application(by=make.coordinator(new.application.project.kehra))
    assert client.get(link(new)).status_code == 404
    assert client.get(reverse("rahoitus:approve", args=["x" * 43])).status_code == 404
    with pytest.raises(WrongState):
        asked(new.application)


def test_two_together_are_two_people(client):
    application = make.application()
    project = application.project
    project.applicant = Organisation.objects.create(name="Ystävät ry")
    project.save()
    seen = ProfileFact.objects.mark(project.applicant)
    values = {"signs_two": "yes"}
    ProfileFact.objects.write(project.applicant, values, by=project.adviser, seen=seen)
    for email in (HERS, HERS.upper()):
        asked(application, email).give("yes")
    assert counted(application) == 1
    client.force_login(project.adviser)
    page = client.get(reverse("rahoitus:approvals", args=[application.pk]))
    assert (page.context["needed"], len(page.context["counting"])) == (2, 1)
    asked(application, "toinen@kehityspolku.example").give("yes")
    assert counted(application) == 2


def test_the_names_of_who_signs_are_there_already(client):
    """The application's own, else the profile's; the one who was asked is not proposed again."""
    assert signatories.BETWEEN.split("Maija E. ja Per E., Aino Janhunen") == [
        "Maija E.",
        "Per E.",
        "Aino Janhunen",
    ]
    applicant = Organisation.objects.create(name="Yhdistys ry")
    application = make.application()
    application.project.kehra.host = applicant
    application.project.kehra.save()
    ProfileFact.objects.create(
        organisation=applicant, name="signs", value="Maija E. och Per E.", as_of=moments.today()
    )
    team = make.coordinator(application.project.kehra)
    client.force_login(team)
    signing, ask = (
        reverse(f"rahoitus:{name}", args=[application.pk]) for name in ("signing", "approvals")
    )
    assert client.get(signing).context["form"]["signs"].value() == "Maija E. och Per E."
    assert client.get(ask).context["form"]["name"].value() == "Maija E."
    Approval.objects.ask(application, name="Maija E.", email=HERS, by=team, language="fi")
    assert client.get(ask).context["form"]["name"].value() == "Per E."
    Signing.objects.tell(application, by=team, mandate="", mandate_to=None, signs="Aino J.")
    assert client.get(signing).context["form"]["signs"].value() == "Aino J."
    assert client.get(ask).context["form"]["name"].value() == "Aino J."


def test_only_those_who_write_the_application_ask(client):
    application = make.application()
    facts = {"name": "A", "email": HERS, "language": "fi"}
    with pytest.raises(PermissionDenied):
        Approval.objects.ask(application, by=make.member(application.project.kehra), **facts)
    client.force_login(make.coordinator(application.project.kehra))
    address = reverse("rahoitus:approvals", args=[application.pk])
    assert client.post(address, {"name": "Pj", "email": "no"}).status_code == 200
    assert client.post(address, {"name": "Pj", "email": HERS}).status_code == 302
    assert application.approvals.get().name == "Pj"


def test_a_mail_that_fails_leaves_nothing(monkeypatch):
    def fail(self, *args, **kwargs):
        raise OSError

    monkeypatch.setattr("kehityspolku.events.mail.Letter.send", fail)
    with pytest.raises(OSError):
        asked()
    assert not Approval.objects.exists()


def test_a_log_does_not_tell_the_link():
    approval = asked()
    assert not re.search(approval.link, logs.LINK.sub(r"\1…", f"GET {link(approval)} 200"))


def test_a_signatorys_name_is_emptied_when_it_is_no_longer_needed():
    """Forgotten are the unanswered after 44 days, the answered after two years; the yes stays."""
    application, made = make.application(), {}
    for days, answer in ((45, ""), (43, ""), (731, "yes"), (729, "yes")):
        with days_ago(days):
            made[days] = asked(application, email=f"{days}@kehityspolku.example")
        with days_ago(days):
            when = moments.now() if answer else None
            Approval.objects.filter(pk=made[days].pk).update(answer=answer, answered_at=when)
    assert Approval.objects.forget() == 2
    names = {days: Approval.objects.get(pk=row.pk).name for days, row in made.items()}
    assert [days for days, name in names.items() if not name] == [45, 731]
    forgotten = Approval.objects.get(pk=made[731].pk)
    assert (forgotten.answer, str(forgotten)) == ("yes", "nimeä ei enää säilytetä")
    assert counted(application) == 2
    assert Approval.objects.forget() == 0


def test_all_that_is_signed_opens_by_the_link_alone_as_long_as_it_is_open(client):
    application = make.application()
    file, other = make.given(application), make.given(make.application())
    approval = asked(application)
    page = reverse("rahoitus:approve_file", args=[approval.link, file.key])
    assert page in main(client.get(link(approval)))
    shown = client.get(page)
    assert b"".join(shown.streaming_content) == file.file.open().read()
    assert "no-store" in shown["Cache-Control"]
    elsewhere = reverse("rahoitus:approve_file", args=[approval.link, other.key])
    unknown = reverse("rahoitus:approve_file", args=["x" * 43, file.key])
    assert [client.get(url).status_code for url in (elsewhere, unknown)] == [404, 404]
    approval.give("yes")
    assert client.get(page).status_code == 404
