"""Reviews: who may, what opens when, what is hidden until when, what they say together."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from guardian.shortcuts import get_users_with_perms

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Notice
from kehrat.models import Project
from sukkula.models import Panel, Review
from sukkula.panels import clock, scores
from tests import make
from tests.pages import main
from tests.races import at_once

pytestmark = pytest.mark.django_db


def given(review, *values):
    """The review walked to its end with the values, the first criteria first; None: can't say."""
    person = review.reviewer
    if review.state == "asked":
        review.declare_free(by=person)
    review.give_review(by=person, scores=marks(review, *values))


def marks(review, *values):
    criteria = review.panel.criteria.criteria.all()
    return {c.pk: (v, "") for c, v in zip(criteria, values, strict=True)}


@pytest.fixture
def panel():
    return make.panel(reviewers=3)


def told(verb):
    found = Notice.objects.filter(event__verb=verb)
    return set(found.values_list("recipient__email", flat=True))


class TestAsking:
    def test_each_is_told_and_nothing_opens_yet(self, panel):
        people = [review.reviewer for review in panel.reviews.all()]
        assert told("ask_review") == {person.email for person in people}
        seen = [Project.objects.visible_to(person).count() for person in people]
        assert seen == [0, 0, 0]

    def test_only_the_adviser_or_a_lead_asks_and_only_in_review(self):
        card = make.project(state="in_review")
        facts = make.panel_facts(card)
        for person in (make.user("adviser"), make.coordinator(card.kehra), make.user("reviewer")):
            with pytest.raises(PermissionDenied):
                card.panels.ask(card, by=person, **facts)
        assert card.panels.ask(card, by=make.user("lead"), **facts).is_open
        with pytest.raises(WrongState):
            card.panels.ask(card, by=card.adviser, **facts)
        done = make.project(state="approved")
        with pytest.raises(WrongState):
            done.panels.ask(done, by=done.adviser, **make.panel_facts(done))

    def test_those_near_to_the_card_are_refused_by_name(self):
        card = make.project(state="in_review")
        member = make.member(card.kehra, user=make.user("reviewer", name="Mirja Lähellä"))
        for near in (member, make.user(), make.coordinator(card.kehra)):
            with pytest.raises(ValidationError, match=str(near)):
                card.panels.ask(card, by=card.adviser, **make.panel_facts(card, [near]))
        assert card.panels.count() == 0

    def test_asked_again_one_is_asked_once(self, panel):
        people = [review.reviewer for review in panel.reviews.all()]
        panel.invite([*people, make.user("reviewer")], by=panel.project.adviser)
        assert panel.reviews.count() == 4
        assert len(told("ask_review")) == 4


class TestDeclaring:
    def test_the_card_opens_to_one_who_is_free(self, panel):
        review = panel.reviews.first()
        review.declare_free(by=review.reviewer)
        assert Project.objects.visible_to(review.reviewer).get() == panel.project

    def test_a_conflict_closes_it_and_the_adviser_reads_why(self, panel):
        review = panel.reviews.first()
        review.declare_free(by=review.reviewer)
        review.declare_conflict(by=review.reviewer, words="Sisareni on hankkeessa.")
        assert Project.objects.visible_to(review.reviewer).count() == 0
        assert told("declare_conflict") == {panel.project.adviser.email}

    def test_who_has_joined_the_kehra_since_cannot_open_or_score(self, panel):
        begun, asked, _third = panel.reviews.all()
        begun.declare_free(by=begun.reviewer)
        for review in (begun, asked):
            make.member(panel.project.kehra, user=review.reviewer)
        with pytest.raises(PermissionDenied):
            asked.declare_free(by=asked.reviewer)
        with pytest.raises(PermissionDenied):
            begun.keep_scores(by=begun.reviewer, scores={})

    def test_one_declares_for_oneself_only(self, panel):
        first, second, _third = panel.reviews.all()
        for verb in (first.declare_free, first.abstain, first.declare_conflict):
            with pytest.raises(PermissionDenied):
                verb(by=second.reviewer, **({} if verb == first.declare_free else {"words": "x"}))

    def test_grants_and_rows_stay_alike(self, panel):
        free, tied, away = panel.reviews.all()
        for review in (free, tied):
            review.declare_free(by=review.reviewer)
        tied.declare_conflict(by=tied.reviewer, words="Oma yhdistys.")
        away.abstain(by=away.reviewer, words="Ei aikaa.")
        granted = get_users_with_perms(panel.project, only_with_perms_in=["review_project"])
        assert list(granted) == [free.reviewer]
        panel.close_panel(by=panel.project.adviser)
        granted = get_users_with_perms(panel.project, only_with_perms_in=["review_project"])
        assert list(granted) == []


