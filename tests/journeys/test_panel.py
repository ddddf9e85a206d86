"""A card with its files before a panel: a conflict of interest, another in the place, scores hidden
until one's own are given, an abstention, and what the adviser makes of it."""

import re

from tests.make.files import pdf
from tests.make.people import photo

TITLE = "Pasilan iltapenkit"
CARD = f"""
from dataclasses import replace
from kehityspolku.models import User
from kehrat.projects.demo import card
from kehrat.models import Kehra, Project
kehra = Kehra.objects.get(slug="kallio-vallila-pasila")
by = User.objects.get(email="coordinator@kehityspolku.example")
content = replace(card("vallilan-yhteispiha"), title="{TITLE}")
print("card", Project.objects.begin(kehra, by=by, card=content).pk)
"""
RENT, DRAWING = "Vuokrasopimus.pdf", "Luonnos_1.png"


def test_a_panel_of_three_and_a_conflict(walker, portal):
    made = re.search(r"card (\d+)", portal.manage("shell", "-c", CARD)).group(1)
    card = f"/hankkeet/{made}/"
    attach_and_submit(walker("coordinator"), card)
    adviser = walker("adviser").go("/sukkula" + card)
    adviser.follow("Take into review").press("Take into review")
    ask(adviser, card, "Reetta Esimerkki", "Risto Esimerkki", "Sanna Esimerkki")
    is_tied(walker("reviewer"), card)
    assert TITLE in adviser.mail("Olen hakijan sisar.")
    ask(adviser, card, "Toivo Esimerkki")
    adviser.sees("Olen hakijan sisar.")
    first = walker("arvioija1")
    scores_in_two_goes(first, card)
    scores_without_seeing_the_first(walker("arvioija2"))
    abstains(walker("arvioija3"), card)
    first.go("/arvioinnit/").follow(TITLE).sees("Penkeille on tulijoita.").sees("Hoitaja puuttuu.")
    conclude(adviser, card)


def sent(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def attach_and_submit(coordinator, card):
    """Two good files and one that is not taken, at one go; then the picture's words."""
    coordinator.go(card).follow("Add files and pictures")
    files = {RENT: pdf(), DRAWING: photo((300, 200), "PNG").read(), "tili.xls": b"\xd0\xcf\x11\xe0"}
    coordinator.page.set_input_files("[name=files]", [sent(*each) for each in files.items()])
    coordinator.press("Add files and pictures").sees("2 files are attached.")
    coordinator.sees("tili.xls: This kind of file is not taken.")
    coordinator.follow("Describe the picture", exact=False)
    coordinator.fill(title="Luonnos", alt="").press("Save").sees("Write what the picture shows.")
    coordinator.fill(alt="Kolme penkkiä puun alla").press("Save").sees("It is saved.")
    shown = coordinator.page.get_by_role("img", name="Kolme penkkiä puun alla")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 300
    coordinator.go(card).press("Submit to Sukkula").sees("Submitted since")


def ask(adviser, card, *people):
    adviser.go(f"/sukkula{card}arvioijat/")
    for name in people:
        adviser.page.get_by_label(name).check()
    adviser.press("Ask them").sees("The reviewers were asked.")


def is_closed(reviewer, card):
    assert reviewer.page.request.get(f"{reviewer.address}/en{card}").status == 404


def is_tied(reviewer, card):
    """The card stays closed to one who declares a conflict, before and after."""
    reviewer.go("/arvioinnit/").follow(TITLE).sees("Before it opens, tell whether something ties")
    is_closed(reviewer, card)
    reviewer.fill(answer="tied").press("Go on").sees("Say in a few words what ties you to the card")
    reviewer.page.fill("#id_words", "Olen hakijan sisar.")
    reviewer.press("Go on").sees("Thank you. The card goes to other reviewers.")
    is_closed(reviewer, card)


def open_card(reviewer):
    """Declare oneself free; the card opens, its files too."""
    reviewer.go("/arvioinnit/").follow(TITLE).fill(answer="free").press("Go on")
    reviewer.sees("Your scores are wanted by").sees("for members and Sukkula")
    with reviewer.page.expect_download() as coming:
        reviewer.page.get_by_role("link", name=RENT.removesuffix(".pdf")).click()
    assert coming.value.suggested_filename == RENT


def mark(reviewer, score):
    """The same score for each criterion."""
    for box in reviewer.page.locator(f"main input[type=radio][value='{score}']").all():
        box.check()


def scores_in_two_goes(reviewer, card):
    """Keep a few, be told what lacks, give the rest."""
    open_card(reviewer)
    reviewer.page.locator("main input[type=radio][value='4']").first.check()
    reviewer.press("Save as unfinished").sees("Your scores are saved. Nobody else sees them yet.")
    reviewer.press("Give the scores").sees("Score these too, or choose “can't say”")
    mark(reviewer, 4)
    reviewer.page.fill("#id_words", "Penkeille on tulijoita.")
    reviewer.press("Give the scores").sees("Your scores are given.").sees("Scores of 1 reviewer")


def scores_without_seeing_the_first(reviewer):
    """Nothing of the others shows before one's own are given; one criterion can't be told."""
    open_card(reviewer)
    words = reviewer.page.locator("main").inner_text()
    assert "Penkeille" not in words
    assert "Weighted mean" not in words
    mark(reviewer, 2)
    reviewer.page.locator("main input[type=radio][value='-']").first.check()
    reviewer.page.locator("main textarea[name^=comment]").first.fill("Hoitaja puuttuu.")
    reviewer.press("Give the scores").sees("Scores of 2 reviewers").sees("Weighted mean 3.00")


def abstains(reviewer, card):
    reviewer.go("/arvioinnit/").follow(TITLE)
    reviewer.page.locator("summary", has_text="Abstain from this review").click()
    reviewer.page.fill("#id_abstain", "En ehdi lukea huolella.")
    reviewer.press("Abstain").sees("You abstained. Sukkula was told.")
    is_closed(reviewer, card)


def conclude(adviser, card):
    """The adviser reads mean, median and spread and what was said, and approves."""
    adviser.go(f"/sukkula{card}arvioijat/").sees("Scores of 2 reviewers")
    adviser.sees("Weighted mean 3.00").sees("weighted means 3.00").sees("2.00–4.00")
    adviser.sees("Conflict of interest").sees("Abstained").sees("En ehdi lukea huolella.")
    adviser.sees("Hoitaja puuttuu.").sees("can't say")
    adviser.go("/sukkula" + card).sees("Luonnos").follow("Approve the card")
    adviser.press("Approve the card").sees("Where to get funding?")
