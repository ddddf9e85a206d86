"""People on Sukkula's list: who may, their mail, one answer each, what is counted and told."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from arviointi.models import Answer, Invitation, OpenAnswer, Survey
from arviointi.results.results import results
from arviointi.surveys import invitation_mail
from arviointi.surveys.invitations import counts
from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
SCALE = dict.fromkeys(["A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "D3", "E1", "E2", "F1"], "4")


def at(name, *args):
    return reverse(f"arviointi:{name}", args=args)


def opened(mode="anonymous", scope=None, **roles):
    """An open survey whose people have got their mail; `roles`: how many of each."""
    lead = make.user("lead")
    survey = make.survey(scope, by=lead, mode=mode, state="draft")
    for role, many in roles.items():
        make.asked(survey, many, role=role)
    survey.open_survey(by=lead)
    invitation_mail.deliver()
    return survey


def answer(survey, many, role="resident", **values):
    for invitation in survey.invitations.filter(role=role, done=False)[:many]:
        assert invitation.answer(SCALE | values)


def test_sukkula_alone_holds_the_list_and_opens(client):
    kehra = make.kehra()
    coordinator = make.coordinator(kehra)
    survey = make.survey(kehra, by=coordinator, mode="anonymous", state="draft")
    survey.invitations.all().delete()
    with pytest.raises(PermissionDenied):
        make.asked(survey, by=coordinator)
    with pytest.raises(PermissionDenied):
        survey.open_survey(by=coordinator)
    adviser = make.user("adviser")
    make.asked(survey, 4, by=adviser)
    with pytest.raises(WrongState):
        survey.open_survey(by=adviser)
    make.asked(survey, 5, by=adviser)
    survey.open_survey(by=adviser)
    client.force_login(coordinator)
    assert client.get(at("survey_invited", survey.pk)).status_code == 403
    page = client.get(at("survey", survey.pk))
    assert page.context["counts"][0][1:] == (5, 0, 0)
    assert "@example.org" not in page.text
    assert client.get(at("answer", survey.token)).status_code == 404  # it has no open link


def test_each_line_of_a_pasted_list_gets_its_verdict(client):
    survey = make.survey(mode="named", state="draft")
    client.force_login(make.user("lead"))
    lines = "Uusi@Example.org\nei osoite\nuusi@example.org\n\nresident0@example.org\n"
    lines += "a" * 250 + "@example.org"
    given = {"addresses": lines, "role": "school", "source": "Koulun lista", "language": "sv"}
    page = client.post(f"/en{at('survey_invited', survey.pk)}", given)
    assert [str(verdict) for _line, verdict in page.context["verdicts"]] == [
        "added",
        "not an address",
        "on the list already",
        "on the list already",
        "not an address",
    ]
    new = survey.invitations.get(role="school")
    assert (new.address, new.source, new.language) == ("uusi@example.org", "Koulun lista", "sv")
    wrong = client.post(at("survey_invited", survey.pk), given | {"source": ""})
    assert list(wrong.context["form"].errors) == ["source"]
    assert "ei osoite" in main(wrong)


def test_the_mail_tells_whose_it_is_where_the_address_came_from_and_how_to_say_no(client):
    survey = opened(resident=5)
    letter = mail.outbox[0]
    invitation = survey.invitations.get(address=letter.to[0])
    assert len(mail.outbox) == 5
    assert invitation.url in letter.body
    assert "Jäsenluettelo" in letter.body
    no = at("no_more", invitation.token)
    assert no in letter.body
    assert invitation.mark not in letter.body
    assert client.get(no).status_code == 200
    assert not Invitation.objects.get(pk=invitation.pk).declined  # a look declines nothing
    client.post(no)
    assert Invitation.objects.get(pk=invitation.pk).declined
    assert client.get(at("no_more", "x" * 43)).status_code == 404


def test_two_reminders_five_days_apart_go_to_those_who_have_not_answered():
    with moments.days_ago(30):
        survey = opened(resident=7)
        answer(survey, 1)
        survey.invitations.filter(done=False).first().decline()
    sent = []
    for days in (26, 25, 21, 20, 10):
        with moments.days_ago(days):
            before = len(mail.outbox)
            invitation_mail.remind()
            invitation_mail.deliver()
            sent.append(len(mail.outbox) - before)
    assert sent == [0, 5, 0, 5, 0]


def test_an_address_that_mail_never_reaches_is_counted_as_not_reached(monkeypatch):
    survey = make.survey(mode="anonymous")

    def fails(_letter):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(invitation_mail.Letter, "send", fails)
        for days in range(invitation_mail.MOST_TRIES):
            with moments.days_ago(-days):
                invitation_mail.deliver()
    assert survey.invitations.filter(bounced=True).count() == 5
    assert survey.reached() == {}
    assert invitation_mail.deliver() == 0


def test_one_person_answers_once(client):
    survey = opened(resident=5)
    invitation = survey.invitations.first()
    there = at("answer", invitation.token)
    page = client.get(f"/en{there}")
    assert "You answer anonymously" in main(page)
    assert client.post(there, SCALE | {"O1": "Penkit"}).url == at("thanks", invitation.token)
    assert client.post(there, SCALE).status_code == 200
    assert survey.ballots.count() == 1
    assert 'name="A1"' not in client.get(there).text
    survey.close_survey(by=make.user("lead"))
    assert client.post(at("answer", survey.invitations.last().token), SCALE).status_code == 409
    assert survey.responses.count() == 1


def test_a_named_survey_tells_sukkula_who_has_answered_and_an_anonymous_one_does_not(client):
    lead = make.user("lead")
    client.force_login(lead)
    for mode, told, words in (
        ("named", 1, "Vastaat luottamuksellisesti"),
        ("anonymous", 0, "Vastaat nimettömästi"),
    ):
        survey = opened(mode, resident=5)
        answer(survey, 1)
        page = client.get(at("survey_invited", survey.pk))
        assert main(page).count("on vastannut") == told
        form = client.get(at("answer", survey.invitations.filter(done=False)[0].token))
        assert words in main(form)


def test_counts_are_by_role_and_few_are_told_together():
    survey = opened(resident=6, school=3, company=2)
    answer(survey, 2)
    answer(survey, 1, "school")
    assert counts(survey) == [("resident", 6, 6, 2), ("", 5, 5, 1)]


def test_results_of_invited_people_are_public_at_the_closing_with_rates_and_roles(client):
    survey = opened(resident=12, school=8)
    answer(survey, 6, "resident")
    for choice in "12345":
        answer(survey, 1, "school", A1=choice, B1=choice, B2=choice)
    assert results(survey) == results(survey, before_release=True)  # open: nothing
    survey.close_survey(by=make.user("lead"))
    told = results(survey)
    assert (told.n, told.reached, told.answered) == (11, 20, 11)
    assert [(rate.reached, rate.answered) for rate in told.rates] == [(12, 6), (8, 5)]
    trust = told.themes[1]
    # The six residents all answered alike: they are hidden, and with them the schools.
    assert [index for _role, index in trust.roles] == [None, None]
    page = client.get(at("survey", survey.pk))
    assert "50\u00a0%" in main(page)
    assert client.get(at("survey_csv", survey.pk)).status_code == 200
    with pytest.raises(WrongState):
        survey.release_results(by=make.user("lead"))


def test_the_coordinator_who_feeds_and_closes_early_learns_no_answer(client):
    """Four of five on the list are the coordinator's own; the fifth is hidden at the closing."""
    kehra = make.kehra()
    coordinator = make.coordinator(kehra)
    client.force_login(coordinator)
    seen = set()
    for choice in ("1", "5"):
        survey = opened(scope=kehra, resident=5)
        answer(survey, 3, **dict.fromkeys(SCALE, "3"))
        answer(survey, 1, **dict.fromkeys(SCALE, choice), O1="Words of one person")
        survey.close_survey(by=coordinator)
        pages = [at("survey", survey.pk), at("survey_csv", survey.pk), "/arviointi/"]
        told = " ".join(client.get(page).text for page in pages)
        assert "Words of one person" not in told
        seen.add(str(survey.result_rows.filter(figures__isnull=False).values_list("figures")))
        for rows in (Answer, OpenAnswer, Survey):
            rows.objects.all().delete()
    assert len(seen) == 1


def test_mail_goes_in_batches_with_a_bound(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(invitation_mail, "BATCH", 3)
    monkeypatch.setattr(invitation_mail, "MOST_BATCHES", 2)
    survey = make.survey(mode="anonymous", state="draft")
    make.asked(survey, 6, role="school")
    survey.open_survey(by=make.user("lead"))
    with django_assert_max_num_queries(30):
        assert [invitation_mail.deliver() for _n in range(3)] == [6, 5, 0]
