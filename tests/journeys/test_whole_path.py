"""The main job: Helka's own card goes in as text, walks the path, comes out in a report."""

import re
from io import BytesIO

from pypdf import PdfReader

KEHRA = "/kehrat/kallio-vallila-pasila/"
PASSWORD = "a long enough phrase 7"


def test_from_the_seeds_text_to_the_downloaded_report(walker, seed_text):
    join_before_signing_in(walker)
    project = import_card(walker, seed_text)
    approve(walker, project)
    open_past_applications(walker, project)
    record_past_decisions(walker, project)
    survey = ask_stakeholders(walker, project)
    answer_without_an_account(walker, survey)
    close_and_read(walker, survey, project)
    read_the_report(walker)


def join_before_signing_in(walker):
    """A newcomer finds the group by a misspelt name, asks to join, then signs up in Swedish."""
    newcomer = walker(prefix="/sv")
    newcomer.go("/").fill(q="kontla").page.press("main [name=q]", "Enter")
    newcomer.look().sees("Mellungsby")
    newcomer.go(KEHRA + "liity/").fill(actor_type="resident", note="Bor på Fabriksgatan.")
    newcomer.page.locator("main form button").first.click()
    newcomer.look().page.locator("main a[href*=signup]").first.click()
    newcomer.look().fill(
        name="Nina Esimerkki", email="nina@kehityspolku.example", password1=PASSWORD
    )
    newcomer.page.locator("main form button[type=submit]").first.click()
    newcomer.look()
    confirm = re.search(r"http\S+confirm-email\S+", newcomer.mail("nina@")).group()

    other_device = walker(prefix="/sv")
    other_device.go(confirm).fill(password=PASSWORD)
    other_device.page.locator("main form button").first.click()
    other_device.look()

    coordinator = walker("coordinator").go(KEHRA + "jasenet/").sees("Nina Esimerkki")
    coordinator.page.locator("main li, main tr", has_text="Nina").get_by_role("link").first.click()
    coordinator.look().fill(note="Välkommen med!").press("Take in", exact=False)
    coordinator.sees("Nina Esimerkki is now a member")
    assert "Berghäll–Vallgård–Böle" in newcomer.mail("Välkommen med!")


def import_card(walker, text):
    """The coordinator pastes the card, looks at what was understood, stores and submits it."""
    coordinator = walker("coordinator").go(KEHRA + "hankkeet/tuo/")
    coordinator.fill(text=text).press("Read the text")
    coordinator.page.get_by_role("button", name="Store as a draft card").wait_for()
    coordinator.look().press("Store as a draft card").sees("Paikallinen kehittämispolku")
    project = coordinator.path
    for told in ("87 000 €", "225 000 €", "1.6.2012–31.12.2013", "Open Knowledge Finland (OKF)"):
        coordinator.sees(told)
    coordinator.press("Submit to Sukkula").sees("Submitted since")
    return project


def approve(walker, project):
    """An adviser takes the card and approves it."""
    adviser = walker("adviser").go("/sukkula/").go(desk(project))
    adviser.follow("Take into review").press("Take into review")
    adviser.follow("Approve the card").fill(reason="Hieno kokonaisuus.").press("Approve the card")
    assert "Paikallinen kehittämispolku" in adviser.mail("Hieno kokonaisuus.")


def desk(project):
    """A card's page on Sukkula's desk."""
    return "/sukkula" + project.removeprefix("/en")


def open_past_applications(walker, project):
    """Sukkula opens applications to the closed calls that paid for the project, by years."""
    adviser = walker("adviser").go(desk(project) + "rahoitus/")
    adviser.page.locator("summary", has_text="closed calls").click()
    past = adviser.page.locator("details section.route")
    years = re.compile("2012–2013|2013|2014|2014–2015|2015–2016")
    for place in range(past.count()):
        route = past.nth(place)
        if years.search(route.locator("h2").inner_text()):
            if route.locator("summary").count():
                route.locator("summary").click()
                route.locator("textarea, input[type=text]").fill("Päätös on tehty aikanaan.")
            route.locator("input[type=checkbox]").check()
    adviser.press("Open applications to the chosen calls").sees("5 applications")


