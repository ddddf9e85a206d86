"""The days of an application fit one another, and sums by year their decision."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kehityspolku import moments
from rahoitus.applications import by_year, sending
from rahoitus.models import Call
from tests import make
from tests.pages import main

db = pytest.mark.django_db
DAY = date(2026, 1, 15)


@db
@pytest.mark.parametrize("clock", [time(15, 58), time(23, 59, 59), time(23, 59, 59, 900000)])
def test_the_last_second_is_in_time(clock):
    made = make.application("checked")
    last = made.call.closes_on
    sent = datetime.combine(last, clock, tzinfo=moments.HELSINKI)
    assert not sending.is_late(made, sent)
    assert sending.is_late(made, moments.start_of(last.fromordinal(last.toordinal() + 1)))


@db
def test_a_call_open_all_year_is_never_late():
    made = make.application("checked", call=make.call(closes_on=None))
    assert not sending.is_late(made, moments.start_of(date(2199, 1, 1)))


@db
def test_a_moment_that_never_was_is_refused():
    with pytest.raises(ValidationError):
        sending.moment(date(2026, 3, 29), time(3, 30))  # summer time skips it
    twice = sending.moment(date(2025, 10, 26), time(3, 30))
    assert twice.isoformat() == "2025-10-26T00:30:00+00:00"


@db
def test_sent_at_15_58_and_recorded_the_next_morning(client):
    made = make.application("expired")
    yesterday = moments.in_days(-1)
    Call.objects.filter(pk=made.call_id).update(closes_on=yesterday)
    client.force_login(made.project.adviser)
    page = reverse("rahoitus:worded_step", args=[made.pk, "lahetetty"])
    typed = {"sent_on": yesterday.isoformat(), "sent_time": "15.58", "diary_number": "HEL-1"}
    assert client.post(page, typed).url == made.get_absolute_url()
    made.refresh_from_db()
    assert made.state == "sent"
    assert made.sent_at == moments.at(yesterday, time(15, 58))
    shown = client.get(made.get_absolute_url())
    assert moments.moment_text(made.sent_at) in main(shown)
    assert {s.key: s.when for s in shown.context["path"]}["call"] == made.settled_on == yesterday


@db
def test_a_day_before_the_call_is_asked_about_once(client):
    made = make.application("checked")
    client.force_login(made.project.adviser)
    page = reverse("rahoitus:worded_step", args=[made.pk, "lahetetty"])
    typed = {"sent_on": "1999-05-01", "sent_time": "", "diary_number": ""}
    answer = client.post(page, typed)
    shown = main(answer)
    assert "1.5.1999" in shown
    assert "ennen rahoitushaun avautumista" in shown
    told = answer.context["form"].data["told_of"]
    again = typed | {"because": "Rahoittaja pyysi.", "told_of": told}
    assert client.post(page, again | {"sent_on": "1999-05-02"}).status_code == 200  # another day
    assert client.post(page, again).url == made.get_absolute_url()
    made.refresh_from_db()
    assert made.state == "sent"
    assert made.history()[0].facts["because"] == "Rahoittaja pyysi."


@db
@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2026, 1, 1)])
def test_no_refusal_is_older_than_the_sending(day):
    made = make.application("sent")  # on 2 January 2026
    with pytest.raises(ValidationError) as refused:
        made.decline(by=made.project.adviser, decided_on=day, reason="Ei rahaa.")
    assert list(refused.value.message_dict) == ["decided_on"]
    made.refresh_from_db()
    assert made.state == "sent"


@db
def test_no_appeal_ends_before_the_decision():
    made = make.application("sent")
    words = {"by": made.project.adviser, "decided_on": DAY, "appeal_by": date(2026, 1, 14)}
    with pytest.raises(ValidationError) as refused:
        made.grant(amount=Decimal(900), **words)
    assert list(refused.value.message_dict) == ["appeal_by"]


@db
def test_no_exception_is_for_a_day_gone_by():
    made = make.application("expired")
    with pytest.raises(ValidationError):
        made.reopen(by=make.user("lead"), reason="Lupa saatu.", late_until=moments.in_days(-1))
    made.refresh_from_db()
    assert (made.state, made.late_until) == ("expired", None)


class TestByYear:
    def test_it_is_read_as_people_write_it(self):
        text = " 2027\n2026: 12 000,50 €\r\n\n2028=1.5"
        assert by_year.read(text) == [
            (2026, Decimal("12000.50")),
            (2027, None),
            (2028, Decimal("1.50")),
        ]

    @pytest.mark.parametrize(
        "text", ["26: 1", "2026: x", "2026: -1", "2026\n2026: 3", "2026: 1e309", "2026: 1: 2", "=1"]
    )
    def test_what_it_is_not_is_told(self, text):
        with pytest.raises(ValueError):
            by_year.read(text)

    @given(
        st.dictionaries(
            st.integers(1900, 2199),
            st.none() | st.decimals(min_value=0, max_value=10**8, places=2),
            max_size=by_year.MOST,
        )
    )
    def test_what_is_written_is_read_back(self, years):
        assert by_year.read(by_year.write(years.items())) == sorted(years.items())

    @pytest.mark.parametrize(
        ("years", "amount", "fits"),
        [
            ([(2026, 400), (2027, 600)], 1000, True),
            ([(2026, 400), (2027, 599)], 1000, False),
            ([(2026, 400), (2027, None)], 1000, True),
            ([(2026, 1001), (2027, None)], 1000, False),
            ([(2026, 400)], None, True),
            ([], 1000, True),
        ],
    )
    def test_years_come_to_the_sum(self, years, amount, fits):
        years = [(year, None if part is None else Decimal(part)) for year, part in years]
        amount = None if amount is None else Decimal(amount)
        if fits:
            by_year.refuse(years, amount)
            return
        with pytest.raises(ValidationError) as refused:
            by_year.refuse(years, amount)
        assert list(refused.value.message_dict) == ["years"]

    @db
    def test_a_yes_and_its_correction_are_told_by_year(self, client):
        made = make.application("sent")
        client.force_login(made.project.adviser)
        page = reverse("rahoitus:worded_step", args=[made.pk, "myonna"])
        typed = {"amount": "900", "decided_on": "15.1.2026", "years": "2026: 500\n2027: 500"}
        assert "Vuosien summa on" in main(client.post(page, typed))
        typed["years"] = "2026: 500\n2027: 400"
        assert client.post(page, typed).url == made.get_absolute_url()
        decision = made.decisions.get()
        correct = reverse("rahoitus:correct_decision", args=[decision.pk])
        assert "2026: 500\n2027: 400" in main(client.get(correct))
        typed |= {"amount": "800", "years": "2026: 400\n2027: 400", "why": "Väärin."}
        assert client.post(correct, typed).url == made.get_absolute_url()
        standing = made.decisions.standing().get()
        assert list(standing.years.values_list("year", "amount")) == [(2026, 400), (2027, 400)]


@db
def test_the_page_of_an_expired_one_tells_of_the_late_exception_and_then_that_it_is_one(client):
    made = make.application("expired")
    lead, team = make.user("lead"), make.coordinator(made.project.kehra)
    client.force_login(team)
    page = f"/en{made.get_absolute_url()}"
    assert "or if the funder agrees to take it late" in main(client.get(page))
    late = moments.in_days(3)
    made.reopen(by=lead, reason="Lupa saatu.", late_until=late)
    shown = main(client.get(page))
    told = "The call has closed, and the funder takes this application late."
    assert (told in shown, moments.day_text(late) in shown) == (True, True)
