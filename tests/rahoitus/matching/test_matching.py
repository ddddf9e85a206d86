"""Which call fits a card, and why, in words."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from kehityspolku import moments
from kehrat.cards import card
from kehrat.models import District, Organisation
from rahoitus.matching import match
from rahoitus.models import Call
from tests import make

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=moments.HELSINKI)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def project(costs=48000, starts=date(2027, 3, 1), ends=date(2027, 12, 31), **content):
    """An approved card of 1.3.–31.12.2027 with one budget row and a registered applicant."""
    made = make.project(
        phases=[card.Phase("I", starts, ends)],
        budget=[card.BudgetRow("I", None, Decimal(costs) if costs else None)],
        **content,
    )
    made.applicant, _made = Organisation.objects.get_or_create(name="Example association")
    made.save()
    return made


def call(**fields):
    return make.call(
        **{"opens_on": date(2026, 10, 1), "closes_on": date(2027, 1, 15), "cost_models": []}
        | fields
    )


def reasons(project, call):
    return [
        (reason.ok, reason.text.replace("\u00a0", " "))
        for reason in match.fits(project, call, NOON)
    ]


def test_a_fitting_call_says_why_with_figures():
    esr = call(
        smallest=20000,
        largest=150000,
        highest_share=80,
        least_own_share=20,
        cost_models=["flat_40"],
        longest_months=24,
    )
    assert reasons(project(), esr) == [
        (True, "The applicant, Example association, is registered."),
        (True, "The call covers the whole of Helsinki."),
        (True, "The 38 400 € to apply for is within 20 000–150 000 €."),
        (True, "The grant covers at most 80 % of the costs: 38 400 € of 48 000 €."),
        (
            None,
            "Own contribution must be at least 20 % of the costs, here 9 600 €. Agree who pays it.",
        ),
        (True, "Cost model: flat rate 40 % of staff pay covers all other costs."),
        (True, "The project lasts 10 months; the call allows 24."),
        (True, "The call closes on 15.1.2027, before the project starts."),
    ]


@pytest.mark.parametrize(
    ("rule", "ok", "sentence"),
    [
        (
            {"largest": 3000},
            False,
            "The 48 000 € to apply for is over the largest grant, 3 000 €. "
            "Apply for a smaller part of the project.",
        ),
        (
            {"smallest": 50000},
            False,
            "The 48 000 € to apply for is under the smallest grant, 50 000 €. "
            "Join forces with another project or choose a smaller call.",
        ),
        ({"largest": 48000}, True, "The 48 000 € to apply for is at most 48 000 €."),
        (
            {"partners_least": 3},
            False,
            "The call wants partners, at least 3, and the card names 1. "
            "Agree with more partners and add them to the card.",
        ),
        ({"partners_least": 1}, True, "The card names 1 partner; the call wants at least 1."),
        (
            {"reach": "regions"},
            False,
            "The project must be nationwide or usable in more than one region, "
            "and the card covers only a part of Helsinki. "
            "Widen it with partners elsewhere, or choose a local call.",
        ),
        (
            {"reach": "cities"},
            False,
            "At least two of the six largest cities must take part, "
            "and the card names only Helsinki. Agree with a second city first.",
        ),
        (
            {"longest_months": 9},
            False,
            "The project lasts 10 months and the call allows 9. Apply for the first phases only.",
        ),
        (
            {"opens_on": date(2026, 1, 1), "closes_on": date(2026, 11, 23)},
            False,
            "The call closed on 23.11.2026. Wait for the next one, "
            "or record a decision that was made before the portal.",
        ),
        (
            {"opens_on": date(2026, 11, 25)},
            True,
            "The call opens on 25.11.2026: prepare the application in good time.",
        ),
        ({"closes_on": None}, True, "The call is open all year."),
        (
            {"closes_on": date(2027, 3, 1)},
            None,
            "The project starts on 1.3.2027, before the call closes on 1.3.2027. "
            "Check from what day the funder accepts costs.",
        ),
        (
            {"closes_on": date(2027, 12, 31)},
            False,
            "The project ends on 31.12.2027, before the funder can decide. "
            "Move the dates or choose another call.",
        ),
        (
            {"applicants": ["association"]},
            None,
            "The applicant, Example association, is registered. "
            "Check that it is one of these: association.",
        ),
        (
            {"applicants": []},
            None,
            "The call doesn't tell who may apply. Check it with the funder.",
        ),
        (
            {"applicants": ["person"]},
            None,
            "Only these may apply: private person. Check who applies.",
        ),
        (
            {"ends_latest_on": date(2027, 12, 30)},
            False,
            "The project ends on 31.12.2027 and must end on 30.12.2027 at the latest. "
            "Move the dates or choose another call.",
        ),
        (
            {"ends_latest_on": date(2027, 12, 31)},
            True,
            "The project ends on 31.12.2027, by 31.12.2027 as it must.",
        ),
        (
            {"shortest_months": 11},
            False,
            "The project lasts 10 months and the call wants at least 11. "
            "Plan it longer or choose another call.",
        ),
        (
            {"shortest_months": 10},
            True,
            "The project lasts 10 months; the call wants at least 10.",
        ),
        (
            {"costs_from": "day", "costs_from_on": date(2027, 3, 2)},
            None,
            "The project starts on 1.3.2027 and costs count from 2.3.2027: "
            "what is spent before is your own.",
        ),
        (
            {"costs_from": "opened"},
            True,
            "Costs count from 1.10.2026, before the project starts.",
        ),
        (
            {"costs_from": "decided"},
            None,
            "Costs count from the day of the decision. Check that the project starts after it.",
        ),
        (
            {"register_by": date(2026, 11, 23)},
            None,
            "One had to register with the funder by 23.11.2026. Check that you did.",
        ),
        (
            {"register_by": date(2026, 11, 24)},
            None,
            "Register with the funder by 24.11.2026, before the application.",
        ),
        (
            {"second_stage_on": date(2027, 2, 26)},
            None,
            "The call has two stages: those chosen send a full application by 26.2.2027. "
            "Check that you can.",
        ),
        ({"checked_on": None}, None, "Nobody has checked these rules with the funder. Check them."),
        (
            {"checked_on": date(2024, 2, 29)},
            None,
            "These rules were checked on 29.2.2024. Check that they still hold.",
        ),
        (
            {"ended_early_on": date(2026, 11, 23)},
            False,
            "The call ended early on 23.11.2026. Wait for the next one, "
            "or record a decision that was made before the portal.",
        ),
    ],
)
def test_a_rule_says_yes_or_what_to_do(rule, ok, sentence):
    assert (ok, sentence) in reasons(project(), call(**rule))


def test_what_only_a_person_can_judge_is_to_be_checked():
    made = call()
    made.parts.create(name_fi="Kehittäminen", name_sv="Utveckling")
    made.parts.create(name_en="Investments", largest=50000)
    made.conditions.create(kind="never", text_fi="Ei palkkoihin.", text_en="No staff pay.")
    made.conditions.create(kind="order", text_sv="I den ordning de kommer.")
    found = [text for ok, text in reasons(project(), made) if ok is None]
    assert found == [
        "Choose the part of the call that you apply to: Kehittäminen; Investments.",
        "Check, what is never funded: No staff pay.",
        "Check, order of arrival: I den ordning de kommer.",
    ]
    (matched,) = match.ranked(project(), [made], NOON)
    assert matched.fits
    assert matched.to_check == 3


def test_an_unregistered_applicant_is_told_whom_to_ask():
    made = project()
    made.applicant = Organisation.objects.create(name="Neighbours", registered=False)
    assert reasons(made, call())[0] == (
        False,
        "The applicant must be registered and Neighbours is not. "
        "Ask a registered association to apply on its behalf.",
    )
    made.applicant = None
    assert reasons(made, call())[0][0] is None


def test_what_nobody_knows_is_to_be_checked_and_never_a_no():
    made = project(partners=[], target_areas=[])
    made.applicant = Organisation.objects.create(name="Neighbours", registered=None)
    found = reasons(made, call(partners_least=2, reach="cities", smallest=10))
    assert [text for ok, text in found if ok is False] == []
    unknown = [text for ok, text in found if ok is None]
    assert unknown[0] == (
        "The applicant must be registered, and it is not known whether Neighbours is. Check it."
    )
    assert [text.split(",")[0] for text in unknown[1:3]] == [
        "The call wants partners",
        "At least two of the six largest cities must take part",
    ]
    assert [ok for ok, _text in reasons(made, call(reach="regions"))].count(False) == 0
    made.budget.create(place=9, label="Coffee", amount=None)
    asked = reasons(made, call(smallest=10**6))[2]
    assert (asked[0], asked[1][:32]) == (None, "Some of the card's costs have no")


def test_the_kehras_host_applies_when_the_card_names_no_one():
    made = project()
    made.applicant = None
    made.kehra.host = Organisation.objects.create(name="Host association")
    assert reasons(made, call())[0] == (True, "The applicant, Host association, is registered.")


def test_areas_are_compared_by_district():
    kallio = District.objects.get(name_fi="Kallio")
    lauttasaari = District.objects.get(name_fi="Lauttasaari")
    made, limited = project(), call(districts=[kallio])
    assert reasons(made, limited)[1] == (True, "The call funds the card's areas: Kallio.")
    made.districts.add(lauttasaari)
    assert reasons(made, limited)[1] == (
        False,
        "The call funds only Kallio and the card also covers Lauttasaari. "
        "Limit the application to the first.",
    )
    assert reasons(project(all_districts=True), limited)[1][0] is False


def test_a_sub_area_counts_as_its_district():
    made = project(target_areas=["Kontula"])
    assert reasons(made, call(districts=[District.objects.get(name_fi="Mellunkylä")]))[1][0]


def test_what_the_card_does_not_tell_is_to_be_checked():
    made = project(costs=None, starts=None, ends=None)
    found = reasons(made, call(largest=3000, longest_months=12, least_own_share=20))
    assert [text for ok, text in found if ok is None] == [
        "The card states no costs, so the amount cannot be compared. Check it.",
        "Own contribution must be at least 20 %. Agree who pays it.",
        "The call limits how long the project lasts and the card has no dates. Add them.",
    ]
    assert match.ranked(made, [call()], NOON)[0].fits


@pytest.mark.parametrize(
    ("partner", "joins"),
    [("Espoon kaupunki", True), ("Tampere", True), ("Åbo stad", True), ("Koulun väki", False)],
)
def test_cities_are_read_from_the_partners(partner, joins):
    found = reasons(project(partners=[partner]), call(reach="cities"))
    assert found[-2][0] is joins


def test_best_first():
    small = call(largest=3000, closes_on=None, name_en="Small")
    closed = call(opens_on=date(2026, 1, 1), closes_on=date(2026, 6, 1), name_en="Closed")
    later = call(opens_on=date(2027, 1, 1), closes_on=date(2027, 2, 1), name_en="Later")
    soon = call(closes_on=date(2026, 12, 1), name_en="Soon")
    far = call(name_en="Far")
    nowhere = call(largest=10, partners_least=9, name_en="Two noes")
    matches = match.ranked(project(), [small, closed, later, nowhere, far, soon], NOON)
    assert [(match.call.name, match.verdict) for match in matches] == [
        ("Soon", "Fits"),
        ("Far", "Fits"),
        ("Later", "Fits when it opens"),
        ("Small", "Doesn't fit now"),
        ("Closed", "Doesn't fit now"),
        ("Two noes", "Doesn't fit now"),
    ]


def test_the_number_of_queries_does_not_depend_on_the_calls(django_assert_max_num_queries):
    made = project()
    for number in (1, 3, 300):
        pks = [call(districts=[District.objects.get(name_fi="Kallio")]).pk for _n in range(number)]
        with django_assert_max_num_queries(10):
            matches = match.ranked(made, Call.objects.filter(pk__in=pks), moments.now())
        assert len(matches) == number
