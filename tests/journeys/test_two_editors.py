"""Two coordinators write one card in two browsers: drafts of their own, a lost connection, a
conflict that loses nothing."""

import re

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
    write_without_a_connection(one, edit)
    one.page.locator("summary", has_text="Withdraw the card").click()
    one.press("Withdraw the card")
    portal.manage("shell", "-c", STEP_DOWN)


def begin(walker):
    """A new card, told of a like one before it is stored; the address of its edit page."""
    walker.go(KEHRA + "hankkeet/uusi/").fill(title="Vallilan yhteispiha II")
    walker.press("Begin the card").sees("There is already a card with a like title")
    walker.press("Begin the card").sees("The card is saved as a draft.")
    return re.search(r"/hankkeet/\d+/", walker.path).group() + "muokkaa/"


def save(walker):
    return walker.press("Save the card")


def keep_own_drafts(one, other, edit):
    """What one types waits for oneself, after the page is left; the other does not see it."""
    one.go(edit).fill(description="Piha avataan iltaisin.")
    one.page.get_by_text("for you alone").wait_for()
    one.go("/oma/").follow("Unsaved text of", exact=False)
    one.sees("Below is what you typed on")
    assert one.page.input_value("#id_description") == "Piha avataan iltaisin."
    other.go(edit)
    assert other.page.input_value("#id_description") == ""


def meet_in_a_conflict(one, other, edit):
    """The second to save sees both texts side by side and takes one heading from the other."""
    other.fill(description="Piha on auki aina.", benefits="Naapurit tapaavat.")
    save(other).sees("The card is saved.")
    one.go(edit).fill(actors="Taloyhtiö ja koulu.")
    save(one).sees("Somebody else has saved this card while you wrote")
    one.sees("Piha avataan iltaisin.").sees("Piha on auki aina.")
    one.page.check("#take-benefits")
    save(one).sees("The card is saved.").sees("Piha avataan iltaisin.").sees("Naapurit tapaavat.")
    one.sees("Taloyhtiö ja koulu.")


def write_without_a_connection(one, edit):
    """The browser keeps the text, and brings it back once the portal answers again."""
    one.go(edit)
    one.page.context.set_offline(True)
    one.fill(purpose="Kirjoitettu junassa.")
    one.page.locator("#no-answer").wait_for()
    one.page.context.set_offline(False)
    one.page.once("dialog", lambda dialog: dialog.accept())  # leaving unsaved text
    one.go(edit).sees("This browser kept what you typed")
    one.page.get_by_role("button", name="Bring it back").click()
    one.page.get_by_text("Below is what you typed on").wait_for()
    assert one.page.input_value("#id_purpose") == "Kirjoitettu junassa."
    save(one).sees("The card is saved.").sees("Kirjoitettu junassa.")
    assert one.page.evaluate("Object.keys(localStorage)") == []
