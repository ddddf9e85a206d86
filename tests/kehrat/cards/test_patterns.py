"""Which lines stand as headings: by the document's own pattern, and what they end."""

import pytest

from kehrat.cards.reading import read
from kehrat.cards.written import Line, Written


def headings(*lines):
    """The headings of a card made of lines of text or Lines."""
    made = [line if isinstance(line, Line) else Line(line) for line in lines]
    reading = read(Written(tuple(made)))
    return [line.text for line in reading.lines if line.understood_as == "heading"]


def card(text):
    return read(text).card


@pytest.mark.parametrize(
    ("text", "remainder"),
    [
        ("1. Tausta\nOn.\n2. Tavoitteet\n- a\n3. Lintujen pesät\nHarakka.", "3. Lintujen pesät"),
        ("4.1 Tausta\nOn.\n4.2 Tavoitteet\n- a\n4.3 Lintujen pesät\nX.", "4.3 Lintujen pesät"),
        ("§ 1 Tausta\nOn.\n§ 2 Tavoitteet\n- a\n§ 3 Lintujen pesät\nX.", "§ 3 Lintujen pesät"),
        ("1 Tausta\nOn.\n2 Tavoitteet\n- a\n3 Lintujen pesät\nHarakka.", "3 Lintujen pesät"),
        ("TAUSTA\nOn.\nTAVOITTEET\n- a\nLINTUJEN PESÄT\nHarakka.", "LINTUJEN PESÄT"),
        ("Tausta\nOn.\n\nTavoitteet\n- a\n\nLintujen pesät\nHarakka.", "Lintujen pesät"),
        ("Tausta:\nOn.\n\nTavoitteet:\n- a\n\nLintujen pesät:\nHarakka.", "Lintujen pesät"),
        ("Tausta: on\nTavoite: a\nLintujen pesät: harakka", "Lintujen pesät"),
        ("# Tausta\n\nOn.\n\n# Tavoitteet\n\n- a\n\n# Lintujen pesät\n\nX.", "Lintujen pesät"),
        ("Tausta?\nOn.\n\nTavoitteet\n- a\n\nMissä linnut pesivät nyt ja ennen?\nX.", ""),
    ],
    ids=["1.", "4.1", "§", "bare", "capitals", "blank", "colon", "label", "hash", "question"],
)
def test_an_unknown_heading_of_the_documents_own_kind_ends_the_field_above(text, remainder):
    read_card = card(f"Pihat\n\n{text}\n")
    assert read_card.goals == ["a"]
    assert read_card.remainder.split("\n")[0] == remainder


def test_a_list_under_a_numbered_heading_is_no_heading():
    listed = "1. yksi\n2. kaksi\n3. kolme\n4. neljä"
    text = f"Pihat\n\n1. Tausta\nOn.\n2. Tavoitteet\n{listed}\n3. Riskit\nX."
    assert card(text).goals == ["yksi", "kaksi", "kolme", "neljä"]
    assert card(text).risks == "X."


def test_styles_bold_and_title_tell_headings():
    found = headings(
        Line("Pihat", title=True),
        Line("Tavoitteet", level=1),
        Line("yksi", item=True),
        Line("Lintujen pesät", level=1),
        "Harakka.",
        Line("Sateen sattuessa", bold=True),
        "Routa.",
    )
    assert found == ["Tavoitteet", "Lintujen pesät", "Sateen sattuessa"]


def test_a_box_of_two_columns():
    rows = [
        ("Hankkeen nimi", "Pihat"),
        ("Tavoitteet", "- yksi\n- kaksi"),
        ("Lintujen pesät", "Harakka"),
        ("Y-tunnus", "1234567-1"),
    ]
    lines = tuple(Line(": ".join(cells), cells=cells) for cells in rows)
    found = read(Written(lines)).card
    assert (found.title, found.goals) == ("Pihat", ["yksi", "kaksi"])
    assert (found.business_id, found.remainder) == ("1234567-1", "Lintujen pesät\nHarakka")


def test_a_field_of_one_line_takes_one():
    text = (
        "Hankkeen nimi\nPihat\nY-tunnus\n1234567-1\nMaija Esimerkki\n040 123 4567\nTavoitteet\n- a"
    )
    found = card(text)
    assert found.business_id == "1234567-1"
    assert found.remainder == "Maija Esimerkki\n040 123 4567"
    assert found.goals == ["a"]


