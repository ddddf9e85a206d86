"""A letter from outside: to a coordinator who muted everything, answered and gone on with; then to
a Kehrä whose coordinators no mail reaches, so that Sukkula hears."""

import re

KEHRA, ELSEWHERE = "/kehrat/kallio-vallila-pasila/", "/kehrat/herttoniemi-laajasalo/"
PHONE = {"viewport": {"width": 390, "height": 844}}
WRITER = "lauri.kirjoittaja@elsewhere.example"
MAIL = """
from kehityspolku.events import duties
from kehityspolku.models import User
from kehrat.models import Kehra
for person in Kehra.objects.get(slug="herttoniemi-laajasalo").coordinators():
    {act}
"""


def test_letters_reach_somebody(walker, portal):
    mute(walker)
    writer, letter = write(walker, KEHRA, "Saako talkoisiin tuoda koiran?")
    assert "The coordinators were told." in writer.page.inner_text("main")
    answer(walker)
    go_on(walker, writer)
    walker("coordinator").go(KEHRA).press("Turn its notices on again")

    portal.manage("shell", "-c", MAIL.format(act="duties.bounced(person.email, '550')"))
    writer, letter = write(walker, ELSEWHERE, "Missä kokoonnutte talvella?")
    writer.sees("Sukkula was told, because none of the coordinators can answer now.")
    stand_in(walker)
    portal.manage("shell", "-c", MAIL.format(act="person.try_mail_again()"))


def mute(walker):
    coordinator = walker("coordinator").go(KEHRA).press("Mute the news of this")
    coordinator.page.get_by_text("You have muted the news of this.").wait_for()


def write(walker, kehra, text):
    """A resident without an account writes on a phone, and confirms by the link that is mailed."""
    writer = walker(**PHONE).go(kehra + "kirjoita/")
    writer.fill(name="Lauri Kirjoittaja", email=WRITER, text=text).press("Send the message")
    letter = writer.sees("open your mail").mail(WRITER)
    writer.go(re.search(r"/kirjoita/vahvista/\S+", letter).group()).press("Send it now")
    return writer, letter


def answer(walker):
    """What is muted hides no duty: it is mailed, waits on the one page, and is answered there."""
    coordinator = walker("coordinator")
    assert "Kallio–Vallila–Pasila" in coordinator.mail("Lauri Kirjoittaja", to="coordinator@")
    coordinator.go("/odottaa/").follow("Saako talkoisiin", exact=False)
    assert WRITER not in coordinator.page.content()
    coordinator.fill(text="Saa, kun se on kytkettynä.").press("Send the answer")
    coordinator.go("/viestit/").follow("Answered", exact=False)
    coordinator.sees("Lauri Kirjoittaja")


def go_on(walker, writer):
    """The answer comes by mail, without the coordinator's address; its link goes on."""
    letter = writer.mail("kytkettynä", to=WRITER)
    assert "coordinator@" not in letter
    writer.go(re.search(r"/kirjoita/keskustelu/\S+", letter).group())
    writer.sees("A coordinator of Kallio–Vallila–Pasila").fill(text="Kiitos, tulemme!").press(
        "Send"
    )
    coordinator = walker("coordinator").go("/odottaa/").follow("Saako talkoisiin", exact=False)
    coordinator.sees("Kiitos, tulemme!").press("Close: it needs no answer")
    writer.page.reload()
    writer.look().sees("It is closed.")


def stand_in(walker):
    """A lead finds the letter among what waits, in the place of those whom nobody reaches."""
    lead = walker("lead")
    assert "Herttoniemi" in lead.mail("Lauri Kirjoittaja", to="lead@")
    lead.go("/odottaa/").follow("Missä kokoonnutte", exact=False)
    lead.fill(text="Kokoonnumme kirjastossa.").press("Send the answer")
    assert "kirjastossa" in lead.mail("Kokoonnumme", to=WRITER)
