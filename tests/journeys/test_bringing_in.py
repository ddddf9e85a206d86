"""Cards go in as they were written: a folder, a table, a text without headings, a Swedish plan."""

from tests import docx

KEHRA = "/kehrat/kallio-vallila-pasila/"
CARD = """{title}

Tavoitteet
- Piha on siisti

Talousarvio
- Penkit 1 200 €
"""
TABLE = docx.document(
    docx.p("Korttelin kasvihuone")
    + docx.p("Mitä teemme")
    + docx.p("Rakennamme kasvihuoneen pihalle.")
    + docx.p("Talousarvio")
    + docx.table(
        ("Kulu", "2027", "2028"),
        ("Kasvihuone", "12 000 €", "6 000 €"),
        ("Ohjaaja", "3 000 €", "3 000 €"),
        ("Yhteensä", "15 000 €", "9 000 €"),
    )
)
PLAIN = """Tehdään kadunkulmaan kivoja juttuja.
Haluamme penkin ja kukkia.
Kysykää Liisalta.
"""
SWEDISH = """Projektets namn: Språkcafé i Nordsjö

Bakgrund
Många vill öva svenska.

Målgrupp
Vuxna i Nordsjö

Syfte och mål
- Ett café i veckan

Tidsplan
1.3.2027–31.12.2027

Budget
Lokal 2 400 €
"""


def test_an_adviser_brings_in_a_folder_of_forty(walker):
    texts = [CARD.format(title=f"Pihan ilo {number}") for number in range(38)]
    files = [file(f"{n:02}.txt", text.encode()) for n, text in enumerate(texts)]
    files += [file("38.txt", PLAIN.encode()), file("39.txt", bytes(range(256)))]
    adviser = walker("adviser").go("/hankkeet/tuo/").fill(owner="kallio-vallila-pasila")
    adviser.page.locator("[name=files]").set_input_files(files)
    adviser.press("Read the text").sees("Each card that was read")
    adviser.page.get_by_text("38 cards were read as they are.").wait_for(timeout=180_000)
    adviser.look().sees("1 needs a look.").sees("1 could not be read.")
    assert adviser.page.locator("[name=keep]:checked").count() == 38
    adviser.press("Store the chosen as drafts").sees("38 cards are stored as drafts")
    adviser.sees("The coordinators were told.")
    letter = walker().mail("Sukkula toi 38 projektikorttia", to="coordinator@")
    assert "Kallio" in letter
    coordinator = walker("coordinator").go("/hankkeet/?title=Pihan+ilo+37").follow("Pihan ilo 37")
    coordinator.sees("1 200 €").sees("What the card was read from").sees("37.txt")


def test_a_card_with_a_table_is_corrected(walker):
    coordinator = walker("coordinator", viewport={"width": 390, "height": 844})
    coordinator.go(KEHRA + "hankkeet/tuo/")
    coordinator.page.locator("[name=files]").set_input_files(file("kasvihuone.docx", TABLE))
    coordinator.press("Read the text")
    read(coordinator).sees("12 000 €")
    heading = coordinator.page.get_by_label("Where “Mitä teemme” goes")
    heading.select_option("heading:measures")
    settled(coordinator).press("Store as a draft card").sees("Korttelin kasvihuone")
    for told in ("Rakennamme kasvihuoneen pihalle.", "12 000 €", "6 000 €", "24 000 €"):
        coordinator.sees(told)


def test_a_text_without_headings_is_placed_by_hand(walker):
    coordinator = walker("coordinator")
    coordinator.go(KEHRA + "hankkeet/tuo/").fill(text=PLAIN).press("Read the text")
    read(coordinator).sees("No heading of a project was known in the text")
    line = coordinator.page.locator("li", has_text="Haluamme penkin ja kukkia.")
    line.get_by_role("button", name="Move").click()
    coordinator.look().page.get_by_label("Where “Haluamme penkin").select_option("goals")
    settled(coordinator).fill(title="Kadunkulman penkki").page.keyboard.press("Tab")
    settled(coordinator).press("Keep it all in the remainder and go on").sees("Kadunkulman penkki")
    coordinator.sees("Haluamme penkin ja kukkia.").sees("Kysykää Liisalta.")


def test_a_swedish_plan_goes_in(walker):
    coordinator = walker("coordinator", prefix="/sv")
    coordinator.go(KEHRA + "hankkeet/tuo/").fill(text=SWEDISH).press("Läs texten")
    read(coordinator, "Spara som utkast till kort")
    coordinator.press("Spara som utkast till kort").sees("Språkcafé i Nordsjö")
    for told in ("Många vill öva svenska.", "Vuxna i Nordsjö", "Ett café i veckan", "2 400 €"):
        coordinator.sees(told)
    coordinator.sees("1.3.–31.12.2027")


def file(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def settled(person):
    """The page has read the text again with what was changed."""
    person.page.wait_for_timeout(300)
    person.page.wait_for_function("!document.querySelector('.htmx-request')")
    return person


def read(person, *buttons):
    """Wait until the worker has read it: the page goes on by itself, without script by a link."""
    for _try in range(120):
        names = buttons or ("Store as a draft card", "Keep it all in the remainder and go on")
        if any(person.page.get_by_role("button", name=name).count() for name in names):
            return person.look()
        person.page.wait_for_timeout(500)
        if _try % 6 == 5:
            person.page.reload()
    raise AssertionError(person.page.locator("main").inner_text())
