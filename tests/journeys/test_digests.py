"""A week of digests: chosen, gathered, unsubscribed from by the mail's link, a group muted."""

import re
from datetime import date, timedelta

KEHRA = "/kehrat/kallio-vallila-pasila/"


def test_a_week_of_digests(walker, portal):
    choose(walker)
    suggest(walker, "Lukupiha Kallioon")
    send(portal, days=1)
    letter = walker().mail("Lukupiha Kallioon")
    assert "coordinator@kehityspolku.example" in letter
    read_in_the_portal(walker)
    stop_by_the_link(walker, letter)
    suggest(walker, "Työkalupankki Vallilaan")
    send(portal, days=8)
    never(walker, "Työkalupankki Vallilaan")
    mute(walker)
    suggest(walker, "Suihkulähde Pasilaan")
    send(portal, days=16)
    never(walker, "Suihkulähde Pasilaan")
    unheard(walker, "Suihkulähde Pasilaan")


def choose(walker):
    """The coordinator wants what waits in one daily mail."""
    coordinator = walker("coordinator").go("/oma/ilmoitukset/")
    coordinator.fill(task="daily").press("Save").sees("Your settings are saved.")
    assert coordinator.page.locator("[name=task][value=daily]").is_checked()


def suggest(walker, title):
    resident = walker("resident").go(KEHRA + "ideat/uusi/")
    resident.fill(title=title, text="Yhteiseen käyttöön.").press("Send the idea")


def send(portal, days):
    """As if so many days had passed and it were seven in the morning."""
    portal.manage("send_digests", "--at", f"{date.today() + timedelta(days=days)}T07:00")


def read_in_the_portal(walker):
    """The notice is there as well; opening it marks it as read."""
    coordinator = walker("coordinator").go("/ilmoitukset/?kind=task&unread=on")
    coordinator.follow("Lukupiha Kallioon", exact=False).sees("Lukupiha Kallioon")
    coordinator.go("/ilmoitukset/?kind=task&unread=on")
    assert coordinator.page.locator("main li", has_text="Lukupiha Kallioon").count() == 0


def stop_by_the_link(walker, letter):
    """Without signing in: the page asks, stops, undoes and stops again."""
    path = re.search(r"https?://[^/]+(/ilmoitukset/peru/\S+)", letter).group(1)
    anyone = walker().go(path).sees("Stop this mail?")
    anyone.press("Stop mail of this kind").sees("This mail has stopped")
    anyone.press("Undo").sees("All is as it was before")
    anyone.go(path).press("Stop mail of this kind").sees("This mail has stopped")
    settings = walker("coordinator").go("/oma/ilmoitukset/")
    assert settings.page.locator("[name=task][value=never]").is_checked()


def mute(walker):
    """Mail is wanted again, but the group is muted on its own page."""
    coordinator = walker("coordinator").go("/oma/ilmoitukset/").fill(task="daily").press("Save")
    coordinator.go(KEHRA).press("Mute: hear nothing more of this")
    coordinator.go("/oma/ilmoitukset/").sees("What I have muted")


def never(walker, title):
    """No mail tells of it."""
    reader = walker()
    reader.go("/posti/")
    mine = reader.page.locator("article", has_text="coordinator@").filter(has_text=title)
    assert mine.count() == 0


def unheard(walker, title):
    """Nor does a notice. Then all is as it was, for the journeys that share the portal."""
    coordinator = walker("coordinator").go("/ilmoitukset/")
    assert coordinator.page.locator("main li", has_text=title).count() == 0
    coordinator.go("/oma/ilmoitukset/").press("Hear of it again", exact=False)
    coordinator.go("/oma/ilmoitukset/").fill(task="at_once").press("Save")
