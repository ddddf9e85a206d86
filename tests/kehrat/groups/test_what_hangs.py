"""What hangs on a Kehrä, its open call on its own page, and closed accounts in its lists."""

import pytest

from kehityspolku.models import User
from kehrat.groups.hanging import hanging
from kehrat.models import Invite, Kehra, Membership, Vacancy
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db


def test_going_dormant_asks_what_hangs_on_it_and_its_page_says_so(client):
    kehra = make.kehra(state="active")
    team = make.coordinator(kehra)
    assert hanging(kehra) == []
    make.meeting(kehra)
    make.meeting(kehra, public=False)
    make.enquiry(kehra)
    make.idea(kehra)
    make.project(kehra, "running")
    make.project(kehra, "submitted")
    kehra.ask_to_join(by=make.user(), actor_type="resident")
    client.force_login(team)
    asked = main(client.get(f"/en/kehrat/{kehra.slug}/tila/lepoon/"))
    told = ["2 meetings are", "1 message waits", "1 idea waits", "2 projects are", "1 person asks"]
    assert [words for words in told if words not in asked] == []
    words = ["meeting is called", "message waits", "idea waits", "project is under", "person asks"]
    kehra.rest(by=team, reason="Talvi.")
    client.logout()
    read = main(client.get(f"/en/kehrat/{kehra.slug}/"))
    assert [f"1 {word}" in read for word in words] == [True, False, True, True, False]


def test_the_open_call_is_on_the_page_and_sukkula_names_a_willing_member(client):
    vacancy = make.vacancy("called")
    kehra, lead = vacancy.kehra, make.user("lead")
    member = make.member(kehra)
    page, call = f"/en/kehrat/{kehra.slug}/", f"/en/kehrat/{kehra.slug}/koordinaattori/"
    assert f'href="{page}liity/">Join, and offer' in main(client.get(page))
    client.force_login(member)
    assert f'href="{call}">I can coordinate' in main(client.get(page))
    assert client.get(f"{call}nimea/").status_code == 403
    client.force_login(lead)
    mine = Membership.objects.get(kehra=kehra, user=member)
    assert client.post(f"{call}nimea/", {"member": mine.pk}).status_code == 200  # not willing
    assert not kehra.coordinators().exists()
    client.post(f"{call}nimea/", {"member": mine.pk, "willing": "on"})
    assert kehra.coordinators().get() == member
    assert Vacancy.objects.get(pk=vacancy.pk).state == "filled"
    assert "Any member can offer" not in main(client.get(page))


def test_a_closed_account_leaves_lists_and_balance_and_its_links_end(client):
    kehra = make.kehra()
    team, gone = make.coordinator(kehra), make.member(kehra, "coordinator", name="Lähtenyt")
    link = Invite.objects.make_link(kehra, by=gone)
    client.force_login(team)
    page = f"/en/kehrat/{kehra.slug}/jasenet/"

    def listed():
        answers = client.get(page), client.post(f"{page}luettelo.csv")
        return ["Lähtenyt" in answer.content.decode() for answer in answers]

    assert listed() == [True, True]
    User.objects.filter(pk=gone.pk).update(is_active=False)
    link = Invite.objects.get(pk=link.pk)
    assert listed() == [False, False]
    assert (link.is_open, Invite.objects.open().count()) == (False, 0)
    assert Kehra.objects.with_figures().get(pk=kehra.pk).member_count == 1
    assert client.get(f"/en/kehrat/{kehra.slug}/").context["members"] == 1
