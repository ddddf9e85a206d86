"""A comment goes too far, is hidden with a reason, and is shown again after a second look."""

import re

KEHRA = "/kehrat/kallio-vallila-pasila/"
IDEA = "Kirpputori Pasilan sillalle"
SAID = "Tämä on hölynpölyä, lukekaa https://hel.example/kirppis"


def test_from_a_comment_to_a_second_look(walker):
    resident, comment = speak(walker)
    case = report_and_hide(walker, comment)
    ask_again(resident, comment)
    restore(walker, case)
    walker().go(comment).sees(SAID.split(",")[0])


def speak(walker):
    """A resident comments; the account is new, so its link is no link."""
    resident = walker("resident").go(KEHRA).follow("All ideas of the Kehrä").follow(IDEA)
    resident.fill(text=SAID).press("Send the comment").sees("Your comment is published.")
    item = resident.page.locator("li[id^=c]", has_text="hölynpölyä").last
    assert item.locator("a", has_text="hel.example").count() == 0
    comment = f"/kommentit/{item.get_attribute('id').removeprefix('c')}/"
    resident.go(comment).sees("Edit (until")
    return resident, comment


def report_and_hide(walker, comment):
    """A member reports it; the coordinator finds it in the queue and hides it with a reason."""
    member = walker("member").go(comment)
    member.page.get_by_role("link", name=re.compile("^Report")).last.click()
    member.look().fill(kind="rude", words="Haukkuu ehdottajaa.").press("Send the report")
    coordinator = walker("coordinator").go(KEHRA).follow("reported text", exact=False)
    coordinator.page.locator("tbody a").last.click()
    coordinator.look().sees("Haukkuu ehdottajaa.")
    case = coordinator.path.removeprefix("/en")
    coordinator.press("Hide it").sees("Please check these")
    why = {"hide-ground": "rude", "hide-reason": "”Hölynpöly” loukkaa ehdottajaa."}
    coordinator.fill(**why).press("Hide it")
    coordinator.sees("Its author was told the reason.")
    assert walker().page.request.get(f"{coordinator.address}{comment}").status == 410
    return case


def ask_again(resident, comment):
    """The author reads in the mail why, and asks Sukkula for a second look."""
    letter = resident.mail("loukkaa ehdottajaa")
    assert "Hölynpöly" in letter
    decision = re.search(r"/moderointi/\d+/paatos/", letter).group()
    resident.go(decision).sees("”Hölynpöly” loukkaa ehdottajaa.")
    resident.fill(words="Hölynpöly on ajatus, ei ihminen.").press("Ask for a second look")
    resident.sees("Sukkula has not answered yet.").go(comment).sees("Hidden")


def restore(walker, case):
    """Sukkula sees it on the desk, shows it again, and the history tells who did what."""
    adviser = walker("adviser").go("/sukkula/").follow("Texts to moderate")
    adviser.follow("Asked to look again", exact=False).go(case)
    adviser.sees("Hölynpöly on ajatus, ei ihminen.")
    adviser.page.locator("summary", has_text="Show it again").click()
    adviser.fill(**{"restore-reason": "Sana arvostelee ajatusta."}).press("Show again")
    history = adviser.page.locator("ol.history").inner_text()
    told = ["Shown again", "A second look", "Hidden by a moderator", "Reported"]
    places = [history.index(words) for words in told]
    assert places == sorted(places)
    for name in ("Aino", "Rauha", "Kaisa", "Matti"):
        assert name in history
