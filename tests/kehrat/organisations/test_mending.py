"""What Sukkula puts right of an organisation: who may, what is refused, who reads of it, what
calls make of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation

from kehityspolku.marks import Outdated
from kehrat.models import Organisation
from kehrat.organisations.forms import MendForm
from rahoitus.matching.profile import Profile
from rahoitus.matching.rules_of_calls import applicant
from rahoitus.models import Call
from tests import make

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "9912345-6", "9901234-2"
RIGHT = {
    "name": "Isäntäyhdistys ry",
    "business_id": NUMBER,
    "kind": "association",
    "registered": "yes",
    "seat": "Helsinki",
    "reason": "Katsottu yhdistysrekisteristä.",
}


def hosted(**facts):
    host = Organisation.objects.create(**{"name": "Isäntä ry", "registered": None} | facts)
    return make.kehra(host=host), host


def test_an_adviser_puts_the_facts_right_and_its_people_read_why(client):
    kehra, host = hosted()
    coordinator = make.coordinator(kehra)
    client.force_login(make.user("adviser"))
    address = reverse("kehrat:organisation_mend", args=[host.pk])
    assert client.get(address).context["form"]["registered"].value() == ""
    given = RIGHT | {"seen": host.mark(), "business_id": "FI 9912345 6"}
    assert client.post(address, given).status_code == 302
    host.refresh_from_db()
    assert host.known_by() == {
        "name": "Isäntäyhdistys ry",
        "business_id": NUMBER,
        "kind": "association",
        "registered": True,
        "seat": "Helsinki",
    }
    notice = coordinator.notices.get(event__verb="mend")
    with translation.override("en"):
        told = notice.event.text
    assert "name: Isäntä ry → Isäntäyhdistys ry\nbusiness ID: not known → 9912345-6\n" in told
    assert "what it is: not known → association\n" in told
    assert "legal person: not known → yes\nhome municipality: not known → Helsinki\n" in told
    assert "Katsottu yhdistysrekisteristä." in told
    client.force_login(make.member(kehra))
    ((event, changes),) = client.get(host.get_absolute_url()).context["mended"]
    assert (event, len(changes)) == (notice.event, 5)
    history = Organisation.pgh_event_model.objects.filter(pgh_obj=host).order_by("pgh_id")
    assert [row.business_id for row in history] == ["", NUMBER]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"reason": " "}, "reason"),
        ({"name": "\u200b"}, "name"),
        ({"name": "TOINEN ry"}, "name"),
        ({"business_id": "9912345-5"}, "business_id"),
        ({"business_id": OTHER}, "business_id"),
        ({"kind": "guild"}, "kind"),
        ({"kind": "group"}, "registered"),
        ({"registered": "maybe"}, "registered"),
        ({"name": "Isäntä ry", "business_id": "", "kind": "", "registered": "", "seat": ""}, None),
    ],
)
def test_what_can_not_be_is_told_at_its_field_and_changes_nothing(client, wrong, where):
    _kehra, host = hosted()
    Organisation.objects.create(name="Toinen ry", business_id=OTHER)
    client.force_login(make.user("adviser"))
    given = RIGHT | {"seen": host.mark()} | wrong
    answer = client.post(reverse("kehrat:organisation_mend", args=[host.pk]), given)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [where or "__all__"])
    before = host.known_by()
    host.refresh_from_db()
    assert host.known_by() == before


def test_two_who_mend_at_once_see_both(client):
    _kehra, host = hosted()
    by, seen = make.user("lead"), host.mark()
    make.mended(host, by=by, registered=False)
    with pytest.raises(Outdated):
        host.mend(by=by, seen=seen, reason="Sama.", registered=True)
    client.force_login(by)
    address = reverse("kehrat:organisation_mend", args=[host.pk])
    answer = client.post(address, RIGHT | {"name": "Isäntä ry", "seen": seen})
    assert answer.status_code == 409
    told = [str(text) for _label, text in answer.context["form"].meanwhile]
    assert told == ["ei tietoa", "ei tietoa", "ei", "ei tietoa"]
    again = RIGHT | {"seen": answer.context["form"].data["seen"]}
    assert client.post(address, again).status_code == 302


def test_only_sukkula_mends_and_the_form_shows_what_it_stores():
    kehra, host = hosted(registered=False, kind="group", seat="Vantaa")
    for by in (make.coordinator(kehra), make.user("reviewer"), make.user("admin")):
        with pytest.raises(PermissionDenied):
            make.mended(host, by=by, seat="Espoo")
    shown = MendForm(organisation=host)
    same = {name: shown[name].value() for name in [*Organisation.KNOWN_BY, "seen"]}
    form = MendForm(same | {"reason": "Sama."}, organisation=host)
    assert form.is_valid(), form.errors
    with pytest.raises(ValidationError):
        form.saved(host.mend, by=make.user("adviser"))


def test_who_has_left_reads_no_more_of_it():
    kehra, host = hosted()
    stays, leaves = make.coordinator(kehra), make.user()
    pairs = [(host, stays), (host, leaves)]
    assert Organisation.objects.readable(iter(pairs)) == {(host.pk, stays.pk)}


@pytest.mark.parametrize(
    ("kind", "may", "ok", "sentence"),
    [
        ("association", ["association"], True, "X ry: association. Such may apply."),
        ("company", ["association", "foundation"], False, "is of another kind: company."),
        ("", ["association"], None, "Check that it is one of these: association."),
        ("company", ["association", "group"], False, "is of another kind: company."),
        ("public", Call.REGISTERED, True, "X ry, is registered."),
    ],
)
def test_a_known_kind_is_held_against_the_call(kind, may, ok, sentence):
    profile = Profile(applicant=Organisation(name="X ry", kind=kind, registered=True))
    with translation.override("en"):
        found, told = applicant(profile, Call(applicants=may), None)
    assert (found, sentence in told) == (ok, True)


def test_every_kind_is_one_that_a_call_can_name():
    assert set(Organisation.Kind.values) == set(Call.Applicant.values) - {"person"}
