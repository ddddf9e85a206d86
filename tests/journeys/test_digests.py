"""A week of digests: chosen, gathered, unsubscribed from by the mail's link, a group muted. What
waits for a coordinator comes all the same."""

import re
from datetime import date, timedelta

KEHRA = "/kehrat/kallio-vallila-pasila/"
FOLLOWER = "funder_official"  # who hears of new ideas as news
NEWS = "funder_official@"
DUTY = "coordinator@"  # of whom ideas wait for an answer


def test_a_week_of_digests(walker, portal):
    choose(walker)
    suggest(walker, "Lukupiha Kallioon")
    send(portal, days=1)
    letter = walker().mail("Lukupiha Kallioon", to=NEWS)
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
    still_a_duty(walker, "Suihkulähde Pasilaan")


def choose(walker):
    """A follower and the coordinator want their mail of ideas in one a day."""
    follower = walker(FOLLOWER).go(KEHRA).press("Follow").go("/oma/ilmoitukset/")
    follower.fill(idea="daily").press("Save").sees("Your settings are saved.")
    assert follower.page.locator("[name=idea][value=daily]").is_checked()
    coordinator = walker("coordinator").go("/oma/ilmoitukset/")
    assert coordinator.page.locator("[name=task][value=never]").count() == 0
    coordinator.fill(task="daily").press("Save")
    coordinator.go(KEHRA).press("Mute the news of this")


def suggest(walker, title):
    resident = walker("resident").go(KEHRA + "ideat/uusi/")
    resident.fill(title=title, text="Yhteiseen käyttöön.").press("Send the idea")
    resident.sees("The coordinators were told.")


def send(portal, days):
    """As if so many days had passed and it were seven in the morning."""
    portal.manage("send_digests", "--at", f"{date.today() + timedelta(days=days)}T07:00")


def read_in_the_portal(walker):
    """The notice is there as well; opening it marks it as read."""
    follower = walker(FOLLOWER).go("/ilmoitukset/?kind=idea&unread=on")
    follower.follow("Lukupiha Kallioon", exact=False).sees("Lukupiha Kallioon")
    follower.go("/ilmoitukset/?kind=idea&unread=on")
    assert follower.page.locator("main li", has_text="Lukupiha Kallioon").count() == 0


def stop_by_the_link(walker, letter):
    """Without signing in: the page asks, stops, undoes and stops again."""
    path = re.search(r"https?://[^/]+(/ilmoitukset/peru/\S+)", letter).group(1)
    anyone = walker().go(path).sees("Stop this mail?")
    anyone.press("Stop mail of this kind").sees("This mail has stopped")
    anyone.press("Undo").sees("All is as it was before")
    anyone.go(path).press("Stop mail of this kind").sees("This mail has stopped")
    settings = walker(FOLLOWER).go("/oma/ilmoitukset/")
    assert settings.page.locator("[name=idea][value=never]").is_checked()


def mute(walker):
    """Mail is wanted again, but the group is muted on a page of its own."""
    follower = walker(FOLLOWER).go("/oma/ilmoitukset/").fill(idea="daily").press("Save")
    follower.go(KEHRA)
    address = follower.page.locator("form[action*='/seuraa/']").first.get_attribute("action")
    follower.go(re.sub("^/en", "", address)).press("Mute the news")
    follower.go("/oma/ilmoitukset/").sees("Whose news I have muted")


def never(walker, title):
    """No mail tells the follower of it."""
    reader = walker()
    reader.go("/posti/")
    mine = reader.page.locator("article", has_text=NEWS).filter(has_text=title)
    assert mine.count() == 0


def unheard(walker, title):
    """Nor does a notice. Then all is as it was, for the journeys that share the portal."""
    follower = walker(FOLLOWER).go("/ilmoitukset/")
    assert follower.page.locator("main li", has_text=title).count() == 0
    follower.go("/oma/ilmoitukset/").press("Turn its notices on again", exact=False)
    follower.go("/oma/ilmoitukset/").fill(idea="at_once").press("Save")


def still_a_duty(walker, title):
    """The coordinator, who muted the Kehrä's news, was mailed of what waits for an answer."""
    assert title in walker().mail(title, to=DUTY)
    coordinator = walker("coordinator").go("/ilmoitukset/?kind=task").sees(title)
    coordinator.go("/oma/ilmoitukset/").press("Turn its notices on again", exact=False)
    coordinator.go("/oma/ilmoitukset/").fill(task="at_once").press("Save")