@pytest.mark.parametrize(
    ("line", "business_id", "applicant", "remainder"),
    [
        ("Hakija: Seura ry, Y-tunnus: 1234567-1", "1234567-1", "Seura ry", ""),
        ("Y-tunnus: 1234567-1 (Seura ry)", "1234567-1", "", "Seura ry"),
        ("Y-tunnus: haetaan", "haetaan", "", ""),
    ],
)
def test_an_id_takes_only_the_id(line, business_id, applicant, remainder):
    found = card(f"Pihat\n\n{line}\nTavoitteet\n- a")
    assert (found.business_id, found.applicant_name) == (business_id, applicant)
    assert found.remainder == remainder


def test_a_long_page_of_labels_without_empty_lines():
    text = (
        "Hankkeen nimi\nPaja\nToimintalinja\n5 Osallisuus\nTavoitteet\n- a\nVastuuviranomainen\n"
        "Keskus\nKohderyhmä\nNuoret\nOrganisaatiotyyppi\nYhdistys\nMaantieteellinen kohdealue\n"
        "Kunnat\nHelsinki"
    )
    found = card(text)
    assert (found.title, found.goals, found.target_group) == ("Paja", ["a"], "Nuoret")
    assert "Keskus" in found.remainder
    assert "Yhdistys" in found.remainder


def test_a_second_heading_of_a_field_keeps_its_name():
    found = card("Pihat\n\nTausta\nOn.\n\nMiksi juuri nyt?\nKevät tuli.\n\nTavoitteet\n- a")
    assert found.need == "On.\n\nMiksi juuri nyt?\nKevät tuli."


def test_a_combined_heading_goes_to_the_first_and_is_asked():
    reading = read("Pihat\n\nToimenpiteet ja aikataulu\nKaivetaan.\n\nTavoitteet\n- a")
    assert reading.card.measures == "Kaivetaan."
    (doubt,) = reading.doubts
    assert (doubt.line, doubt.kind) == (3, "heading_many")
    assert [choice.value for choice in doubt.choices] == ["heading:phases"]
    assert reading.lines[2].flags == ("heading_many",)


def test_words_of_a_sentence_are_no_heading():
    text = "Piha kunnostetaan.\n\nTavoitteena on kaunis piha\nTalkoot alkavat."
    assert card(f"Pihat\n\nProjektikuvaus\n{text}").description == text


@pytest.mark.parametrize(
    "front",
    [
        ["PROJEKTIKORTTI"],
        ["Hankesuunnitelma 2027"],
        ["Euroopan unionin osarahoittama", "Helsingin kaupunki"],
        ["Helka ry                   Projektikortti 2027"],
        ["Hei Sukkula!"],
        ["Laatija: Erkki Esimerkki"],
    ],
)
def test_what_is_no_title_is_none(front):
    found = card("\n".join([*front, "", "Pihatalkoot (käynnissä)", "", "Tavoitteet", "- a"]))
    assert (found.title, found.stated_state) == ("Pihatalkoot", "running")


def test_contents_of_a_file_that_stand_beside_its_text_are_kept_with_where():
    lines = (
        Line("Pihat"),
        Line("Tavoitteet"),
        Line("- a"),
        Line("Seuran papereita", where="header"),
        Line("Tavoitteet", where="note"),
    )
    found = read(Written(lines)).card
    assert found.goals == ["a"]
    assert found.remainder.endswith("Tavoitteet")
    assert "Seuran papereita" in found.remainder


@pytest.mark.parametrize("signed", ["Malmilla 3.3.2027", "Helsingfors den 3 mars 2027"])
def test_who_signs_is_no_part_of_the_last_field(signed):
    found = card(f"Pihat\n\nArviointi\nKysely.\n\n{signed}\n\nMaija Esimerkki\npuheenjohtaja")
    assert found.evaluation == ["Kysely."]
    assert found.remainder == f"{signed}\n\nMaija Esimerkki\npuheenjohtaja"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Hankesuunnitelma: Malmin lukukoirat", "Malmin lukukoirat"),
        ("Malmin lukukoirat – projektisuunnitelma", "Malmin lukukoirat"),
        ("Projektplan för Nordsjö simskola", "Nordsjö simskola"),
        ("Malmin lukukoirat, hankesuunnitelma (suunnitteilla)", "Malmin lukukoirat"),
        ("Hakemus aurinkoon", "Hakemus aurinkoon"),
    ],
)
def test_the_kind_of_document_is_no_part_of_the_title(line, title):
    assert card(f"{line}\n\nTavoitteet\n- a").title == title


