"""People on Sukkula's list: who may, their mail, one answer each, what is counted and told."""

from urllib.parse import parse_qs

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arviointi.models import Answer, Invitation, OpenAnswer, OptOut, Survey
from arviointi.results.results import results
from arviointi.surveys import invitation_mail
from arviointi.surveys.invitations import counts
from arviointi.surveys.opt_outs import mark_of
from arviointi.surveys.verdicts import ADDED
from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehityspolku.models import User
from kehityspolku.web import paging
from kehrat.models import OfficialArea
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
    assert page.context["counts"][0][1:] == (5, 0, 0, 0)
    with pytest.raises(PermissionDenied):  # it could be closed after one answer more
        survey.close_survey(by=coordinator)
    assert "@example.org" not in page.text
    assert client.get(at("answer", survey.token)).status_code == 404  # it has no open link


def test_each_line_of_a_pasted_list_gets_its_verdict(client):
    kehra = make.kehra()
    runs = make.coordinator(kehra)
    make.user(email="away@example.org", bounced_at=moments.now())
    OptOut.objects.create(mark=mark_of("No@example.org"))
    survey = make.survey(kehra, mode="named", state="draft")
    client.force_login(make.user("lead"))
    name, _at, domain = runs.email.partition("@")
    verdicts = {
        "Uusi@Example.org": "added",
        "ei osoite": "not an address",
        "uusi@example.org": "on the list already",
        "uusi+toinen@example.org": "on the list already",
        "resident0@example.org": "on the list already",
        "a" * 250 + "@example.org": "not an address",
        f"{name}+2@{domain}": "runs the survey, so is not asked",
        "away@example.org": "mail to it has come back",
        "no@example.org": "wants no invitations to surveys",
        "matti.esimerkki@gmail.com": "added",
        "mattiesimerkki+1@googlemail.com": "on the list already",
    }
    given = {"addresses": "\n\n".join(verdicts), "role": "school", "language": "sv"}
    page = client.post(f"/en{at('survey_invited', survey.pk)}", given | {"source": "Koulun lista"})
    assert {line: str(words) for line, words in page.context["verdicts"]} == verdicts
    new = survey.invitations.get(address="uusi@example.org")
    assert (new.role, new.source, new.language) == ("school", "Koulun lista", "sv")
    wrong = client.post(at("survey_invited", survey.pk), given | {"source": ""})
    assert list(wrong.context["form"].errors) == ["source"]
    assert "ei osoite" in main(wrong)


def part_of(kehra, actor_type, *, organisation="", **fields):
    """A member who takes part as this."""
    person = make.member(kehra, **fields)
    part = {"actor_type": actor_type, "organisation": organisation}
    person.memberships.update(**part)
    return person


def test_people_are_put_on_the_list_by_role_from_members_partners_and_officials(client):
    kehra = make.kehra()
    make.coordinator(kehra)
    other = make.kehra()
    make.project(kehra, state="approved", partners=["Kotikylä ry"])
    official = make.user("city_official")
    OfficialArea.objects.grant(official, by=None)
    people = {
        part_of(kehra, "school", language="sv").email: "school",
        make.member(kehra).email: "resident",
        part_of(other, "association", organisation="KOTIKYLÄ RY").email: "association",
        official.email: "official",
    }
    gone = make.member(kehra)
    User.objects.filter(pk=gone.pk).update(bounced_at=moments.now())
    stranger = make.member(other)
    survey = make.survey(kehra, mode="anonymous", state="draft")
    survey.invitations.all().delete()
    client.force_login(make.user("adviser"))
    there = at("survey_circles", survey.pk)
    page = client.get(f"/en{there}")
    keys = [key for key, _words in page.context["circles"].fields["circles"].choices]
    assert keys == ["members-resident", "members-school", "partners-association", "officials"]
    told = client.post(f"/en{there}", {"circles": keys})
    # The coordinator takes part as a resident too, and runs the survey.
    assert [sorted(tally) for _circle, tally in told.context["found"]] == [
        [("added", 1), ("runs the survey, so is not asked", 1)],
        *[[("added", 1)]] * 3,
    ]
    asked = {i.address: i for i in survey.invitations.all()}
    assert {address: i.role for address, i in asked.items()} == people
    assert not {gone.email, stranger.email} & asked.keys()
    swedish = next(i for i in asked.values() if i.language == "sv")
    assert swedish.source == f"medlemsförteckningen för Kehrän {kehra.name}"
    assert client.post(there, {"circles": "others"}).context["circles"].errors
    assert client.post(there, {}).context["circles"].errors


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


def test_whoever_wants_no_surveys_is_asked_by_none_until_taking_it_back(client):
    first, second = opened(resident=5), opened(resident=5)
    mine = first.invitations.get(address="resident0@example.org")
    no = at("no_more", mine.token)
    assert "List-Unsubscribe-Post" in mail.outbox[0].extra_headers
    assert "kutsuja kyselyihin" in main(client.post(no, {"all": ""}))
    assert [s.invitations.get(address=mine.address).declined for s in (first, second)] == [True] * 2
    assert not first.invitations.exclude(pk=mine.pk).filter(declined=True).exists()
    assert mine.address not in str(OptOut.objects.values())
    third = make.survey(mode="named", state="draft")  # asks the same five
    assert third.invitations.count() == 4
    client.post(no, {"again": ""})
    assert make.asked(third, 1) == [(mine.address, ADDED)]