class TestScoring:
    def test_scores_are_kept_until_given_and_all_must_be_answered(self, panel):
        review = panel.reviews.first()
        review.declare_free(by=review.reviewer)
        first = panel.criteria.criteria.first()
        review.keep_scores(by=review.reviewer, scores={first.pk: (4, "Hyvä")}, words="Kesken")
        assert [(s.value, s.comment) for s in review.scores.all()] == [(4, "Hyvä")]
        with pytest.raises(ValidationError) as lacking:
            review.give_review(by=review.reviewer, scores={first.pk: (4, "")})
        assert str(panel.criteria.criteria.last()) in lacking.value.messages[0]
        given(review, 4, 3, None, 2, 5, 0)
        assert review.state == "given"
        for late in (review.keep_scores, review.give_review):
            with pytest.raises(WrongState):
                late(by=review.reviewer, scores={})

    def test_others_are_hidden_until_ones_own_are_given(self, panel):
        first, second, third = panel.reviews.all()
        given(first, 5, 5, 5, 5, 5, 5)
        second.declare_free(by=second.reviewer)

        def seen(review):
            return set(Review.objects.visible_to(review.reviewer))

        assert (seen(first), seen(second), seen(third)) == ({first}, {second}, {third})
        given(second, 1, 1, 1, 1, 1, 1)
        assert (seen(first), seen(second)) == ({first, second}, {first, second})
        assert seen(third) == {third}
        assert set(Review.objects.visible_to(make.coordinator(panel.project.kehra))) == set()
        assert set(Review.objects.visible_to(panel.project.adviser)) == {first, second, third}

    def test_what_they_say_together(self, panel):
        first, second, third = panel.reviews.all()
        given(first, 5, 4, 3, 2, 1, 0)  # weights 3 3 2 2 2 1: 39 / 13
        given(second, 1, 1, None, None, None, None)  # 6 / 6
        third.abstain(by=third.reviewer, words="En tunne aluetta.")
        result = scores.result(panel, panel.reviews.all())
        assert (result.reviews, result.whole.number) == (2, 2)
        assert (str(result.whole.mean), str(result.whole.median)) == ("2.00", "2.00")
        need, *_rest, money = (figures for _c, figures, _said in result.rows)
        assert (need.number, str(need.mean), need.low, need.high) == (2, "3.00", 1, 5)
        assert (money.number, money.mean) == (1, 0)
        assert [row.cells for row in result.chart.rows][0] == ["3,00 (1,00–5,00)"]


class TestTime:
    def test_reminded_once_before_and_on_the_day_and_the_adviser_after(self, panel):
        given(panel.reviews.first(), 5, 5, 5, 5, 5, 5)
        days = [-9, -3, -3, -2, 0, 0, 1, 1, 8]
        made = [clock.watch(panel.due_on + timedelta(days=d))[0] for d in days]
        assert made == [0, 2, 0, 0, 2, 0, 1, 0, 0]
        assert told("panel_late") == {panel.project.adviser.email}

    def test_a_panel_ends_when_its_card_is_decided(self, panel):
        review = panel.reviews.first()
        review.declare_free(by=review.reviewer)
        panel.project.reject(by=panel.project.adviser, reason="Ei nyt.")
        assert clock.watch() == (0, 1)
        assert clock.watch() == (0, 0)
        assert Project.objects.visible_to(review.reviewer).count() == 0
        with pytest.raises(WrongState):
            Review.objects.get(pk=review.pk).keep_scores(by=review.reviewer, scores={})