def test_a_sum_right_below_a_heading_is_called_by_it():
    found = card("Pihat\n\nTavoitteet\n- a\n\nOmarahoitusosuus\n400 €")
    assert [(row.name, row.amount) for row in found.funders] == [("Omarahoitusosuus", 400)]


def test_heads_of_columns_are_no_rows():
    found = card("Pihat\n\nKustannusarvio\nKulut\tSumma\nKirjat\t500 €")
    assert [(row.label, row.amount) for row in found.budget] == [("Kirjat", 500)]
    assert found.remainder == ""


def test_a_heading_of_lower_level_is_a_part_of_its_field():
    lines = (
        Line("Pihat", title=True),
        Line("Tavoitteet", level=1),
        Line("Lähivuodet", level=2),
        Line("Piha on siisti"),
        Line("Myöhemmin", level=2),
        Line("Piha on palkittu"),
        Line("Tausta", level=1),
        Line("Piha on vanha."),
        Line("Lintujen pesät", level=2),
        Line("Harakka."),
        Line("Riskit", level=2),
        Line("Sade."),
    )
    found = read(Written(lines)).card
    assert found.goals == ["Lähivuodet", "– Piha on siisti", "Myöhemmin", "– Piha on palkittu"]
    assert found.need == "Piha on vanha.\nLintujen pesät\nHarakka."
    assert (found.risks, found.remainder) == ("Sade.", "")


def test_labels_in_capitals_are_headings_below_a_list_too():
    text = (
        "Kanava\n\nTAUSTAA: Vesi ei vaihdu.\nTAVOITE: Kanava auki.\n"
        "TOIMET:\n- ruoppaus\n- istutus\nKUKA TEKEE: Saari ry\nRAHA: 10 000 €\n"
        "AIKA: 1.5.–30.6.2027\nLINNUT: pesivät keväällä"
    )
    found = card(text)
    assert (found.measures, found.applicant_name) == ("- ruoppaus\n- istutus", "Saari ry")
    assert [row.amount for row in found.budget] == [10000]
    assert [phase.ends.month for phase in found.phases] == [6]
    assert found.remainder == "LINNUT\npesivät keväällä"


@pytest.mark.parametrize("line", ["Kaupungin avustus 2 000 €", "Tavoite 3 km", "Palkat 20 €/h"])
def test_a_row_with_a_figure_is_no_heading(line):
    found = card(f"Pihat\n\nKustannusarvio\n\nTaimet 3 000 €\n\n{line}\n\nKaivuu 5 €")
    assert line in str(found)
    lines = read(f"Pihat\n\nKustannusarvio\n\nTaimet 3 000 €\n\n{line}\n\nKaivuu 5 €").lines
    assert lines[6].understood_as != "heading"


def test_the_second_named_field_takes_what_follows_a_field_of_one_line():
    text = (
        "Hakija ja yhteystiedot\nVartio ry\nY-tunnus 1234567-1\nKaisa Esimerkki, 040 123 4567\n\n"
        "Hankkeen nimi ja lyhyt kuvaus\nVauvakahvila\nKahvila on auki maanantaisin.\n"
    )
    found = card(text)
    assert (found.applicant_name, found.business_id) == ("Vartio ry", "1234567-1")
    assert [(one.name, one.phone) for one in found.contacts] == [
        ("Kaisa Esimerkki", "040 123 4567")
    ]
    assert (found.title, found.description) == ("Vauvakahvila", "Kahvila on auki maanantaisin.")
    assert found.remainder == ""


def test_a_heading_before_figures_needs_no_colon():
    text = "Kahvila\n\nToteutus\nKahvi keitetään.\n\nToteutusaika 1.1.2027-31.5.2027\n\n"
    found = card(f"{text}Budjetti yhteensä 1 200 €\n- tarjoilut 800 €\n- materiaalit 400 €")
    assert found.measures == "Kahvi keitetään."
    assert [phase.ends.isoformat() for phase in found.phases] == ["2027-05-31"]
    assert [(row.amount, row.total) for row in found.budget] == [
        (1200, True),
        (800, False),
        (400, False),
    ]


def test_a_question_right_below_a_name_is_a_heading():
    found = read(
        "Piha\n\nHakija: Esimerkin asukasyhdistys ry\nMihin tarpeeseen hanke vastaa?\n"
        "Naapurit eivät tunne toisiaan.\n"
    ).card
    assert (found.applicant_name, found.need, found.remainder) == (
        "Esimerkin asukasyhdistys ry",
        "Naapurit eivät tunne toisiaan.",
        "",
    )
