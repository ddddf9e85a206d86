"""Pages of ideas: suggesting, supporting, answering, the lists."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from kehityspolku import moments
from kehityspolku.events.steps import WrongState
from kehityspolku.models import Wish
from kehrat.ideas.similar import find_ideas
from kehrat.models import Case, District, Idea, SubArea, Support
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough phrase 7"
WORDS = {"title": "Penkkejä rantaan", "text": "Lisää penkkejä rantaan.", "language": "fi"}


def at(name, *args):
    with translation.override("en"):
        return reverse(f"kehrat:{name}", args=args)


def signed(person):
    client = Client()
    client.force_login(person)
    return client


def sign_in(client, person):
    return client.post("/tili/login/", {"login": person.email, "password": PASSWORD})


# Where


def test_the_way_begins_from_where(client):
    kehra = make.kehra(name="Itäiset", sub_areas=SubArea.objects.filter(name_fi="Kontula"))
    page = main(client.get(at("idea_start"), {"q": "kontla"}))
    assert at("idea_new", kehra.slug) in page
    page = main(client.get(at("idea_start"), {"q": "Malmi"}))
    assert at("idea_new_district", "malmi") in page
    assert at("idea_new_sukkula") in page
    piece = client.get(at("idea_start"), {"q": "Malmi"}, HTTP_HX_REQUEST="true").text
    assert "<html" not in piece
    assert at("idea_new_district", "malmi") in piece


def test_a_district_with_a_kehra_asks_which_one(client):
    make.kehra(sub_areas=SubArea.objects.filter(name_fi="Linjat"))
    answer = client.get(at("idea_new_district", "kallio"))
    assert answer.url == f"{at('idea_start')}?q=Kallio"


def test_a_kehra_that_rests_takes_no_ideas(client):
    assert client.get(at("idea_new", make.kehra(state="dormant").slug)).status_code == 409


# Writing


def test_a_resident_suggests_to_each_place():
    kehra, resident = make.kehra(), signed(make.user())
    places = [("idea_new", kehra.slug), ("idea_new_district", "malmi"), ("idea_new_sukkula",)]
    for name, *args in places:
        assert resident.get(at(name, *args)).status_code == 200
        idea = Idea.objects.get(pk=resident.post(at(name, *args), WORDS).url.split("/")[-2])
        assert main(resident.get(idea.get_absolute_url()))
    ideas = Idea.objects.order_by("pk")
    assert [i.place for i in ideas] == [kehra, District.objects.get(slug="malmi"), None]


def test_who_is_not_signed_in_writes_first_and_it_is_sent_after_sign_in(client):
    kehra, person = make.kehra(), make.user(password=PASSWORD)
    answer = client.post(at("idea_new", kehra.slug), WORDS)
    assert (answer.url, Idea.objects.count()) == (reverse("wish_kept"), 0)
    assert reverse("account_signup") in client.get(answer.url).text
    sign_in(client, person)
    idea = Idea.objects.get()
    assert (idea.place, idea.by, idea.title) == (kehra, person, WORDS["title"])
    assert idea.support_count == 1


def test_an_idea_tells_where_it_would_come_true(client):
    kontula, vesala = SubArea.objects.filter(name_fi__in=["Kontula", "Vesala"]).order_by("name_fi")
    kehra, person = make.kehra(sub_areas=[kontula, vesala]), make.user(password=PASSWORD)
    address = at("idea_new", kehra.slug)
    form = client.get(address, {"at": kontula.pk}).context["form"]
    assert [code for code, _name in form["sub_area"].field.choices] == ["", kontula.pk, vesala.pk]
    assert (form["sub_area"].value(), form["spot"].value()) == (kontula.pk, None)
    assert f"{address}?at=mellunkyla" in client.get("/en/kaupunginosat/mellunkyla/").text
    form = client.get(address, {"at": "mellunkyla"}).context["form"]
    assert (form["sub_area"].value(), form["spot"].value()) == (None, "Mellunkylä")
    assert client.get(address, {"at": "\0x'"}).status_code in (200, 404)
    for wrong, says in (
        ({"spot": "Tikkurilan asema, Vantaa"}, "This place is not in Helsinki"),
        ({"sub_area": "999"}, "Choose a part of Helsinki"),
    ):
        page = main(client.post(address, WORDS | wrong))
        assert (says in page, WORDS["text"] in page, Wish.objects.count()) == (True, True, 0)
    where = {"sub_area": kontula.pk, "spot": "Kirjaston <b>piha"}
    client.post(address, WORDS | where)
    sign_in(client, person)
    idea = Idea.objects.get()
    assert idea.where == "Kontula, Kirjaston <b>piha"
    shown = 'Kontula,\n\n<span lang="fi" dir="auto">Kirjaston &lt;b&gt;piha</span>'
    for page in (idea.get_absolute_url(), at("ideas"), kehra.get_absolute_url()):
        assert (
            shown.split()
            == re.search(r"Kontula,\s*<span.*?</span>", main(client.get(page)), re.S)[0].split()
        )
    assert "Kontula, Kirjaston" in client.get(reverse("kehrat:feed", args=[kehra.slug])).text
    assert listed(client, district="mellunkyla") == [idea]


def test_what_was_written_to_a_district_goes_to_the_kehra_founded_meanwhile(client):
    person = make.user(password=PASSWORD)
    client.post(at("idea_new_district", "malmi"), WORDS)
    kehra = make.kehra(sub_areas=SubArea.objects.filter(name_fi="Ylä-Malmi"))
    sign_in(client, person)
    assert Idea.objects.get().place == kehra


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize(
    ("text", "says"),
    [("", "required"), ("\0", "required"), ("sana " * 20_000, "99\u00a0999 characters")],
)
def test_what_cannot_be_taken_is_told_and_kept(client, signed_in, text, says):
    kehra = make.kehra()
    if signed_in:
        client.force_login(make.user())
    page = main(client.post(at("idea_new", kehra.slug), WORDS | {"text": text}))
    assert says in page
    assert WORDS["title"] in page
    assert text.strip("\0 ") in page
    assert (Idea.objects.count(), Wish.objects.count()) == (0, 0)


def test_ten_megabytes_are_refused_in_words(client):
    answer = client.post(at("idea_new", make.kehra().slug), WORDS | {"text": "x" * 10_500_000})
    assert (answer.status_code, "<h1" in answer.text) == (413, True)


@pytest.mark.parametrize("text", ["🧵🪡 vihreä", "\u202eשלום מלמי", "rivi\r\n\r\n- toinen", "<b>x"])
def test_every_script_and_sign_is_kept(client, text):
    client.force_login(make.user())
    client.post(at("idea_new", make.kehra().slug), WORDS | {"text": text})
    kept = Idea.objects.get().text
    assert kept == text.replace("\u202e", "").replace("\r", "")
    assert client.get(Idea.objects.get().get_absolute_url()).status_code == 200


# The like ones


def test_like_ideas_are_shown_by_the_button_and_as_one_types(client):
    idea = make.idea(title="Penkkejä Kontulaan")
    address = at("idea_new", make.kehra().slug)
    page = main(client.post(address, WORDS | {"look": "1"}))
    assert at("idea_support", idea.pk) in page
    assert WORDS["text"] in page
    assert "has-error" not in page
    piece = client.post(address, {"title": "penkejä"}, HTTP_HX_REQUEST="true").text
    assert "<html" not in piece
    assert at("idea_support", idea.pk) in piece
    assert Idea.objects.count() == 1
    none = main(client.post(address, {"title": "Uimahalli", "look": "1"}))
    assert "yours is the first" in none


def test_a_like_one_is_supported_from_the_form_and_the_text_stays():
    idea, fan = make.idea(), make.user()
    client = signed(fan)
    piece = client.post(at("idea_support", idea.pk), WORDS, HTTP_HX_REQUEST="true")
    assert (piece.status_code, "<html" in piece.text) == (200, False)
    rises = re.search(r'<span (id="[^"]*") hx-swap-oob="true">([^<]*)</span>', piece.text)
    assert " ".join(rises[2].split()) == "2 supporters"
    assert rises[1] in main(client.get(at("ideas")))
    assert idea.supports.filter(user=fan).exists()


# Supporting


def test_one_press_supports_and_one_takes_it_back():
    idea, fan = make.idea(), make.user()
    client = signed(fan)
    assert at("idea_support", idea.pk) in main(client.get(f"/en{idea.get_absolute_url()}"))
    client.post(at("idea_support", idea.pk))
    assert "You support this idea" in client.get(idea.get_absolute_url()).text
    client.post(at("idea_take_back", idea.pk))
    assert Idea.objects.get().support_count == 1


def test_support_pressed_before_sign_up_counts_after_it(client):
    idea, person = make.idea(), make.user(password=PASSWORD)
    assert client.post(at("idea_support", idea.pk)).url == reverse("wish_kept")
    assert Idea.objects.get().support_count == 1
    sign_in(client, person)
    assert Support.objects.filter(user=person, idea=idea).count() == 1


def test_a_page_for_everyone_holds_no_form_but_its_piece_does(client):
    idea = make.idea()
    assert "<form" not in main(client.get(idea.get_absolute_url()))
    piece = client.get(at("idea_mine", idea.pk), HTTP_HX_REQUEST="true")
    assert "<form" in piece.text
    assert "no-store" in piece["Cache-Control"]


def test_what_takes_no_support_says_so(client):
    idea = make.idea(state="declined")
    assert "no more support" in client.get(at("idea_support", idea.pk)).text
    client.force_login(make.user())
    assert client.post(at("idea_support", idea.pk)).status_code == 409


# Answers


def test_a_coordinator_declines_with_a_reason():
    idea = make.idea(make.kehra())
    client = signed(make.coordinator(idea.kehra))
    assert "has-error" in client.post(at("idea_decline", idea.pk), {"reason": " "}).text
    client.post(at("idea_decline", idea.pk), {"reason": "Kaupunki tekee sen jo."})
    page = main(client.get(idea.get_absolute_url()))
    assert "Kaupunki tekee sen jo." in page
    assert client.get(at("idea_decline", idea.pk)).status_code == 409


def test_a_coordinator_joins_two_and_takes_it_back():
    kehra = make.kehra()
    idea, other = make.idea(kehra, title="Penkkejä"), make.idea(kehra, title="Penkkejä lisää")
    make.idea(kehra, "withdrawn", title="Penkkejä poistettu")
    client = signed(make.coordinator(kehra))
    page = main(client.get(at("idea_merge", idea.pk)))
    assert re.findall(r'value="(\d+)"[^>]*checked', page) == [str(other.pk)]
    assert "poistettu" not in page
    answer = client.post(at("idea_merge", idea.pk), {"into": other.pk})
    assert answer.url == other.get_absolute_url()
    assert idea.get_absolute_url() in main(client.get(other.get_absolute_url()))
    assert other.get_absolute_url() in main(client.get(idea.get_absolute_url()))
    client.post(at("idea_split", idea.pk))
    assert Idea.objects.get(pk=idea.pk).state == "open"


def test_ones_own_idea_is_withdrawn_after_one_question():
    idea = make.idea()
    client = signed(idea.by)
    assert "danger" in main(client.get(at("idea_withdraw", idea.pk)))
    client.post(at("idea_withdraw", idea.pk))
    assert Idea.objects.get().state == "withdrawn"


def test_an_idea_from_paper_says_so_and_names_no_one():
    kehra = make.kehra()
    team = make.coordinator(kehra)
    client = signed(team)
    like = make.idea(kehra, title="Penkkejä rantaan")
    paper = WORDS | {"paper_on": moments.in_days(-9).isoformat(), "source": "Kirjaston laatikko"}
    address = at("idea_paper", kehra.slug)
    assert at("idea_support", like.pk) in main(client.post(address, paper | {"look": "1"}))
    future = paper | {"paper_on": moments.in_days(1).isoformat()}
    assert "has-error" in client.post(address, future).text
    client.post(address, paper)
    idea = Idea.objects.get(paper_on__isnull=False)
    page = main(client.get(at("idea", idea.pk)))
    assert "Kirjaston laatikko" in page
    assert "Entered by a coordinator" in page
    assert team.name not in page


def test_sukkula_enters_paper_from_where_it_belongs():
    client = signed(make.user("adviser"))
    page = main(client.get(at("idea_start"), {"q": "Malmi", "paper": "1"}))
    assert at("idea_paper_district", "malmi") in page
    client.post(at("idea_paper_district", "malmi"), WORDS | {"paper_on": "2026-01-02"})
    assert Idea.objects.get().district.slug == "malmi"


def test_the_desk_shows_what_waits_longest_first():
    kehra = make.kehra()
    late, soon = make.idea(kehra), make.idea(kehra)
    make.idea(kehra, "declined")
    Idea.objects.filter(pk=late.pk).update(state_since=timezone.now() - timedelta(days=70))
    client = signed(make.coordinator(kehra))
    page = client.get(at("idea_desk", kehra.slug))
    assert list(page.context["ideas"]) == [late, soon]
    assert at("idea_decline", late.pk) in main(page)
    waiting = make.idea(District.objects.get(slug="malmi"))
    lead = signed(make.user("lead"))
    assert list(lead.get(at("idea_desk_sukkula")).context["ideas"]) == [waiting]
    helps = lead.get(at("idea_desk", kehra.slug))
    assert at("idea_decline", late.pk) not in main(helps)


# Lists


def listed(client, **asked):
    return list(client.get(at("ideas"), asked).context["ideas"])


def test_the_list_is_narrowed_and_ordered_in_the_address(client):
    kehra = make.kehra(sub_areas=SubArea.objects.filter(name_fi="Linjat"))
    malmi = District.objects.get(slug="malmi")
    first, second = make.idea(kehra, title="Kirpputori"), make.idea(malmi, title="Uimaranta")
    declined = make.idea(kehra, "declined", title="Kirpputoreja")
    first.support(by=make.user())
    assert listed(client) == [declined, second, first]
    assert listed(client, sort="support") == [first, declined, second]
    assert listed(client, kehra=kehra.slug) == [declined, first]
    assert listed(client, district="malmi") == [second]
    assert listed(client, district="kallio") == [declined, first]
    assert listed(client, state="declined") == [declined]
    assert listed(client, q="kirpputorit") == [declined, first]
    assert listed(client, q="ja") == []
    gone = [make.idea(kehra, title="Kirpputori") for _ in range(2)]
    Idea.objects.filter(pk=gone[0].pk).update(state="merged", merged_into=first)
    Idea.objects.filter(pk=gone[1].pk).update(state="withdrawn")
    assert listed(client) == [declined, second, first]
    assert [listed(client, state=state) for state in Idea.GONE] == [[declined, second, first]] * 2
    assert find_ideas("kirpputori") == [first, declined]
    assert listed(client, state="x", kehra="x", district="x", sort="x") == [declined, second, first]


@pytest.mark.parametrize("sort", ["", "support"])
def test_every_idea_is_met_once_on_the_pages_of_the_list(client, sort):
    kehra, person = make.kehra(), make.user()
    Idea.objects.bulk_create(Idea(kehra=kehra, title=str(n), text="x") for n in range(65))
    for idea in Idea.objects.filter(title__endswith="7"):
        idea.support(by=person)
    met, url = [], f"?sort={sort}"
    while url:
        page = client.get(at("ideas") + url)
        met += page.context["ideas"]
        url = page.context["older_url"]
    key = (lambda i: (-i.support_count, -i.pk)) if sort else (lambda i: -i.pk)
    assert [i.pk for i in met] == [i.pk for i in sorted(Idea.objects.all(), key=key)]
    back = client.get(at("ideas") + page.context["newer_url"]).context["ideas"]
    assert back == met[30:60]


def test_a_hidden_idea_is_nowhere_for_others(client):
    idea = make.idea()
    Idea.objects.filter(pk=idea.pk).update(hidden_at=timezone.now())
    assert listed(client) == []
    assert client.get(idea.get_absolute_url()).status_code == 410
    assert listed(signed(idea.by)) == [idea]


def test_ideas_are_cards_with_a_button_and_the_most_supported_come_first_on_a_kehras_page(client):
    kehra, fan = make.kehra(), make.user()
    first, second = make.idea(kehra, text="Sana " * 60), make.idea(kehra, "taken_up")
    make.idea(kehra, "declined")
    first.support(by=fan)
    for reader in (client, signed(fan)):
        page = reader.get(kehra.get_absolute_url())
        assert list(page.context["ideas"]) == [first, second]
        buttons = re.findall(r'(href|action)="[^"]*/ideat/(\d+)/kannata/"', main(page))
        own = [("action", str(first.pk))] if reader is client else []
        assert buttons == [*own, ("action", str(second.pk))]
        assert ("Kannatat tätä ideaa." in main(page)) is (reader is not client)
        assert at("idea_new", kehra.slug).removeprefix("/en") in main(page)
    cards = main(client.get(at("ideas")))
    assert "Sana Sana" in cards
    assert len(re.search(r"(Sana )+", cards)[0]) < 200
    assert cards.count("/kannata/") == 2


def test_ten_people_behind_waiting_ideas_are_told_to_found_a_kehra(client):
    malmi = District.objects.get(slug="malmi")
    ideas = [make.idea(malmi), make.idea(malmi)]
    fans = [make.user() for _ in range(7)]
    for fan in fans:
        for idea in ideas:
            idea.support(by=fan)
    page = client.get(malmi.get_absolute_url())
    assert (page.context["backers"], page.context["enough"]) == (9, False)
    ideas[0].support(by=make.user())
    page = client.get(malmi.get_absolute_url())
    assert (page.context["backers"], page.context["enough"]) == (10, True)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as done:
        assert client.get(address).status_code == 200
    return len(done)


def test_pages_take_the_same_queries_for_1_3_and_30_ideas_and_supporters():
    kehra, malmi = make.kehra(), District.objects.get(slug="malmi")
    client, idea = signed(make.coordinator(kehra)), make.idea(kehra, title="Penkkejä rantaan")
    addresses = [
        at("ideas"),
        f"{at('ideas')}?sort=support&q=penkki",
        at("idea_desk", kehra.slug),
        at("idea_merge", idea.pk),
        idea.get_absolute_url(),
        kehra.get_absolute_url(),
        malmi.get_absolute_url(),
    ]
    found = {address: set() for address in addresses}
    other = make.idea(kehra, title="Penkkejä puistoon")
    other.merge(by=make.coordinator(kehra), into=idea)
    some = [make.idea(malmi), other, make.idea(kehra, title="Penkkejä kadulle")]
    for more in (0, 2, 27):
        for one in some:
            make.copies(one, more)
        for address, counts in found.items():
            counts.add(queries(client, address))
    assert {address: len(counts) for address, counts in found.items()} == dict.fromkeys(found, 1)


def test_a_hidden_idea_shows_nowhere_on_one_that_was_joined_to_it(client):
    kehra = make.kehra()
    team, one, other = make.coordinator(kehra), make.idea(kehra), make.idea(kehra, title="Solvaus")
    one.merge(by=team, into=other)
    assert client.get(one.get_absolute_url()).text.count("Solvaus") == 2
    Case.objects.of(Idea.objects.get(pk=other.pk)).hide(by=team, ground="rude", reason="Solvaava.")
    assert client.get(one.get_absolute_url()).text.count("Solvaus") == 0


def test_nothing_is_joined_to_a_hidden_idea(client):
    kehra = make.kehra()
    team, one, other = make.coordinator(kehra), make.idea(kehra), make.idea(kehra, title="Solvaus")
    Case.objects.of(other).hide(by=team, ground="rude", reason="Solvaava.")
    client.force_login(team)
    assert "Solvaus" not in client.get(reverse("kehrat:idea_merge", args=[one.pk])).text
    with pytest.raises(WrongState):
        one.merge(by=team, into=other)