class TestPages:
    def test_from_the_question_to_the_others_scores(self, client, panel):
        review, other, _third = panel.reviews.all()
        given(other, 1, 2, 3, 4, 5, None)
        Review.objects.filter(pk=other.pk).update(words="Hoitaja puuttuu.")
        client.force_login(review.reviewer)
        url = f"/en/arvioinnit/{review.pk}/"
        assert panel.project.description not in client.get(url).text
        page = client.post(url, {"answer": "tied"})
        assert (page.status_code, "what ties you" in main(page)) == (200, True)
        client.post(url, {"answer": "free"})
        page = main(client.get(url))
        assert panel.project.description in page
        assert str(other.reviewer) not in page
        assert "Hoitaja puuttuu." not in page
        data = {f"value{c.pk}": "4" for c in panel.criteria.criteria.all()[1:]}
        first = panel.criteria.criteria.first()
        page = main(client.post(url, {"give": "1", "words": "Kelpo hanke.", **data}))
        assert (str(first) in page, "Kelpo hanke." in page) == (True, True)
        assert client.post(url, {"give": "1", f"value{first.pk}": "-", **data}).status_code == 302
        page = main(client.get(url))
        assert str(other.reviewer) in page
        assert "Scores of 2 reviewers" in page
        assert "Hoitaja puuttuu." in page

    def test_one_abstains_only_with_a_reason(self, client, panel):
        review = panel.reviews.first()
        client.force_login(review.reviewer)
        client.post(f"/arvioinnit/{review.pk}/pidattaydy/", {"words": " "})
        assert Review.objects.get(pk=review.pk).state == "asked"
        client.post(f"/arvioinnit/{review.pk}/pidattaydy/", {"words": "Ei aikaa."})
        assert Review.objects.get(pk=review.pk).state == "abstained"

    @pytest.mark.parametrize("value", ["6", "-1", "x", "²", "4\0"])
    def test_what_is_no_score_is_refused_in_words(self, client, panel, value):
        review = panel.reviews.first()
        review.declare_free(by=review.reviewer)
        client.force_login(review.reviewer)
        first = panel.criteria.criteria.first()
        page = client.post(f"/arvioinnit/{review.pk}/", {f"value{first.pk}": value})
        assert (page.status_code, "has-error" in main(page)) == (200, True)
        assert review.scores.count() == 0

    def test_the_adviser_asks_more_takes_off_and_closes(self, client, panel):
        card, more = panel.project, make.user("reviewer", name="Raili Uusi")
        client.force_login(card.adviser)
        url = f"/en/sukkula/hankkeet/{card.pk}/arvioijat/"
        assert "Raili Uusi" in main(client.get(url))
        client.post(url, {"reviewers": [more.pk]})
        review = panel.reviews.get(reviewer=more)
        client.post(f"{url}{review.pk}/pois/")
        client.post(f"{url}lopeta/")
        review.refresh_from_db()
        panel.refresh_from_db()
        assert (review.state, panel.state) == ("dismissed", "closed")

    def test_it_begins_on_the_page(self, client):
        card = make.project(state="in_review")
        client.force_login(card.adviser)
        facts = make.panel_facts(card)
        url = f"/en/sukkula/hankkeet/{card.pk}/arvioijat/"
        data = {"criteria": facts["criteria"].pk, "reviewers": [facts["reviewers"][0].pk]}
        assert "has-error" in main(client.post(url, data | {"due_on": "2020-01-01"}))
        client.post(url, data | {"due_on": facts["due_on"].isoformat()})
        assert card.panels.get().reviews.count() == 1

    def test_the_applicants_read_nothing_of_it(self, client, panel):
        review = panel.reviews.first()
        review.declare_free(by=review.reviewer)
        review.declare_conflict(by=review.reviewer, words="Salainen syy")
        team = make.coordinator(panel.project.kehra)
        client.force_login(team)
        for path in ("", "viestit/", "versiot/", "kortti.txt", "kortti.json"):
            page = client.get(f"/hankkeet/{panel.project.pk}/{path}").text
            assert (path, "Salainen syy" in page) == (path, False)
            assert (path, str(review.reviewer) in page) == (path, False)
        assert not Notice.objects.filter(recipient=team, event__verb__contains="review").exists()

    @pytest.mark.parametrize("path", ["/arvioinnit/", "panel"])
    def test_queries_do_not_grow_with_the_rows(self, client, path):
        def asked_for(many):
            return [make.panel(reviewers=many)] if path == "panel" else panels(many)

        def panels(many):
            one = make.user("reviewer")
            return [make.panel(people=[one]) for _ in range(many)]

        make.user("reviewer")  # one more who could be asked
        numbers = set()
        for many in (1, 3, 12):
            made = asked_for(many)
            on_desk = path == "panel"
            client.force_login(
                made[0].project.adviser if on_desk else made[0].reviews.get().reviewer
            )
            address = f"/sukkula/hankkeet/{made[0].project_id}/arvioijat/" if on_desk else path
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            numbers.add(len(asked))
        assert len(numbers) == 1


@pytest.mark.django_db(transaction=True)
def test_asked_twice_at_once_there_is_one_panel():
    card = make.project(state="in_review")
    facts = make.panel_facts(card)
    copies = [Project.objects.get(pk=card.pk) for _ in range(2)]
    outcomes = at_once(
        *(lambda mine=mine: mine.panels.ask(mine, by=card.adviser, **facts) for mine in copies)
    )
    assert (outcomes.count("WrongState"), card.panels.count()) == (1, 1)


