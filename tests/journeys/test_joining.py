"""Invited by a link before one has an account, by a mail; a role handed over; an open call."""

import re

PASSWORD = "neljä sanaa ihan peräkkäin"  # not like the address
KEHRA, SOUTH = "/kehrat/kallio-vallila-pasila/", "/kehrat/etelaiset-kaupunginosat/"
NEWCOMER, FRIEND = "uusi.naapuri@kehityspolku.example", "ystava@kehityspolku.example"
DAY_LATER = """
from datetime import timedelta
from django.utils import timezone
from kehrat.coordination import invite_mail
from kehrat.models import Invite
Invite.objects.filter(address="{address}").update(sent_at=timezone.now() - timedelta(hours=25))
invite_mail.remind()
invite_mail.deliver()
"""
MONTH_LATER = """
from kehityspolku import moments
from kehrat.coordination import clock
from kehrat.models import Vacancy
Vacancy.objects.filter(kehra__slug="etelaiset-kaupunginosat").update(since=moments.in_days(-30))
clock.watch()
"""


def test_from_an_invitation_to_coordinating(walker, portal):
    join_by_a_link(walker)
    invite_by_mail(walker, portal)
    hand_over(walker, "coordinator", "member", "Matti Esimerkki")
    hand_over(walker, "member", "coordinator", "Kaisa Esimerkki")
    answer_an_open_call(walker, portal)


def join_by_a_link(walker):
    """The coordinator makes a link; a newcomer joins by it, and confirms on another device."""
    coordinator = walker("coordinator").go(KEHRA + "jasenet/").follow("Invite members")
    coordinator.follow("Make a link").fill(most="1").press("Make the link")
    link = coordinator.page.locator("input[readonly]").first.input_value()
    newcomer = walker().go(bare(link)).sees("What others see")
    newcomer.fill(actor_type="company", organisation="Kahvila Esimerkki").press("Join")
    newcomer.sees("What you chose is kept").follow("Create an account")
    newcomer.fill(name="Uuno Esimerkki", email=NEWCOMER, password1=PASSWORD)
    with newcomer.page.expect_navigation():
        newcomer.page.press("[name=password1]", "Enter")
    letter = newcomer.mail(NEWCOMER)
    other_device = walker().go(re.search(r"http\S+confirm-email\S+", letter).group())
    other_device.fill(password=PASSWORD).press("Confirm the address")
    coordinator.go(KEHRA + "jasenet/").sees("Uuno Esimerkki").sees("Kahvila Esimerkki")
    spent = walker().page.goto(coordinator.address + "/en" + bare(link))
    assert spent.status == 410


def invite_by_mail(walker, portal):
    """A friend is invited, reminded a day later, and wants no invitations at all."""
    coordinator = walker("coordinator").go(KEHRA + "kutsut/").follow("Invite by e-mail")
    coordinator.fill(address=FRIEND, language="en", greeting="Tule mukaan!")
    coordinator.press("Send the invitation").sees(f"{FRIEND} was invited.")
    assert "Tule mukaan!" in coordinator.mail("Kaisa Esimerkki invites you")
    portal.manage("shell", "-c", DAY_LATER.format(address=FRIEND))
    reminder = coordinator.mail("Reminder: you are invited")
    friend = walker().go(re.search(r"http\S+ei-kiitos/", reminder).group())
    friend.press("No invitations to me from this portal").sees("from any Kehrä")
    coordinator.go(KEHRA + "kutsut/posti/").fill(address=FRIEND, language="en")
    coordinator.press("Send the invitation").sees("takes no more invitations")


def hand_over(walker, giver, taker, name):
    """The coordinator asks a member, who reads what is handed over and says yes."""
    old = walker(giver).go(KEHRA + "jasenet/rooli/")
    option = old.page.locator("[name=nominee] option", has_text=name).get_attribute("value")
    old.fill(nominee=option, note="Ottaisitko vuorosi?").press("Ask to take over")
    new = walker(taker).go("/ilmoitukset/").follow("asks you to coordinate", exact=False)
    question = new.go(bare(new.path) if "ehdotus" in new.path else asked(old)).path
    new.follow("Read first what you would take over").sees("The group in figures")
    new.go(bare(question)).sees("Ottaisitko vuorosi?").press("Yes, I take the role")
    new.sees("You now coordinate")
    new.go(KEHRA + "jasenet/rooli/").sees("You have coordinated since")


def asked(coordinator):
    """Where the one who is asked answers."""
    link = coordinator.page.locator("main a[href*='/ehdotus/']").first
    return bare(link.get_attribute("href"))


def answer_an_open_call(walker, portal):
    """Thirty days without a coordinator: the members are called, Sukkula confirms one."""
    newcomer = walker()
    newcomer.sign_in(NEWCOMER, PASSWORD).go(SOUTH + "liity/").fill(actor_type="resident")
    newcomer.press("Ask to join")
    lead = walker("lead").go(SOUTH + "jasenet/").follow("Answer the request", exact=False)
    lead.press("Take in as a member")
    portal.manage("shell", "-c", MONTH_LATER)
    newcomer.go(SOUTH + "koordinaattori/").fill(note="Minulla on aikaa.").press("I can coordinate")
    lead.go("/sukkula/").follow("Kehrät without a coordinator", exact=False)
    lead.follow("Southern", exact=False).sees("Minulla on aikaa.")
    lead.press("Confirm as the coordinator", exact=False).sees("Uuno Esimerkki coordinates.")
    newcomer.go(SOUTH + "jasenet/rooli/").sees("You are the only coordinator")


def bare(address):
    """The path of an address, without the language."""
    return re.sub(r"^(https?://[^/]+)?(/en|/sv)?", "", address)
