"""The city official's progress report: what it counts, and the documents it becomes."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from pypdf import PdfReader

from arviointi.indicators import profiles
from arviointi.reports import areas, build, progress
from kehityspolku import moments
from kehityspolku.documents import reports
from kehityspolku.models import Report
from kehityspolku.moments import days_ago
from kehrat.cards.reading import read
from kehrat.models import District, Kehra, OfficialArea, Project, SubArea
from rahoitus.models import Application
from tests import make
from tests.pages import main

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2012, 6, 1), date(2016, 12, 31)


@pytest.fixture(autouse=True)
def files_in(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def period():
    """Around today."""
    return moments.in_days(-30), moments.today()


def built(area, first, last, language="fi", by=None):
    report = build.order_city(areas.find(area), first, last, by=by, language=language)
    reports.build(report.pk)
    report.refresh_from_db()
    assert report.state == Report.State.READY
    return {file.kind: file.file.read() for file in report.files.all()}


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def granted(amount=Decimal(1000), **call):
    application = make.application("sent", call=make.call(**call), amount=amount)
    application.grant(by=application.project.adviser, amount=amount, decided_on=moments.today())
    return application


@pytest.mark.parametrize(
    ("key", "districts"),
    [("city", 59), ("major:1", 20), ("district:11", 1), ("kehra:vuosaari-puotila", 2)],
)
def test_an_area_holds_its_districts(key, districts):
    kehra = make.kehra(
        slug="vuosaari-puotila", sub_areas=SubArea.objects.filter(code__in=["541", "452"])
    )
    area = areas.find(key)
    expected = districts if key != "major:1" else District.objects.filter(major="1").count()
    assert (area.key, area.districts().count()) == (key, expected)
    assert kehra in areas.find("city").kehrat()


@pytest.mark.parametrize(
    "key", ["", "city:1", "major:9x", "district:60", "district:9" * 40, "kehra:no", "x", "kehra:\0"]
)
def test_an_unknown_area_is_refused_in_words(key):
    with pytest.raises(ValueError, match="major:"):
        areas.find(key)


def value(told, key):
    return next(figure.value for figure in told.figures if figure.key == key)


def test_the_report_agrees_with_itself():
    """What was recorded afterwards counts by its own day, in figures, steps and decisions alike."""
    application = granted(Decimal("1234.50"))
    project = make.project(state="approved")
    call = make.call(opens_on=moments.in_days(-1200), closes_on=moments.in_days(-1050))
    past = Application.objects.open(project, call, by=project.adviser)
    past.record_past(by=project.adviser, decided_on=moments.in_days(-1000))
    now = progress.gather(areas.find("city"), *period())
    then = progress.gather(areas.find("city"), moments.in_days(-1100), moments.in_days(-900))
    for told, decided, euros, steps in (
        (now, [application.project], Decimal("1234.50"), (1, 0)),
        (then, [project], 0, (0, 1)),
    ):
        assert [change.application.project for change in told.changes] == decided
        assert value(told, "granted") == told.granted == euros
        assert (told.steps[4].value, told.steps[5].value) == steps
    assert (then.unstated, then.figures[3].note) == (
        1,
        "ja 1 päätös, jonka summaa ei ole ilmoitettu",
    )
    assert [f.to_date for f in now.figures[2:4]] == [2, Decimal("1234.50")]


def test_a_project_of_several_areas_stands_whole_in_each_and_once_in_the_city():
    make.project(state="approved", target_areas=["Kallio", "Vuosaari"])
    here, there, city = (
        progress.gather(areas.find(key), *period())
        for key in ("district:11", "district:54", "city")
    )
    assert [len(told.projects) for told in (here, there, city)] == [1, 1, 1]
    assert [told.projects[0].shared for told in (here, there, city)] == [True, True, False]


def test_only_public_cards_are_told_of():
    for state in ("draft", "submitted", "in_review", "rejected", "withdrawn"):
        make.project(state=state)
    assert progress.gather(areas.find("city"), *period()).projects == []


def test_a_kehra_works_by_dated_facts_alone():
    with days_ago(200):
        kehra = make.kehra(formed_on=moments.today())
        team = make.coordinator(kehra)
        for name in ("Yhdistys A", "Yhdistys B", "Koulu C"):
            person = make.user()
            kehra.ask_to_join(by=person, actor_type="association", organisation=name)
            kehra.memberships.get(user=person).accept(by=team)
        team.refresh_from_db()
    today = moments.today()

    def told(days):
        (profile,) = profiles.profiles(Kehra.objects.all(), today - timedelta(days=days))
        return profile.works, profile.outputs

    with days_ago(30):  # what Sukkula and the portal do is no output
        kehra.silence_near(once="silence", at=moments.now(), dormant_on=today)
        kehra.rest(by=make.user("lead"), reason="Lepo.")
        kehra.wake(by=make.user("lead"))
    assert told(0) == (False, 0)
    make.meeting(kehra, "held", days=100)
    held = [told(days) for days in (101, 100, 10, 9)]
    assert held == [(False, 0), (True, 1), (True, 1), (False, 0)]  # its minutes are of today
    (profile,) = profiles.profiles(Kehra.objects.all(), today)
    assert (profile.members, profile.organisations, profile.outputs) == (4, 3, 1)


def test_the_queries_do_not_grow_with_the_projects(django_assert_max_num_queries):
    area = areas.find("city")
    granted()
    with django_assert_max_num_queries(60) as first:
        progress.gather(area, *period())
    for _ in range(4):
        granted()
    with django_assert_max_num_queries(len(first.captured_queries)):
        progress.gather(area, *period())


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_document_is_tagged_titled_and_in_its_language(language):
    """And the workbook has a sheet a table and no formulas."""
    granted()
    make.project(state="approved", title="=SUM(A1)")
    files = built("city", *period(), language=language)
    with pikepdf.open(BytesIO(files["PDF"])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == language
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"]
            assert metadata["pdfuaid:part"] == "1"
    book = load_workbook(BytesIO(files["XLSX"]))
    assert book.sheetnames[0] == {"fi": "Lue minut", "sv": "Läs mig", "en": "Read me"}[language]
    assert len(book.sheetnames) == 14
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "'=SUM(A1)" in {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert len(list(book.worksheets[4].iter_rows())) == 11  # the ten indicators, a head


def seed_project(seed_text):
    """The seed's card, approved as the path asks."""
    kehra = make.kehra()
    team, adviser = make.coordinator(kehra), make.user("adviser")
    project = Project.objects.begin(kehra, by=team, card=read(seed_text).card)
    project.submit(by=team)
    project.take(by=adviser)
    project.approve(by=adviser)
    return project


