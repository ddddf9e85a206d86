"""Pages of a running project and its grant ask as often for thirty rows of each kind as for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kehityspolku import moments
from tests import make

pytestmark = pytest.mark.django_db
MOST = {
    "running": 14,
    "volunteer_work": 11,
    "grant": 14,
    "vouchers": 13,
    "application": 14,
    "running_waits": 13,
}


def asked(client, address):
    with CaptureQueriesContext(connection) as done:
        assert client.get(address).status_code == 200
    return len(done)


def more(rows, number):
    """So many more of each kind: what no two may share is another."""
    for n in range(number):
        key = f"{n:03}{number:03}"
        days = moments.today() + timedelta(days=n + number)
        (file,) = make.copies(rows["voucher"].file, 1, sha256=key.zfill(64))
        make.copies(rows["voucher"], 1, file=file, payee=key)
        make.copies(rows["work"], 1, who=key)
        make.copies(rows["report"], 1, due_on=days)
        make.copies(rows["payment"], 1, due_on=days)
        make.copies(rows["milestone"], 1, title=key)


def test_thirty_rows_ask_no_more_than_one(client):
    grant = make.grant()
    project = grant.project
    rows = {
        "voucher": make.voucher(application=grant),
        "work": make.volunteer_work(application=grant),
        "report": make.grant_report(application=grant, kind="claim", days=9),
        "milestone": make.milestone(project=project, days=-1),
    }
    rows["payment"] = make.payment(
        application=grant, kind="claim", claim=rows["report"], amount="0.5"
    )
    client.force_login(project.adviser)
    pages = {
        name: reverse(f"rahoitus:{name}", args=[key])
        for name, key in (
            *dict.fromkeys(["running", "volunteer_work"], project.pk).items(),
            *dict.fromkeys(["grant", "vouchers", "application"], grant.pk).items(),
        )
    }
    pages["running_waits"] = reverse("rahoitus:running_waits")
    found = {}
    for number in (0, 2, 27):
        more(rows, number)
        for name, address in pages.items():
            client.get(address)
            found.setdefault(name, []).append(asked(client, address))
    assert found == {name: [told[0]] * 3 for name, told in found.items()}
    assert {name: told[0] for name, told in found.items() if told[0] > MOST[name]} == {}
