"""Other funding beside the budget, de minimis aid beside the application."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kehrat.models import Organisation
from rahoitus.applications import same_costs
from rahoitus.models import AidDeclaration, OtherFunding
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
OWN = same_costs.Asked(
    "Haku",
    (("Ohjaajan palkka", Decimal(600)), ("Tilavuokra", Decimal(400))),
    grant=Decimal(500),
    whole=Decimal(1000),
)


def row(amount, *costs, who="Säätiö"):
    amount = None if amount is None else Decimal(amount)
    return OtherFunding(who=who, year=2026, amount=amount, state="granted", costs=list(costs))


def test_over_the_whole_is_a_problem_over_a_share_a_warning_unknown_is_asked():
    """The application asks a half of each cost; what others pay of the same comes on top of it."""
    cases = {
        ("300", "Ohjaajan palkka"): (0, 1),  # a half: all of it together
        ("300.06", "Ohjaajan  PALKKA"): (1, 0),
        ("300", "Tilavuokra"): (1, 0),
        ("500", "Ohjaajan palkka", "Tilavuokra"): (0, 2),
        ("500.10", "Ohjaajan palkka", "Tilavuokra"): (2, 0),
        (None, "Tilavuokra"): (0, 1),
        ("300",): (0, 1),  # for which costs is not told
        ("300", "Kone"): (0, 1),  # no cost of this budget any more
    }
    for (amount, *costs), found in cases.items():
        others, unclear = same_costs.declared([row(amount, *costs)], OWN)
        problems, warnings = same_costs.told(OWN, others, Decimal(80))
        assert (len(problems), len(warnings) + len(unclear)) == found, (amount, costs)


class TestOtherFunding:
    def test_it_holds_the_check_back_where_a_cost_is_paid_twice(self, client):
        made = make.application()
        client.force_login(make.coordinator(made.project.kehra))
        page = reverse("rahoitus:other_funding", args=[made.pk])
        typed = {"who": "Säätiö", "year": "2026", "amount": "1 200,50", "state": "applied"}
        answer = client.post(page, typed | {"amount": "1e309", "costs": ["Kone"]})
        assert sorted(answer.context["form"].errors) == ["amount", "costs"]
        assert "Säätiö" in main(answer)
        assert client.post(page, typed | {"costs": ["Work"]}).url == page
        told = made.project.other_funding.get()
        assert (told.amount, told.costs) == (Decimal("1200.50"), ["Work"])
        assert "Säätiö" in made.budget().problems[0]
        with pytest.raises(ValidationError):
            made.ask_check(by=make.coordinator(made.project.kehra))
        shown = main(client.get(page))
        assert "1\u00a0200,50\u00a0€" in shown
        remove = reverse("rahoitus:other_funding_remove", args=[made.pk, told.pk])
        assert client.post(remove).url == page
        assert made.budget().problems == []
        assert client.post(remove).status_code == 404

    def test_a_grant_of_a_sibling_application_is_told_and_saving_is_confirmed(self, client):
        first = make.application("granted")
        made = make.application(project=first.project)
        cost = {"category": "services", "text": "Work", "amount": Decimal(1000)}
        made.hold_asked().fill([cost], [{"kind": "grant", "amount": Decimal(50)}])
        (told,) = made.budget().warnings
        assert ("on jo avustus" in told, str(first.call) in told) == (True, True)
        client.force_login(make.coordinator(made.project.kehra))
        page = f"/en{reverse('rahoitus:other_funding', args=[made.pk])}"
        assert "900\u00a0€" in main(client.get(page))
        typed = {"who": "Säätiö", "year": "2026", "amount": "75", "state": "applied"}
        saved = main(client.post(page, typed, follow=True))
        assert "It is in the list." in saved
        row = made.project.other_funding.get()
        removed = client.post(f"{page}{row.pk}/poista/", follow=True)
        assert "It is removed from the list." in main(removed)

    def test_the_same_is_told_once_by_those_who_write(self):
        made = make.application()
        project = made.project
        words = {"who": "Säätiö", "year": None, "amount": None, "state": "granted", "costs": []}
        OtherFunding.objects.declare(project, by=project.adviser, **words)
        with pytest.raises(ValidationError):
            OtherFunding.objects.declare(project, by=project.adviser, **words)
        with pytest.raises(PermissionDenied):
            OtherFunding.objects.declare(project, by=make.member(project.kehra), **words)
        with pytest.raises(PermissionDenied):
            project.other_funding.get().remove(by=make.member(project.kehra))
        assert len(made.budget().warnings) == 1


class TestDeMinimis:
    def test_it_is_told_and_never_refused(self, client):
        call = make.call(de_minimis=True)
        made = make.application(call=call)
        made.project.applicant = Organisation.objects.create(name="Seura ry")
        made.project.save()
        adviser = made.project.adviser
        client.force_login(adviser)
        page = reverse("rahoitus:de_minimis", args=[made.pk])
        assert page in main(client.get(made.get_absolute_url()))
        assert client.get(page).context["aid"].verdict == "check"
        none = {"which": "none", "grantor": "", "granted_on": "", "amount": ""}
        assert client.post(page, none).url == page
        assert client.get(page).context["aid"].verdict == "fits"
        aid = {"which": "aid", "grantor": "ELY", "granted_on": "1.3.2026", "amount": "299 500"}
        broken = client.post(page, aid | {"grantor": "", "granted_on": "1.3.2199"})
        assert sorted(broken.context["form"].errors) == ["granted_on", "grantor"]
        assert client.post(page, aid).url == page
        answer = client.get(page)
        assert answer.context["aid"].verdict == "over"
        assert "300\u00a0500\u00a0€" in main(answer)
        made.ask_check(by=make.coordinator(made.project.kehra))
        row = made.project.applicant.aid_declarations.get(is_none=False)
        client.post(reverse("rahoitus:aid_remove", args=[made.pk, row.pk]))
        assert client.get(page).context["aid"].verdict == "fits"

    def test_without_an_applicant_there_is_nobody_to_tell_of(self, client):
        made = make.application()
        client.force_login(made.project.adviser)
        assert client.get(reverse("rahoitus:de_minimis", args=[made.pk])).status_code == 404

    def test_a_member_reads_and_does_not_tell(self):
        kehra = make.kehra()
        organisation = Organisation.objects.create(name="Seura ry")
        with pytest.raises(PermissionDenied):
            AidDeclaration.objects.declare(organisation, by=make.member(kehra), is_none=True)
        with pytest.raises(ValidationError):
            AidDeclaration.objects.declare(
                organisation,
                by=make.user("adviser"),
                is_none=False,
                grantor="ELY",
                granted_on=date(2190, 1, 1),
            )
