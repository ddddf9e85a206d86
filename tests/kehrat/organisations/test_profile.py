"""An organisation's profile: dated facts, who may see and write them, its documents."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kehityspolku import moments
from kehityspolku.files import fields
from kehityspolku.marks import Outdated
from kehityspolku.moments import days_ago
from kehrat.models import Organisation, ProfileFact, StandingDocument
from kehrat.organisations.facts import FACTS
from kehrat.organisations.forms import DocumentForm, ProfileForm
from tests import make
from tests.make.files import sent

pytestmark = pytest.mark.django_db
IBAN = "FI21 1234 5600 0007 85"


def hosted():
    """A Kehrä and the organisation that hosts it."""
    kehra = make.kehra()
    kehra.host = Organisation.objects.create(name="Isäntä ry")
    kehra.save()
    return kehra, kehra.host


def tell(organisation, by, all_right=False, **values):
    seen = ProfileFact.objects.mark(organisation)
    facts = {"by": by, "seen": seen, "all_right": all_right}
    return ProfileFact.objects.write(organisation, values, **facts)


def standing(organisation):
    rows = ProfileFact.objects.standing(organisation)
    return {name: row.value for name, row in rows.items()}


def filled(organisation, **given):
    return ProfileForm(
        {"seen": ProfileFact.objects.mark(organisation), **given}, organisation=organisation
    )


def test_a_correction_is_a_new_row_with_its_day_and_its_writer():
    kehra, host = hosted()
    by = make.coordinator(kehra)
    with days_ago(30):
        assert tell(host, by, members_people="120", loans="Ei lainoja.") == 2
    assert tell(host, by, members_people="130", loans="Ei lainoja.") == 1
    assert standing(host) == {"members_people": "130", "loans": "Ei lainoja."}
    rows = host.facts.filter(name="members_people")
    assert [(row.value, row.as_of, row.by) for row in rows] == [
        ("120", moments.in_days(-30), by),
        ("130", moments.today(), by),
    ]


def test_what_is_emptied_is_not_known():
    kehra, host = hosted()
    by = make.coordinator(kehra)
    tell(host, by, business="no")
    tell(host, by, business="")
    assert standing(host) == {}
    assert tell(host, by, business="") == 0


def test_what_is_older_than_a_year_asks_to_be_looked_at(client):
    kehra, host = hosted()
    by = make.coordinator(kehra)
    with days_ago(366):
        tell(host, by, members_people="120")
    with days_ago(365):
        tell(host, by, members_people="120", loans="Ei.")
    client.force_login(by)
    address = reverse("kehrat:organisation", args=[host.pk])
    assert client.get(address).context["old"] == 1
    assert tell(host, by, all_right=True, members_people="120", loans="Ei.") == 2
    assert client.get(address).context["old"] == 0


def test_two_who_write_at_once_lose_nothing(client):
    kehra, host = hosted()
    by = make.coordinator(kehra)
    seen = ProfileFact.objects.mark(host)
    tell(host, by, members_people="120")
    with pytest.raises(Outdated):
        ProfileFact.objects.write(host, {"members_people": "1"}, by=by, seen=seen)
    client.force_login(by)
    address = reverse("kehrat:organisation_edit", args=[host.pk])
    answer = client.post(address, {"seen": seen, "members_people": "99"})
    assert answer.status_code == 409
    assert [text for _label, text in answer.context["form"].meanwhile] == ["120"]
    again = {"seen": answer.context["form"].data["seen"], "members_people": "99"}
    assert client.post(address, again).status_code == 302
    assert standing(host) == {"members_people": "99"}


def test_only_its_coordinators_and_sukkula_write():
    kehra, host = hosted()
    for by in (make.member(kehra), make.coordinator(make.kehra()), make.user()):
        with pytest.raises(PermissionDenied):
            tell(host, by, loans="Ei.")
        with pytest.raises(PermissionDenied):
            make.document_of(host, by=by)
    assert tell(host, make.user("adviser"), loans="Ei.") == 1


def test_the_bank_account_and_the_documents_are_not_for_all(client):
    kehra, host = hosted()
    tell(host, make.user("lead"), bank_account=IBAN, loans="Ei lainoja.")
    make.document_of(host, by=make.user("lead"))
    address = reverse("kehrat:organisation", args=[host.pk])
    seen = {}
    for role, person in (("member", make.member(kehra)), ("writes", make.coordinator(kehra))):
        client.force_login(person)
        page = client.get(address)
        text = page.content.decode()
        seen[role] = (IBAN in text, "Ei lainoja." in text, len(page.context["documents"]))
    assert seen == {"member": (False, True, 0), "writes": (True, True, 1)}


def test_naming_an_organisation_on_a_card_gives_nothing_until_it_is_approved(client):
    """Anyone could write another's name there and read its bank account."""
    host = Organisation.objects.create(name="Vieras ry")
    card = make.project(state="submitted")
    card.applicant = host
    card.save()
    by = make.coordinator(card.kehra)
    with pytest.raises(PermissionDenied):
        tell(host, by, loans="Ei.")
    client.force_login(by)
    assert client.get(reverse("kehrat:organisation", args=[host.pk])).status_code == 404
    approved = make.project(card.kehra, "approved")
    approved.applicant = host
    approved.save()
    assert tell(host, by, loans="Ei.") == 1


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("bank_account", "FI21 1234 5600 0007 86"),
        ("bank_account", "DE"),
        ("members_people", "-1"),
        ("members_people", "1,5"),
        ("members_people", "9" * 40),
        ("fee_people", "-1"),
        ("fee_people", "1e309"),
        ("business", "maybe"),
        ("signs", "x" * 301),
        ("loans", "x" * 4001),
    ],
)
def test_what_cannot_be_is_refused(name, given):
    _kehra, host = hosted()
    form = filled(host, **{name: given})
    assert list(form.errors) == [name]


