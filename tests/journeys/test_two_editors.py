"""Two coordinators write one card in two browsers, one of them in two tabs: drafts of their own, a
lost connection, a conflict of three texts that loses nothing."""

import re

from playwright.sync_api import expect

KEHRA = "/kehrat/kallio-vallila-pasila/"
SECOND = """
from kehrat.models import Membership
from kehityspolku.models import User
mine = Membership.objects.active().get(
    kehra__slug="kallio-vallila-pasila", user__email="member@kehityspolku.example"
)
"""
NAME = SECOND + "mine.name_coordinator(by=User.objects.holding('lead').first())"
STEP_DOWN = SECOND + "mine.step_down(by=mine.user)"


def test_two_editors_of_one_card(walker, portal):
    portal.manage("shell", "-c", NAME)
    one, other = walker("coordinator"), walker("member")
    edit = begin(one)
    keep_own_drafts(one, other, edit)
    meet_in_a_conflict(one, other, edit)
    write_in_two_tabs(one, edit)
    write_without_a_connection(one, edit)
    one.page.locator("summary", has_text="Withdraw the card").click()
    one.press("Withdraw the card")
    portal.manage("shell", "-c", STEP_DOWN)


def begin(walker):
    """A new card, told of a like one before it is stored; the address of its edit page."""
    walker.go(KEHRA + "hankkeet/uusi/").fill(title="Vallilan yhteispiha II")
    walker.press("Begin the card").sees("There is already a card with a similar title")
    walker.press("Begin the card").sees("The card is saved as a draft.")
    return re.search(r"/hankkeet/\d+/", walker.path).group() + "muokkaa/"


def wait_until_kept(page):
    """The line beside Save says so; what is read aloud says it too, unseen."""
    page.locator("[data-kept]").get_by_text("for you alone").wait_for()


def save(walker):
    return walker.press("Save the card")


def keep_own_drafts(one, other, edit):
    """What one types waits for oneself, after the page is left; the other does not see it."""
    one.go(edit).fill(description="Piha avataan iltaisin.")
    wait_until_kept(one.page)
    one.go("/odottaa/").sees("Text of cards that you have not saved")
    one.page.locator(f"main a[href$='{edit}']").first.click()
    one.look().sees("Below is what you typed on")
    assert one.page.input_value("#id_description") == "Piha avataan iltaisin."
    other.go(edit)
    assert other.page.input_value("#id_description") == ""


def meet_in_a_conflict(one, other, edit):
    """The second to save is asked of what both changed; the rest of both is saved together."""
    other.fill(description="Piha on auki aina.", benefits="Naapurit tapaavat.")
    other.fill(**{"goals": "Portti\nPenkki", "phases-0-name": "I", "phases-0-starts": "2027-05-01"})
    save(other).sees("The card is saved.")
    one.go(edit).fill(actors="Taloyhtiö ja koulu.", goals="Puu")
    save(one).sees("Somebody else has saved this card while you wrote").sees("saved it last, on")
    one.sees("Piha avataan iltaisin.").sees("Piha on auki aina.")
    assert one.page.input_value("#id_benefits") == "Naapurit tapaavat."
    assert one.page.input_value("#id_goals") == "Portti\nPenkki\nPuu"
    assert one.page.get_by_label("Take this").count() == 1
    one.page.check("#take-description")
    save(one).sees("The card is saved.").sees("Piha on auki aina.").sees("Naapurit tapaavat.")
    one.sees("Taloyhtiö ja koulu.").sees("Puu")


def write_in_two_tabs(one, edit):
    """Each tab keeps its own text; neither takes the other's place."""
    one.go(edit).fill(need="Ensimmäisessä välilehdessä.")
    wait_until_kept(one.page)
    tab = one.page.context.new_page()
    tab.goto(one.page.url)
    assert tab.input_value("#id_need") == "Ensimmäisessä välilehdessä."
    tab.fill("#id_need", "Toisessa välilehdessä.")
    wait_until_kept(tab)
    one.fill(need="Ensimmäisessä yhä.")
    tab.wait_for_timeout(3000)  # both have been kept
    tab.close()
    one.go(edit).sees("You have other unsaved text here too")
    texts = {one.page.input_value("#id_need")}
    one.page.get_by_role("link", name="Show what you typed on").click()
    texts.add(one.look().page.input_value("#id_need"))
    assert texts == {"Ensimmäisessä yhä.", "Toisessa välilehdessä."}
    save(one).sees("The card is saved.")
    one.go(edit).press("Discard it and show what is saved")


def write_without_a_connection(one, edit):
    """The line beside Save tells where the text is; the browser brings it back."""
    one.go(edit).fill(risks="Sataa.")
    wait_until_kept(one.page)
    one.page.context.set_offline(True)
    one.fill(risks="Sataa kovaa.")
    one.page.get_by_text("so nothing is saved or kept there now").wait_for()
    one.page.context.set_offline(False)
    wait_until_kept(one.page)
    one.page.route("**/luonnos/", lambda route: route.abort())
    one.fill(purpose="Kirjoitettu junassa.")
    one.page.get_by_text("so nothing is saved or kept there now").wait_for()
    one.page.unroute("**/luonnos/")
    one.page.once("dialog", lambda dialog: dialog.accept())  # leaving unsaved text
    one.go(edit).sees("This browser kept what you typed")
    one.page.get_by_role("button", name="Bring it back").click()
    expect(one.page.locator("#id_purpose")).to_have_value("Kirjoitettu junassa.")
    one.sees("Below is what you typed on")
    save(one).sees("The card is saved.").sees("Kirjoitettu junassa.")
    assert one.page.evaluate("Object.keys(localStorage)") == []