def test_mail_that_came_back_reached_nobody_unless_the_person_answers(client, settings):
    settings.BOUNCE_SECRET = "0123456789 0123456789"
    survey = opened(resident=7)
    answer(survey, 1)
    done, *waiting = survey.invitations.order_by("-done", "address")
    headers = {"authorization": f"Bearer {settings.BOUNCE_SECRET}"}
    for address in (done.address, waiting[0].address.upper(), waiting[1].address, "x@example.org"):
        told = {"address": address, "type": "hard", "reason": "550"}
        client.post(reverse("bounces"), told, content_type="application/json", headers=headers)
    assert survey.reached() == {"resident": (5, 1)}
    waiting[1].answer(SCALE)  # it came there after all
    assert survey.reached() == {"resident": (6, 2)}
    with moments.days_ago(-6):
        invitation_mail.remind()
        assert invitation_mail.deliver() == 4


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


class Killed(BaseException):
    """The worker's end, which nothing catches."""


def test_nobody_gets_a_letter_twice_whatever_ends_the_worker(monkeypatch):
    """Of the letter during which the worker is killed nobody can tell whether it left: it isn't
    sent again before the reminder. One that fails is tried again, under the same Message-ID."""
    survey = make.survey(mode="anonymous", state="draft")
    make.asked(survey, 8)
    survey.open_survey(by=make.user("lead"))
    ends, tried, left = {2: Killed, 4: OSError}, [], []

    def send(letter):
        tried.append((letter.to[0], letter.extra_headers["Message-ID"]))
        if end := ends.get(len(tried)):
            raise end
        left.append(letter.to[0])

    monkeypatch.setattr(invitation_mail.Letter, "send", send)
    with pytest.raises(Killed):
        invitation_mail.deliver()
    waiting = list(survey.invitations.filter(mail_at__isnull=False))
    assert waiting[0].claim()  # as another worker would, at the same time
    assert not waiting[0].claim()
    assert invitation_mail.deliver() == len(waiting) - 2
    with moments.days_ago(-1):
        assert [invitation_mail.deliver(), invitation_mail.deliver()] == [1, 0]
    assert len(left) == len({*left}) == 6
    assert tried[3] == tried[-1]
    assert len({key for _to, key in tried}) == len(tried) - 1
    unsent = tried[1][0]
    with moments.days_ago(-6):
        invitation_mail.remind()
        invitation_mail.deliver()
    assert left.count(unsent) == 1
    assert max(left.count(address) for address in left) == 2  # the first, the reminder


def test_one_person_answers_once(client):
    survey = opened(resident=5)
    invitation = survey.invitations.first()
    there = at("answer", invitation.token)
    page = client.get(f"/en{there}")
    assert "You answer anonymously" in main(page)
    assert client.post(there, SCALE | {"O1": "Penkit"}).url == at("thanks", invitation.token)
    assert client.post(there, SCALE).status_code == 409
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
    assert counts(survey) == [("resident", 6, 6, 2, 4), ("", 5, 5, 1, 4)]


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
        survey.close_survey(by=make.user("lead"))
        pages = [at("survey", survey.pk), at("survey_csv", survey.pk), "/arviointi/"]
        told = " ".join(client.get(page).text for page in pages)
        assert "Words of one person" not in told
        seen.add(str(survey.result_rows.filter(figures__isnull=False).values_list("figures")))
        for rows in (Answer, OpenAnswer, Survey):
            rows.objects.all().delete()
    assert len(seen) == 1


def test_two_thousand_people_are_entered_and_mailed_in_bounded_batches(client, monkeypatch):
    """2 000 people cost some dozens of questions, a run of the worker sends 500 mails at most, and
    the list shows them page by page: as many questions for 3 people as for 2 000."""
    survey = make.survey(mode="anonymous", state="draft")
    lead = make.user("lead")
    people = [f"person{n:04}@example.org" for n in range(2001)]
    given = {"role": "school", "source": "Koulun lista", "language": "fi", "by": lead}
    with CaptureQueriesContext(connection) as entering:
        verdicts = survey.invitations.enter(survey, people, **given)
    assert len(entering) <= 20
    assert [words == ADDED for _line, words in verdicts].count(False) == 6  # 5 were there
    survey.open_survey(by=lead)
    sent = []
    monkeypatch.setattr(invitation_mail, "message", lambda invitation: Sent(invitation, sent))
    with CaptureQueriesContext(connection) as sending:
        assert invitation_mail.deliver() == 500
    assert len(sending) <= 500 + 20  # one each to write down that it leaves
    assert len({*sent}) == 500
    assert survey.invitations.filter(mails=0, mail_at__isnull=False).count() == 1500
    client.force_login(lead)
    few = make.survey(mode="anonymous")
    asked, seen, there = set(), [], ""
    for survey_shown in (few, survey, survey):
        with CaptureQueriesContext(connection) as asking:
            page = client.get(at("survey_invited", survey_shown.pk) + there)
        asked.add(len(asking) - bool(there))  # one more to find the place in the list
        if survey_shown is survey:
            seen += [row.address for row in page.context["people"]]
            there = page.context["later_url"]
            last = page.context["people"][-1]
            # The address of the page, which comes into logs, names nobody.
            assert paging.read(parse_qs(there[1:])["after"][0], ("pk",)) == [str(last.pk)]
    assert len(asked) == 1
    everyone = survey.invitations.values_list("address", flat=True)
    assert seen == sorted(everyone)[:100]


class Sent:
    """A letter that is noted instead of sent."""

    def __init__(self, invitation, sent):
        self.send = lambda: sent.append(invitation.address)