def test_the_part_in_helsinki_is_no_greater_than_the_whole():
    _kehra, host = hosted()
    form = filled(host, members_people="3", members_people_helsinki="4")
    assert list(form.errors) == ["members_people_helsinki"]
    assert filled(host, members_people="4", members_people_helsinki="4").is_valid()


def test_the_form_stores_what_it_shows():
    kehra, host = hosted()
    by = make.coordinator(kehra)
    given = {"fee_people": "12,50", "bank_account": IBAN.replace(" ", ""), "members_bodies": "0"}
    form = filled(host, **given)
    assert form.is_valid()
    ProfileFact.objects.write(host, **form.given(), by=by, seen=form.cleaned_data["seen"])
    assert standing(host) == {
        "fee_people": "12.50",
        "bank_account": IBAN,
        "members_bodies": "0",
    }
    shown = ProfileForm(organisation=host)
    same = {fact.name: shown[fact.name].value() or "" for fact in FACTS}
    same["fee_people"] = "12,50"
    again = filled(host, **same)
    assert again.is_valid(), again.errors
    words = again.given() | {"by": by, "seen": again.cleaned_data["seen"]}
    assert ProfileFact.objects.write(host, **words) == 0


def test_documents_are_private_files_with_their_day(client):
    kehra, host = hosted()
    by = make.coordinator(kehra)
    client.force_login(by)
    file = make.document(name="saannot.pdf")
    given = {"what": "rules", "as_of": "2026-01-02", "file": file}
    assert client.post(reverse("kehrat:document_add", args=[host.pk]), given).status_code == 302
    document = host.documents.get()
    assert (document.what, str(document.as_of), document.name) == (
        "rules",
        "2026-01-02",
        "saannot.pdf",
    )
    address = reverse("kehrat:document_file", args=[host.pk, document.key])
    assert client.get(address).headers["Cache-Control"] == "private, no-store"
    client.force_login(make.member(kehra))
    assert client.get(address).status_code == 404
    client.force_login(by)
    gone = reverse("kehrat:document_remove", args=[host.pk, document.key])
    assert client.post(gone).status_code == 302
    assert not StandingDocument.objects.exists()


def test_a_document_of_the_future_or_of_another_kind_or_twice_is_refused():
    kehra, host = hosted()
    given = {"what": "rules", "as_of": moments.in_days(1)}
    form = DocumentForm(given, {"file": make.document(name="x.pdf")})
    assert list(form.errors) == ["as_of"]
    form = DocumentForm({"what": "x", "as_of": ""}, {"file": sent(b"MZ", "x.exe")})
    assert list(form.errors) == ["what", "as_of", "file"]
    taken = fields.take(make.document())
    facts = {"by": make.coordinator(kehra), "what": "plan", "as_of": moments.today()}
    StandingDocument.objects.add(host, taken, **facts)
    with pytest.raises(ValidationError):
        StandingDocument.objects.add(host, taken, **facts)