def test_the_seeds_report_tells_its_phases_amounts_and_sources(seed_text):
    project = seed_project(seed_text)
    files = built("city", FIRST, LAST)
    text = " ".join(text_of(files["PDF"]).replace("\u00a0", " ").split())
    assert project.title in text
    for told in ("87 000 €", "47 000 € + 40 000 €", "50 000 €", "225 000 €"):
        assert told in text
    for years in ("2012–2013", "2014–2015", "2015–2016"):
        assert years in text
    for phase in ("1.6.2012–31.12.2013", "1.1.–31.10.2014", "1.11.2014–31.12.2015"):
        assert phase in text
    for source in ("Uudenmaan liitto", "Helsingin kaupunki", "6Aika"):
        assert source in text
    book = load_workbook(BytesIO(files["XLSX"]))
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {87000, 50000, 225000, 2012, 2016} <= cells


def test_the_command_writes_both_files(tmp_path, capsys):
    call_command("city_report", area="district:11", first=FIRST, last=LAST, out=tmp_path / "out")
    written = sorted(path.suffix for path in (tmp_path / "out").iterdir())
    assert written == [".json", ".pdf", ".xlsx"]
    assert capsys.readouterr().out.count("sha256") == 3


@pytest.mark.parametrize(
    "wrong", [{"area": "moon"}, {"first": LAST, "last": FIRST}, {"out": "/proc/nowhere"}]
)
def test_the_command_refuses_in_words_and_stores_nothing(wrong, tmp_path):
    given = {"area": "city", "first": FIRST, "last": LAST, "out": tmp_path / "out"} | wrong
    if isinstance(given["out"], str):
        given["out"] = tmp_path.__class__(given["out"])
    with pytest.raises(CommandError):
        call_command("city_report", **given)
    assert Report.objects.count() == 0


def official(**area):
    person = make.user("city_official")
    OfficialArea.objects.grant(person, by=None, **area)
    return person


def test_an_official_orders_for_the_areas_granted_and_for_no_others(client):
    kallio = official(district=District.objects.get(number=11))
    client.force_login(kallio)
    page = client.get("/raportit/")
    assert "district:11" in main(page)
    assert "district:12" not in page.content.decode()
    form = {"area": "district:11", "first": "2026-01-01", "last": "2026-06-30", "language": "fi"}
    assert client.post("/raportit/", form).status_code == 302
    refused = client.post("/raportit/", form | {"area": "district:12"})
    assert (refused.status_code, Report.objects.count()) == (200, 1)


def test_a_whole_citys_official_may_order_everything(client):
    client.force_login(official())
    page = main(client.get("/en/raportit/"))
    assert 'value="city"' in page
    assert 'value="major:1"' in page


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-06-30", "2026-01-01"),
        ("1999-01-01", "2026-01-01"),
        ("2026-01-01", "2999-01-01"),
        ("x", "\0"),
    ],
)
def test_a_wrong_period_is_told_beside_its_field(client, first, last):
    client.force_login(official())
    form = {"area": "city", "first": first, "last": last, "language": "fi"}
    page = client.post("/raportit/", form)
    assert (page.status_code, Report.objects.count()) == (200, 0)
    assert 'class="wrong"' in main(page)


def test_asking_twice_while_it_is_made_gives_one_report():
    by, area = official(), areas.find("city")
    again = [build.order_city(area, FIRST, LAST, by=by, language="fi") for _ in range(2)]
    assert again[0] == again[1]


def test_an_order_beyond_one_s_areas_is_refused():
    with pytest.raises(PermissionDenied):
        build.order_city(
            areas.find("city"), FIRST, LAST, by=make.user("city_official"), language="fi"
        )
    assert Report.objects.count() == 0


def test_who_ordered_watches_it_being_made_and_another_person_sees_neither_it_nor_its_files(client):
    by = official()
    report = build.order_city(areas.find("city"), *period(), by=by, language="fi")
    client.force_login(by)
    there, piece = f"/raportit/{report.pk}/", {"HX-Request": "true"}
    waiting = client.get(there, headers=piece).text
    assert "hx-get" in waiting
    assert "<html" not in waiting
    reports.build(report.pk)
    assert "hx-get" not in client.get(there, headers=piece).text
    file = report.files.first()
    assert file.sha256 in main(client.get(there))
    assert b"".join(client.get(there + file.name).streaming_content) == file.file.read()
    client.force_login(official(district=District.objects.get(number=11)))
    assert client.get(there).status_code == 404
    assert client.get(there + file.name).status_code == 404


def test_residents_have_no_reports_page(client):
    client.force_login(make.user())
    assert client.get("/raportit/").status_code == 403
