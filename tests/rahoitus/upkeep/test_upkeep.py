"""The lead keeps calls and sources: writes, publishes, changes, ends and copies them."""

import re
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kehityspolku import moments
from kehityspolku.models import Event
from rahoitus.calls import missing
from rahoitus.models import Call, CostModel, Source, Version
from rahoitus.register import threesixtygiving
from rahoitus.upkeep import keeping
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
WHOLE = {"about_en": "For parks.", "service_url": "https://example.org/"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def lead():
    return make.user("lead")


@pytest.fixture
def keeper(client, lead):
    client.force_login(lead)
    return client


def draft(**fields):
    return make.call(**{"published_at": None, **WHOLE, **fields})


def typed(keeper, address, **changes):
    """What the form of a page would send: what it shows, with some of it changed."""
    form = keeper.get(address).context["form"]
    data = {}
    for field in form:
        value = field.value()
        if isinstance(value, (list, tuple)) and field.name != "source_links":
            data[field.name] = [getattr(each, "pk", each) for each in value]
        elif value is True:
            data[field.name] = "on"
        elif value is not None and value is not False:
            shown = field.field.widget.format_value(value)
            shown = shown[0] if isinstance(shown, list) else shown
            data[field.name] = "" if shown is None else shown
    return data | changes


class TestPublishing:
    def test_waits_until_nothing_is_missing(self, lead):
        made = draft(about_en="", applicants=[], service_url="", checked_on=None)
        made.questions.create(kind="choice", text_fi="Mikä?", choices_fi="a\nb")
        with pytest.raises(ValidationError) as refused:
            keeping.publish(made, by=lead)
        assert refused.value.messages == [
            "Tell what the call funds.",
            "Tell who may apply.",
            "Give a link to where the rules were read.",
            "Tell on which day the rules were checked with the funder.",
            "Write the question “Mikä?” in Finnish, Swedish and English, "
            "its choices too, as many in each.",
        ]
        assert Call.objects.get(pk=made.pk).published_at is None
        assert not made.versions.exists()

    def test_makes_it_public_once_with_its_first_version(self, lead):
        made = draft()
        for _twice in range(2):
            keeping.publish(made, by=lead)
        assert made in Call.objects.open()
        assert list(made.versions.values_list("number", "by")) == [(1, lead.pk)]

    def test_is_the_leads(self):
        with pytest.raises(PermissionDenied):
            keeping.publish(draft(), by=make.user("adviser"))

    @pytest.mark.parametrize(
        ("choices", "whole"),
        [
            ({"fi": "a\nb", "sv": "a\nb", "en": "a\n\nb"}, True),
            ({"fi": "a\nb", "sv": "a", "en": "a\nb"}, False),
            ({"fi": "a", "sv": "a", "en": "a"}, False),
        ],
    )
    def test_choices_are_as_many_in_each_language(self, choices, whole):
        texts = {f"text_{code}": "Q" for code in ("fi", "sv", "en")}
        given = {f"choices_{code}": text for code, text in choices.items()}
        asked = draft().questions.create(kind="choice", **texts, **given)
        assert asked.is_whole is whole

    def test_a_cost_model_is_in_force_when_the_call_opens(self):
        made = draft(opens_on=date(2030, 1, 1), closes_on=date(2030, 2, 1), cost_models=["flat_40"])
        CostModel.objects.filter(source=made.source).update(valid_to=2029)
        assert list(missing.of(Call.objects.get(pk=made.pk))) == [
            "The cost model “flat rate 40 % of staff pay covers all other costs” "
            "is not in force when the call opens."
        ]


class TestChanges:
    def test_are_versions_and_told_to_those_who_prepare(self, keeper, lead):
        made = draft(largest=3000)
        keeping.publish(made, by=lead)
        preparing, sent = make.application(call=made), make.application("sent", call=made)
        address = f"/en/rahoitus/hoito/haut/{made.pk}/kirjoita/"
        given = typed(keeper, address, largest="940 000", why="The funder raised it.")
        answer = keeper.post(address, given)
        assert answer.status_code == 302
        made.refresh_from_db()
        assert made.largest == Decimal(940000)
        assert list(made.versions.values_list("number", "why")) == [
            (2, "The funder raised it."),
            (1, "Published"),
        ]
        told = Event.objects.filter(verb="rules_changed")
        assert list(told.values_list("target_id", "facts__why")) == [
            (preparing.pk, "The funder raised it.")
        ]
        assert preparing.held_to.largest == Decimal(940000)
        assert sent.pk not in told.values_list("target_id", flat=True)

    def test_after_the_sending_change_nothing_for_what_was_sent(self, lead):
        made = draft(largest=3000, closes_time=time(16))
        made.parts.create(name_en="Small", largest=1000)
        made.conditions.create(kind="never", text_en="No wine.")
        keeping.publish(made, by=lead)
        made.versions.update(made_at=moments.now() - timedelta(days=9))
        sent = make.application(call=made)
        sent.part = made.parts.get()
        sent.save()
        sent.ask_check(by=make.coordinator(sent.project.kehra))
        sent.mark_checked(by=sent.project.adviser)
        sent.record_sent(by=sent.project.adviser, sent_on=moments.today())
        sent.sent_at = moments.now() - timedelta(days=5)
        sent.save()
        made.refresh_from_db()
        made.largest = 10
        made.save()
        made.parts.all().delete()
        keeping.changed(made, by=lead, why="Less money.")
        held = sent.held_to
        assert (held.largest, held.closes_at, held.source) == (
            Decimal(3000),
            made.closes_at,
            made.source,
        )
        assert [str(part) for part in held.parts.all()] == ["Small"]
        assert ("What is never funded", "No wine.") in held.rules()
        assert sent.budget().problems == []

    def test_that_would_leave_something_out_are_refused_whole(self, keeper, lead):
        made = draft()
        keeping.publish(made, by=lead)
        address = f"/en/rahoitus/hoito/haut/{made.pk}/kirjoita/"
        answer = keeper.post(address, typed(keeper, address, about_en="", why="Less."))
        assert answer.context["form"].non_field_errors() == ["Tell what the call funds."]
        made.refresh_from_db()
        assert (made.about, made.versions.count()) == ("For parks.", 1)

    def test_over_what_somebody_else_saved_are_told(self, keeper):
        made = draft()
        address = f"/en/rahoitus/hoito/haut/{made.pk}/kirjoita/"
        given = typed(keeper, address, name_en="Mine")
        Call.objects.filter(pk=made.pk).update(name_en="Theirs")
        answer = keeper.post(address, given)
        assert "Somebody else saved meanwhile." in answer.context["form"].non_field_errors()[0]
        assert answer.context["form"].meanwhile == [("Name in English", "Theirs")]
        assert '<dd><blockquote dir="auto">Theirs' in answer.text
        assert Call.objects.get(pk=made.pk).name_en == "Theirs"
        again = given | {"seen": answer.context["form"]["seen"].value()}
        assert keeper.post(address, again).status_code == 302
        assert Call.objects.get(pk=made.pk).name_en == "Mine"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"largest": "1e309"}, "largest"),
        ({"largest": "-5"}, "largest"),
        ({"largest": "=1+1"}, "largest"),
        ({"smallest": "20", "largest": "10"}, "largest"),
        ({"highest_share": "100,1"}, "highest_share"),
        ({"closes_on": "2027-03-28", "closes_time": "3.30"}, "closes_time"),
        ({"closes_on": "2020-01-01"}, "closes_on"),
        ({"closes_on": "1.1.1626"}, "closes_on"),
        ({"name_fi": "", "name_sv": "", "name_en": ""}, "name_fi"),
        ({"source_links": "javascript:alert(1)"}, "source_links"),
        ({"applicants": ["king"]}, "applicants"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(keeper, changes, field):
    made = draft()
    address = f"/en/rahoitus/hoito/haut/{made.pk}/kirjoita/"
    form = keeper.post(address, typed(keeper, address, **changes)).context["form"]
    assert list(form.errors) == [field]


def test_ends_early_and_tells_those_who_prepare(lead):
    made = draft()
    keeping.publish(made, by=lead)
    make.application(call=made)
    day = moments.today()
    keeping.end_early(made, by=lead, day=day, why="The money is spent.")
    assert made.last_day == day
    told = Event.objects.get(verb="rules_changed").facts["why"]
    assert told == f"The call ended early on {moments.day_text(day)}: The money is spent."
    with pytest.raises(ValidationError):
        keeping.end_early(made, by=lead, day=day, why="Again.")


def test_ends_early_only_before_its_day(lead):
    made = make.call(**WHOLE)
    with pytest.raises(ValidationError):
        keeping.end_early(made, by=lead, day=made.closes_on, why="Late.")


def test_ends_early_whatever_its_texts_lack(keeper):
    made = make.call()
    page = f"/en/rahoitus/hoito/haut/{made.pk}/"
    typed = {"day": moments.today().isoformat(), "why": "The money is spent."}
    assert keeper.post(page, typed).status_code == 302
    made.refresh_from_db()
    assert made.ended_early_on == moments.today()
    assert Version.objects.filter(call=made).count() == 2


def test_a_call_that_could_not_be_ended_is_shown_as_it_is_with_the_reason(keeper):
    made = make.call()
    page = f"/en/rahoitus/hoito/haut/{made.pk}/"
    late = {"day": made.closes_on.isoformat(), "why": "The money is spent."}
    shown = main(keeper.post(page, late))
    assert 'role="alert"' in shown
    assert 'value="The money is spent."' in shown or ">The money is spent.</textarea>" in shown
    assert "ended early" not in shown
    made.refresh_from_db()
    assert made.ended_early_on is None


def test_is_copied_to_next_year_as_a_draft(lead):
    made = make.call(
        name_en="Grant 2028",
        opens_on=date(2028, 2, 29),
        closes_on=date(2028, 12, 31),
        closes_time=time(16),
        **WHOLE,
    )
    made.questions.create(text_fi="Mitä?")
    again = keeping.copy(made, by=lead)
    assert (again.name_en, again.opens_on, again.closes_on, again.closes_time) == (
        "Grant 2029",
        date(2029, 2, 28),
        date(2029, 12, 31),
        time(16),
    )
    assert (again.published_at, again.checked_on) == (None, None)
    assert again.slug != made.slug
    assert [str(question) for question in again.questions.all()] == ["Mitä?"]
    assert made.questions.count() == 1


def test_a_new_source_sent_twice_is_one(keeper):
    address = "/en/rahoitus/hoito/lahteet/uusi/"
    (key,) = re.findall(r'name="form_key" value="([^"]+)"', keeper.get(address).text)
    given = {"name_fi": "Puistorahasto", "form_key": key}
    pages = [keeper.post(address, given).url for _sent in range(2)]
    assert pages[0] == pages[1]
    assert Source.objects.filter(name_fi="Puistorahasto").count() == 1


def test_a_sources_business_id_names_it_in_open_data(keeper):
    source = make.source()
    address = f"/en/rahoitus/hoito/lahteet/{source.pk}/"
    lines = {"models-TOTAL_FORMS": "0", "models-INITIAL_FORMS": "0"}
    refused = keeper.post(address, typed(keeper, address, business_id="0201256-7") | lines)
    assert list(refused.context["form"].errors) == ["business_id"]
    answer = keeper.post(address, typed(keeper, address, business_id="FI02012566") | lines)
    assert answer.status_code == 302
    source.refresh_from_db()
    assert threesixtygiving.identifier(source.business_id, source.slug) == "FI-PRO-0201256-6"


def test_rows_are_written_and_taken_away(keeper):
    made = draft()
    address = f"/en/rahoitus/hoito/haut/{made.pk}/rivit/osat/"
    empty = {"parts-TOTAL_FORMS": "1", "parts-INITIAL_FORMS": "0"}
    rows = {"parts-0-place": "1", "parts-0-name_en": "Trials", "parts-0-largest": "12 000"}
    assert keeper.post(address, empty | rows).status_code == 302
    (part,) = made.parts.all()
    assert (str(part), part.largest) == ("Trials", Decimal(12000))
    gone = {"parts-TOTAL_FORMS": "1", "parts-INITIAL_FORMS": "1", "parts-0-id": part.pk}
    answer = keeper.post(address, gone | rows | {"parts-0-DELETE": "on"})
    assert (answer.status_code, made.parts.count()) == (302, 0)
    nameless = rows | {"parts-0-name_en": ""}
    assert keeper.post(address, empty | nameless).context["lines"].total_error_count() == 1


def test_how_a_model_counts_stands_once_an_application_counts_by_it(keeper):
    made = make.call(cost_models=["flat_40"])
    model = made.source.cost_models.get()
    application = make.application(call=made)
    assert application.cost_model == "flat_40"
    address = f"/en/rahoitus/hoito/lahteet/{made.source_id}/"
    given = typed(keeper, address) | {
        "models-TOTAL_FORMS": "1",
        "models-INITIAL_FORMS": "1",
        "models-0-id": model.pk,
        "models-0-short": "flat_40",
        "models-0-name_en": "40 %",
        "models-0-base": "staff",
        "models-0-covers": "others",
    }
    answer = keeper.post(address, given | {"models-0-percent": "20"})
    assert "Applications count by this model" in answer.content.decode()
    answer = keeper.post(address, given | {"models-0-percent": "40", "models-0-valid_to": "2027"})
    assert answer.status_code == 302
    model.refresh_from_db()
    assert (model.percent, model.valid_to) == (Decimal(40), 2027)


def test_a_new_call_and_a_new_source_get_addresses_of_their_own(keeper):
    given = {
        "name_fi": "Uusi säätiö",
        "seen": keeper.get("/en/rahoitus/hoito/lahteet/uusi/").context["form"]["seen"].value(),
    }
    assert keeper.post("/en/rahoitus/hoito/lahteet/uusi/", given).status_code == 302
    source = make.source()
    for slug in ("hoito-2", "hoito-3"):
        given = {"name_fi": "Hoito", "source": source.pk, "opens_on": "2027-01-01"}
        given |= {"partners_least": "0", "reach": "local"}
        assert keeper.post("/en/rahoitus/hoito/haut/uusi/", given).status_code == 302
        assert Call.objects.get(slug=slug).published_at is None
    assert Version.objects.count() == 0


def test_a_draft_is_read_by_the_lead_alone(client, keeper):
    made = draft()
    assert keeper.get(f"/en/rahoitus/hoito/haut/{made.pk}/").status_code == 200
    client.logout()
    assert client.get(f"/en/rahoitus/{made.slug}/").status_code == 404


@pytest.mark.parametrize("address", ["/en/rahoitus/", "/en/rahoitus/hoito/"])
def test_lists_ask_as_much_for_thirty_calls_as_for_one(keeper, address):
    Call.objects.exclude(slug__startswith="call-").delete()
    counts = []
    for number in (1, 3, 30):
        while Call.objects.count() < number:
            make.call()
        keeper.get(address)
        with CaptureQueriesContext(connection) as queries:
            keeper.get(address)
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 14
