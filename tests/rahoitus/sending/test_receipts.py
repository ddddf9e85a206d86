"""The receipt that the funder's own service gave."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from kehityspolku.events.steps import WrongState
from kehityspolku.files import fields
from rahoitus.models import Receipt
from tests import make

pytestmark = pytest.mark.django_db


def test_it_is_kept_once_the_application_has_gone(client):
    application = make.application("sent")
    client.force_login(make.coordinator(application.project.kehra))
    file = make.document(name="kuitti.pdf")
    address = reverse("rahoitus:receipt_add", args=[application.pk])
    assert client.post(address, {"file": file, "what": "receipt"}).status_code == 302
    made = application.receipts.get()
    page = client.get(application.get_absolute_url()).content.decode()
    link = reverse("rahoitus:receipt_file", args=[application.pk, made.key])
    assert link in page
    assert client.get(link).headers["Cache-Control"] == "private, no-store"
    file.seek(0)
    answer = client.post(address, {"file": file, "what": "receipt"})
    assert list(answer.context["form"].errors) == ["file"]
    assert application.receipts.count() == 1


def test_not_before_it_has_gone_and_not_by_a_member():
    taken = fields.take(make.document())
    application = make.application("checked")
    with pytest.raises(WrongState):
        Receipt.objects.add(application, taken, by=application.project.adviser)
    sent = make.application("sent")
    with pytest.raises(PermissionDenied):
        Receipt.objects.add(sent, taken, by=make.member(sent.project.kehra))
    Receipt.objects.add(sent, taken, by=sent.project.adviser)
    with pytest.raises(ValidationError):
        Receipt.objects.add(sent, taken, by=sent.project.adviser)


def test_a_decision_letter_comes_with_a_decision(client):
    sent = make.application("sent")
    client.force_login(sent.project.adviser)
    address = reverse("rahoitus:receipt_add", args=[sent.pk])
    given = {"file": make.document(name="paatos.pdf"), "what": "letter"}
    assert list(client.post(address, given).context["form"].errors) == ["file"]
    sent.decline(by=sent.project.adviser, decided_on=date(2026, 1, 15), reason="Ei rahaa.")
    given["file"].seek(0)
    assert client.post(address, given).status_code == 302
    assert sent.receipts.get().what == "letter"
    assert "paatos.pdf" in client.get(sent.get_absolute_url()).content.decode()