def test_the_day_is_helsinkis():
    assert make.panel().due_on == moments.in_days(14)


def scored(criteria, *values):
    """A form's data that scores so many of the criteria."""
    return {f"value{c.pk}": str(value) for c, value in zip(criteria, values, strict=False)}


def begun(reviewer, due_on):
    panel = make.panel(people=[reviewer])
    Panel.objects.filter(pk=panel.pk).update(due_on=due_on)
    review = panel.reviews.get()
    review.declare_free(by=reviewer)
    return review


def test_keeping_goes_on_to_the_next_by_the_day_and_round_to_the_first(client):
    reviewer = make.user("reviewer")
    client.force_login(reviewer)
    third, first, second = (begun(reviewer, moments.in_days(n)) for n in (9, 3, 5))
    criteria = list(first.panel.criteria.criteria.all())
    for here, there in ((first, second), (second, third), (third, first)):
        answer = client.post(here.get_absolute_url(), scored(criteria, 4) | {"next": "1"})
        assert answer.url == there.get_absolute_url()
        assert here.scores.get().value == 4
    answer = client.post(first.get_absolute_url(), scored(criteria, 2))
    assert answer.url == first.get_absolute_url()


def test_the_only_card_offers_no_next(client):
    reviewer = make.user("reviewer")
    client.force_login(reviewer)
    only = begun(reviewer, moments.in_days(3))
    assert 'name="next"' not in client.get(only.get_absolute_url()).text
    answer = client.post(only.get_absolute_url(), {"next": "1"})
    assert answer.url == only.get_absolute_url()


def test_ones_own_mean_is_weighted_leaves_out_cant_say_and_follows_the_form(client):
    reviewer = make.user("reviewer")
    client.force_login(reviewer)
    review = begun(reviewer, moments.in_days(3))
    one, other, third, *_more = criteria = list(review.panel.criteria.criteria.all())
    chosen = scored(criteria, 5, 2) | {f"value{third.pk}": "-"}
    exact = Decimal(5 * one.weight + 2 * other.weight) / (one.weight + other.weight)
    wanted = str(exact.quantize(Decimal("0.01"), "ROUND_HALF_UP"))
    page = f"/en/arvioinnit/{review.pk}/"
    piece = client.post(page, chosen | {"count": "1"}, headers={"HX-Request": "true"})
    assert (wanted in piece.text, f"3 / {len(criteria)}" in piece.text) == (True, True)
    assert not review.scores.exists()
    client.post(page, chosen)
    assert f"<strong>{wanted}</strong>" in client.get(page).text
    nonsense = client.post(
        page, {f"value{one.pk}": "99", "count": "1"}, headers={"HX-Request": "true"}
    )
    assert "<strong>–</strong>" in nonsense.text


def test_ones_other_cards_stand_beside_with_ones_own_means_alone(client):
    reviewer, other = make.user("reviewer"), make.user("reviewer")
    client.force_login(reviewer)
    here, before = (begun(reviewer, moments.in_days(n)) for n in (3, 9))
    criteria = list(before.panel.criteria.criteria.all())
    client.post(f"/en/arvioinnit/{before.pk}/", scored(criteria, *[3] * len(criteria)))
    foreign = begun(other, moments.in_days(4))
    foreign.keep_scores(by=other, scores={c.pk: (1, "") for c in criteria})
    told = client.get(f"/en/arvioinnit/{here.pk}/").context["others"]
    assert [(row.pk, str(mean.mean)) for row, mean in told] == [(before.pk, "3.00")]
    client.post(
        f"/en/arvioinnit/{before.pk}/", scored(criteria, *[3] * len(criteria)) | {"give": "1"}
    )
    assert here.get_absolute_url() in client.get(f"/en/arvioinnit/{before.pk}/").text


def test_the_page_of_scores_asks_as_much_for_one_three_and_ten_other_cards(client):
    reviewer = make.user("reviewer")
    client.force_login(reviewer)
    here, counts, rows = begun(reviewer, moments.in_days(3)), [], 0
    for many in (1, 3, 10):
        for _ in range(many - rows):
            row = begun(reviewer, moments.in_days(9))
            row.keep_scores(by=reviewer, scores={row.panel.criteria.criteria.first().pk: (3, "")})
        rows = many
        client.get(here.get_absolute_url())
        with CaptureQueriesContext(connection) as taken:
            client.get(here.get_absolute_url())
        counts.append(len(taken))
    assert counts == [counts[0]] * 3
