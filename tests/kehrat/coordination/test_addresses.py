import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kehrat.coordination import addresses, invite_mail
from kehrat.coordination.addresses import Verdict
from kehrat.models import Invite, ShutAddress
from tests import make


def told(text):
    return [(row.text, row.verdict, row.lines) for row in addresses.read(text)]


def test_each_way_in_which_people_write_lists_is_read():
    text = (
        "Nimi;Sähköposti\n"
        'Matti Esimerkki <Matti@Esimerkki.example>, "Kaisa" <mailto:kaisa@esimerkki.example>;\n'
        "\n"
        "Tuula\ttuula@esimerkki.example.\n"
        "(äiti@esimerkki.example) matti@esimerkki.example\n"
        "puhelin 09 1234\n"
        "a@b@c.example"
    )
    assert told(text) == [
        ("Nimi;Sähköposti", Verdict.NONE, [1]),
        ("matti@esimerkki.example", Verdict.INVITE, [2, 5]),
        ("kaisa@esimerkki.example", Verdict.INVITE, [2]),
        ("tuula@esimerkki.example", Verdict.INVITE, [4]),
        ("äiti@esimerkki.example", Verdict.WRONG, [5]),
        ("puhelin 09 1234", Verdict.NONE, [6]),
        ("a@b@c.example", Verdict.WRONG, [7]),
    ]
    assert told(f"{'a' * 250}@b.example") == [(f"{'a' * 250}@b.example", Verdict.WRONG, [1])]


@pytest.mark.django_db
def test_a_list_is_looked_at_first_then_sent_in_parts_and_nothing_is_doubled(client, monkeypatch):
    kehra = make.kehra()
    by = make.coordinator(kehra)
    member = make.member(kehra).email
    for address in ("kutsuttu@a.example", "ei@a.example"):
        Invite.objects.invite(kehra, by=by, address=address)
    kehra.invites.get(address="ei@a.example").decline(for_good=True)
    assert ShutAddress.objects.count() == 1
    invite_mail.deliver()
    mail.outbox.clear()
    before = kehra.invites.count()
    client.force_login(by)
    page = reverse("kehrat:invite_many", args=[kehra.slug])

    def post(text, **more):
        return client.post(page, {"addresses": text, "language": "fi", "greeting": "", **more})

    # The same address a thousand times, and one of each that is not invited.
    rest = f"{member}\nKutsuttu@a.example\nei@a.example\nväärä@\nhei"
    answer = post("sama@a.example\n" * 1000 + rest, look="1")
    shown = [(row.text, row.verdict, row.times) for row in answer.context["rows"]]
    assert shown == [
        ("väärä@", Verdict.WRONG, 1),
        ("ei@a.example", Verdict.REFUSED, 1),
        ("sama@a.example", Verdict.INVITE, 1000),
        (member, Verdict.MEMBER, 1),
        ("kutsuttu@a.example", Verdict.WAITS, 1),
        ("hei", Verdict.NONE, 1),
    ]
    assert (answer.context["n"], kehra.invites.count()) == (1, before)

    # A file of 10 000 lines: four questions, all told, the first ones sent, the others stay.
    lines = "\n".join(f"Nimi {n};nimi{n}@a.example" for n in range(10_000))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rows = addresses.judged(kehra, lines)
    assert (len(rows), len(asked)) == (10_000, 4)
    monkeypatch.setattr(addresses, "MOST", 3)
    file = SimpleUploadedFile("lista.csv", "\n".join(lines.splitlines()[:20]).encode("cp1252"))
    answer = post("", file=file, send="1")
    assert kehra.invites.count() == before + 3
    left = answer.context["form"]["addresses"].value().splitlines()
    assert (len(left), left[0], answer.status_code) == (17, "nimi3@a.example", 200)
    assert "3 ihmistä kutsuttiin." in answer.text
    invite_mail.deliver()
    assert [letter.to for letter in mail.outbox] == [[f"nimi{n}@a.example"] for n in range(3)]

    # Sent again it is no second invitation; what is no list is told in words.
    assert post("nimi0@a.example", send="1").context["n"] == 0
    assert kehra.invites.count() == before + 3
    assert post("a@b.example " * 20_001, look="1").context["form"].errors
    for given in ({"file": SimpleUploadedFile("x.csv", b"\x00\x01\xff")}, {}):
        assert post("", look="1", **given).context["form"].errors
