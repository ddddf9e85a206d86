"""A lead compares scored cards, shortlists two, decides on both at once and announces them."""

CARDS = """
from kehityspolku import moments
from kehityspolku.dev.demo import account, story
from kehityspolku.models import User
from kehrat.models import Kehra
from sukkula.models import CriteriaSet, Panel
from sukkula.panels.demo import answer
from sukkula.review.demo import DECIDED, walked
with story():
    criteria = CriteriaSet.objects.get(call=None)
    reviewer = User.objects.get(email__startswith="arvioija1@")
    for given, (slug, _days, _outcome, _reason, content) in zip((5, 1), DECIDED):
        kehra = Kehra.objects.get(slug=slug)
        content = content | {"title": content["title"] + " III"}
        made = walked(kehra, kehra.coordinators().first(), account("adviser"), content)
        facts = {"criteria": criteria, "due_on": moments.in_days(5), "reviewers": [reviewer]}
        panel = Panel.objects.ask(made, by=account("lead"), **facts)
        answer(panel.reviews.get(), [given] * criteria.criteria.count(), "Lyhyesti.")
        print("card", made.pk)
"""
BEST, LAST = "Pasilan lukunurkat III", "Aurinkolahden talkoolaituri III"
PRAISE, REFUSAL = "Paras kierroksen korteista.", "Laituri ei mahdu tälle kierrokselle."


def test_a_shortlist_is_decided_and_announced(walker, portal):
    made = [line.split()[1] for line in portal.manage("shell", "-c", CARDS).splitlines() if line]
    good, bad = [pk for pk in made if pk.isdigit()]
    lead = walker("lead").go("/sukkula/").follow("Cards side by side")
    titles = lead.page.locator("tbody a.title").all_inner_texts()
    assert titles.index(BEST) < titles.index(LAST)
    tick(lead, good, bad).press("Put the chosen on the shortlist")
    lead.sees("2 cards are put on the shortlist.").sees(BEST).sees(LAST)
    tick(lead, good, bad).press("Decide on the chosen")
    lead.fill(outcome="approve", reason=PRAISE)
    lead.fill(**{f"outcome{bad}": "reject", f"reason{bad}": REFUSAL})
    lead.press("See what would be mailed").sees(PRAISE).sees(REFUSAL)
    lead.press("Back to the form").press("See what would be mailed")
    lead.press("Decide on 2 cards").sees("2 decisions are kept. Announce them below.")
    nobody_is_told(walker)
    announce(lead, good, bad)
    assert BEST in walker("lead").mail(PRAISE)
    walker().go(f"/hankkeet/{good}/").sees("Approved since")


def tick(lead, *cards):
    for card in cards:
        lead.page.locator(f"[name=cards][value='{card}']").check()
    return lead


def nobody_is_told(walker):
    page = walker().page
    page.goto(f"{walker().address}/posti/")
    assert PRAISE not in page.content()


def announce(lead, *cards):
    for card in cards:
        row = lead.page.locator("tr", has=lead.page.locator(f"a[href$='/{card}/']"))
        row.locator("[name=verdict]").check()
    lead.press("See what would be mailed").sees(PRAISE).sees(REFUSAL)
    lead.press("Announce 2 decisions").sees("2 decisions are announced.")