def record_past_decisions(walker, project):
    """Sukkula records when each of them was decided; the amounts are not known."""
    adviser = walker("adviser").go(desk(project) + "rahoitus/")
    links = adviser.page.locator("details section.route a[href*='/hakemukset/']")
    paths = [links.nth(n).get_attribute("href") for n in range(links.count())]
    assert len(paths) == 5
    for path, day in zip(paths, DAYS, strict=True):
        adviser.go(path.removeprefix("/en")).follow("Record a past decision")
        adviser.fill(decided_on=day).press("Record a past decision")
        adviser.sees("recorded afterwards")
    adviser.go(project.removeprefix("/en")).sees("Running since")


DAYS = ["2012-05-28", "2013-02-11", "2014-01-20", "2014-03-17", "2015-02-16"]


def ask_stakeholders(walker, project):
    """The coordinator opens a survey of the standard battery; returns (its page, its link)."""
    coordinator = walker("coordinator").go("/arviointi/uusi/")
    number = re.search(r"\d+", project).group()
    coordinator.fill(
        scope=f"project-{number}",
        title_fi="Polun sidosryhmäkysely",
        title_sv="Enkät till stigens intressenter",
        title_en="Survey of the path's stakeholders",
    )
    coordinator.page.locator("main form button.button").first.click()
    coordinator.look().press("Open the survey").sees("The link to answer")
    return coordinator.path, coordinator.page.locator("#link-1").input_value()


def answer_without_an_account(walker, survey):
    """Ten people answer in three languages, one of them on a phone."""
    _page, link = survey
    for number, prefix in enumerate(["", "/sv", "/en", "", "/sv", "/en", "", "/sv", "/en", ""]):
        phone = {"viewport": {"width": 390, "height": 844}} if number == 1 else {}
        person = walker(prefix=prefix, **phone)
        person.go(re.sub(r"https?://[^/]+(/sv|/en)?", "", link))
        for _part in range(7):
            groups = person.page.locator("main fieldset:has(input[value='4'])")
            for place in range(groups.count()):
                groups.nth(place).locator("input[value='4']").check()
            person.page.locator("main form button.button").click()
            person.look()
        assert "kiitos" in person.path


def close_and_read(walker, survey, project):
    """The survey closes, Sukkula releases the results; anyone reads its chart and its table."""
    page, _link = survey
    coordinator = walker("coordinator").go(page.removeprefix("/en"))
    coordinator.page.locator("summary", has_text="Close the survey").click()
    coordinator.press("Close now").sees("Sukkula looks at the numbers")
    lead = walker("lead").go(page.removeprefix("/en"))
    lead.page.locator("main form button.button").click()
    lead.look()
    reader = walker().go(page.removeprefix("/en")).sees("10")
    charts = reader.page.locator("figure svg title")
    assert charts.count() > 0
    assert reader.page.locator("figure table").count() > 0


def read_the_report(walker):
    """The city's official picks area and period, waits for the worker, downloads both files."""
    official = walker("city_official").go("/raportit/")
    official.fill(area="city", first="2012-06-01", last="2016-12-31", language="fi")
    official.press("Make the report")
    download = official.page.get_by_role("link", name="Download PDF", exact=False)
    download.wait_for(timeout=90_000)
    official.look()
    with official.page.expect_download() as got:
        download.click()
    text = text_of(got.value.path())
    assert "Paikallinen kehittämispolku" in text
    for phase in (
        "I ja II VAIHE",
        "1.6.2012–31.12.2013",
        "1.1.–31.10.2014",
        "1.11.2014–31.12.2015",
    ):
        assert phase in text
    for amount in ("87 000 €", "47 000 € + 40 000 €", "50 000 €", "225 000 €"):
        assert amount in text
    for source in ("TEM", "Uudenmaan liitto", "ELY", "Helsingin kaupunki", "6Aika"):
        assert source in text
    for years in ("2012–2013", "2014–2015", "2015–2016"):
        assert years in text
    with official.page.expect_download() as table:
        official.page.get_by_role("link", name="Download XLSX", exact=False).click()
    assert table.value.suggested_filename.endswith(".xlsx")


def text_of(path):
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())
