"""A lead decides on two cards, tells nobody, sees what would be mailed, and announces both by one
press; the applicants get their mail and the decision as a letter."""

from io import BytesIO

from pypdf import PdfReader

CARDS = """
from allauth.account.models import EmailAddress
from kehityspolku.dev.demo import PASSWORD, account, story
from kehrat.models import Kehra
from sukkula.review.demo import DECIDED, walked
with story():
    for slug, _days, _outcome, _reason, content in DECIDED:
        kehra = Kehra.objects.get(slug=slug)
        team = kehra.coordinators().first()
        team.set_password(PASSWORD)
        team.save()
        known = {"email": team.email, "verified": True, "primary": True}
        EmailAddress.objects.update_or_create(user=team, **known)
        title = content["title"] + " II"
        made = walked(kehra, team, account("adviser"), content | {"title": title})
        print("card", made.pk, team.email)
"""
PRAISE = "Hyvät hoitovuorot, selkeä talous."
REFUSAL = "Laituri tarvitsee vesiluvan ennen talkoita."
APPROVED, REJECTED = "Pasilan lukunurkat II", "Aurinkolahden talkoolaituri II"


def test_two_decisions_are_announced_together(walker, portal):
    made = [line.split()[1:] for line in portal.manage("shell", "-c", CARDS).splitlines()]
    (good, glad), (bad, sorry) = [words for words in made if len(words) == 2]
    lead = walker("lead")
    keep(lead, good, "hyvaksy", "Approve the card", PRAISE)
    keep(lead, bad, "hylkaa", "Reject the card", REFUSAL)
    teams = [person(walker, email) for email in (glad, sorry)]
    for team, card, reason in zip(teams, (good, bad), (PRAISE, REFUSAL), strict=True):
        sees_nothing(team, card, reason)
    announce(lead, [good, bad], teams)
    assert PRAISE in teams[0].mail(APPROVED, to=glad)
    assert REFUSAL in teams[1].mail(REJECTED, to=sorry)
    reads_letter(teams[0], good, "Sukkula approves the project card.", APPROVED, PRAISE)
    reads_letter(teams[1], bad, "Sukkula does not approve the project card.", REJECTED, REFUSAL)
    walker().go(f"/hankkeet/{good}/").sees("Approved since")


def person(walker, email):
    found = walker()
    found.email = email
    return found.sign_in(email)


def keep(lead, card, word, button, reason):
    """A decision kept for later, after a look at who would be told now."""
    lead.go(f"/sukkula/hankkeet/{card}/{word}/").sees("Announced later, no one gets a mail yet.")
    lead.fill(reason=reason, when="later").press(button)
    lead.sees("The decision is saved.").sees("A decision waits to be announced").sees(reason)


def sees_nothing(team, card, reason):
    """The applicants' page tells of a review that goes on; there is no letter and no mail."""
    page = team.go(f"/hankkeet/{card}/").sees("In Sukkula's review since").page
    assert reason not in page.content()
    assert page.locator("a[href$='paatos.pdf']").count() == 0
    assert letter(team, card).status == 404
    team.page.goto(f"{team.address}/posti/")
    assert reason not in team.page.content()


def announce(lead, cards, teams):
    """Ticked on the page of those that wait, read through, announced by one press."""
    lead.go("/sukkula/").follow("Decisions that wait", exact=False)
    for card in cards:
        row = lead.page.locator("tr", has=lead.page.locator(f"a[href$='/{card}/']"))
        row.locator("[name=verdict]").check()
    lead.press("See what would be mailed").sees(PRAISE).sees(REFUSAL)
    names = lead.page.locator("main section").all_inner_texts()
    assert len(names) == len(teams)
    lead.press("Announce 2 decisions").sees("2 decisions are announced.")
    for card in cards:
        assert lead.page.locator(f"main a[href$='/{card}/']").count() == 0


def letter(team, card, prefix="/en"):
    return team.page.context.request.get(f"{team.address}{prefix}/hankkeet/{card}/paatos.pdf")


def reads_letter(team, card, decision, title, reason):
    """The link on the card's page; the letter in three languages, the reasons as written."""
    team.go(f"/hankkeet/{card}/")
    link = team.page.get_by_role("link", name="Decision as a letter (PDF)")
    assert link.get_attribute("href") == f"/en/hankkeet/{card}/paatos.pdf"
    told = [words(letter(team, card, prefix)) for prefix in ("", "/sv", "/en")]
    assert len(set(told)) == len(told)
    assert all(title in each and reason in each for each in told)
    assert decision in told[-1]


def words(answer):
    pages = PdfReader(BytesIO(answer.body())).pages
    return " ".join("".join(page.extract_text() for page in pages).split())
