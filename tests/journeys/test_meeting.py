"""A meeting from the question which day suits to its minutes: somebody comes by e-mail alone, a
waiting list, a place that frees, a nudge to close."""

import re
from io import BytesIO

from icalendar import Calendar
from pypdf import PdfReader

from kehityspolku import moments

KEHRA = "/kehrat/kallio-vallila-pasila/"
PHONE = {"viewport": {"width": 390, "height": 844}}
# What time does by itself: the meeting was yesterday, and the clock has struck.
PASSED = """
from datetime import timedelta
from kehrat.meetings import clock
from kehrat.models import Meeting
meeting = Meeting.objects.get(pk={pk})
gone = timedelta(days={days})
Meeting.objects.filter(pk={pk}).update(
    starts=meeting.starts - gone, ends=meeting.ends - gone, rsvp_until=None
)
clock.watch()
"""


def test_from_the_call_to_the_minutes(walker, portal):
    path = call(walker, ask_which_day(walker))
    come_by_mail_alone(walker, path)
    answer_until_it_is_full(walker, path)
    keep_in_a_calendar(walker, path)
    let_the_next_one_in(walker, path)
    time_passes(walker, portal, path)
    write_the_minutes(walker, path)
    read_the_document(walker, path)


def ask_which_day(walker):
    """The coordinator asks; a member answers by the link in the mail, without signing in."""
    coordinator = walker("coordinator").go(KEHRA + "kokoukset/").follow("Ask which day suits")
    days = [f"{moments.day_text(moments.in_days(n))} 17.30" for n in (12, 14)]
    coordinator.fill(title="Avainten jako", days="\n".join(days)).press("Ask the members")
    poll = bare(coordinator.path)
    letter = coordinator.mail("Avainten jako", to="member@")
    member = walker(**PHONE).go(re.search(r"/paivakyselyt/oma/\S+", letter).group())
    member.page.get_by_role("radio", name="suits", exact=True).first.check()
    member.press("Send the answers").sees("The answers are saved.")
    return poll


def call(walker, poll):
    """The coordinator takes the day that suits most, with two places, forgetting where at first."""
    coordinator = walker("coordinator").go(poll).sees("Matti Esimerkki")
    coordinator.page.locator("tr", has_text="suits most").get_by_role("link").click()
    coordinator.look().fill(ends="18:30", agenda="- avaimet\n- vastuut", capacity="2")
    coordinator.press("Call the meeting").sees("Write the place, the link, or both.")
    coordinator.fill(place="Vallilan yhteispiha").press("Call the meeting")
    coordinator.sees("Avainten jako").sees("17.30–18.30").sees("room for 2")
    path = bare(coordinator.path)
    coordinator.go(poll).sees("A meeting was called")
    return path


def bare(path):
    return path.removeprefix("/en")


def come_by_mail_alone(walker, path):
    """A resident on a phone types what people call the area, finds the meeting and comes to it by
    a link in a mail, without an account."""
    resident = walker(**PHONE).go("/")
    resident.page.locator("#q").press_sequentially("Sörkka")
    resident.page.get_by_text("suggested by the nickname").first.wait_for()
    resident.follow("Kallio–Vallila–Pasila").follow("All meetings and minutes")
    resident.follow("Avainten jako").follow("Come without an account")
    resident.fill(name="Ville Vieras", email="ville.vieras@elsewhere.example")
    resident.press("Mail me the link")
    letter = resident.mail("Avainten jako", to="ville.vieras@")
    link = re.search(r"/kokoukset/vieras/\S+", letter).group()
    resident.go(link).press("I am coming (Ville Vieras)").sees("You are coming.")
    walker("member").go(path).sees("Ville Vieras")


def answer_until_it_is_full(walker, path):
    """A member gets the last place; a resident who is no member waits."""
    member = walker("member").go(path).press("I am coming")
    member.sees("You are coming. You get a reminder")
    resident = walker("resident").go(path).press("Put me on the waiting list")
    resident.sees("You are on the waiting list, in place 1.")
    walker().go(path).sees("1 on the waiting list.").follow("Join the waiting list")


def keep_in_a_calendar(walker, path):
    """The file of the meeting, and the member's own secret address."""
    member = walker("member")
    with member.go(path).page.expect_download() as got:
        member.page.get_by_role("link", name="Add to a calendar").first.click()
    (event,) = Calendar.from_ical(got.value.path().read_bytes()).walk("VEVENT")
    assert event["SUMMARY"].endswith("Avainten jako")
    assert event["DTSTART"].params["TZID"] == "Europe/Helsinki"
    member.go("/oma/kalenteri/").press("Make an address")
    address = member.page.locator("#address").inner_text()
    answer = walker().page.request.get(address)
    titles = [str(e["SUMMARY"]) for e in Calendar.from_ical(answer.body()).walk("VEVENT")]
    assert any(title.endswith("Avainten jako") for title in titles)
    assert any(title.endswith("Jäsenten suunnitteluilta") for title in titles)


def let_the_next_one_in(walker, path):
    """The member can't come after all; the resident is in, and told by mail."""
    walker("member").go(path).press("I can't come").sees("You are not coming.")
    resident = walker("resident").go(path).sees("You are coming.")
    letter = resident.mail("Avainten jako", to="resident@")
    assert "Vallilan yhteispiha" in letter


def time_passes(walker, portal, path):
    """The meeting is over, nobody closes it: the coordinator is asked."""
    portal.manage("shell", "-c", PASSED.format(pk=path.strip("/").split("/")[-1], days=13))
    coordinator = walker("coordinator").go(KEHRA).sees("Was it held?")
    assert "Avainten jako" in coordinator.mail("Avainten jako", to="coordinator@")


def write_the_minutes(walker, path):
    """The coordinator writes a draft that no one else sees, and publishes it."""
    coordinator = walker("coordinator").go(path).follow("Write the minutes")
    coordinator.fill(
        text="Avaimet jaettiin.",
        decisions="Avaimia on kolme.\nNe palautetaan syksyllä.",
        attended="3",
        names="Rauha Esimerkki",
    )
    coordinator.press("Save the draft").sees("Only the coordinators see it.")
    assert "Avaimet jaettiin." not in walker().go(path).page.locator("main").inner_text()
    coordinator.press("Publish the minutes").sees("Ne palautetaan syksyllä.")
    walker("member").go(path).sees("Rauha Esimerkki")
    reader = walker().go(path).sees("Avaimet jaettiin.").sees("3 people were there.")
    assert "Rauha Esimerkki" not in reader.page.locator("main").inner_text()


def read_the_document(walker, path):
    """Anyone downloads the minutes of the public meeting, without the names."""
    reader = walker().go(path)
    href = reader.page.get_by_role("link", name="The minutes (PDF)").get_attribute("href")
    body = reader.page.request.get(reader.address + href).body()
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(body)).pages).split())
    assert "Avaimia on kolme." in text
    assert "Rauha" not in text
