"""A card of ten pages, as Word file, PDF and text: four hundred lines in every field a card has."""

import weasyprint

from tests import docx

PARAGRAPH = (
    "Asukkaat, yhdistykset ja kaupunki kunnostavat yhdessä kylätalon pihan, johon tulee esteetön "
    "polku, kasvimaa ja katos. Työ tehdään talkoilla keväästä syksyyn, ja jokaisesta vaiheesta "
    "kerrotaan asukasilloissa sekä alueen lehdessä."
)
FIELDS = {
    "Projektikuvaus": [PARAGRAPH] * 22,
    "Tausta ja tarve": [PARAGRAPH] * 14,
    "Tavoitteet": [f"Tavoite {n}: piha on käytössä {n} viikkoa" for n in range(60)],
    "Toimenpiteet": [f"Talkoot numero {n}, mukana {n + 5} asukasta" for n in range(60)],
    "Aikataulu": [f"{n}. vaihe: 1.{n}.2027–28.{n}.2027" for n in range(1, 13)],
    "Odotetut tulokset": [f"Tulos {n}: uusi penkki ja sen hoitaja" for n in range(60)],
    "Riskit": [PARAGRAPH] * 6,
    "Kohdealueet": ["Ala-Malmi, Ylä-Malmi ja Pihlajamäki"],
    "Yhteistyökumppanit": [f"Esimerkkiseura {n} ry" for n in range(40)],
    "Arviointi": [PARAGRAPH] * 6,
}
COSTS = [(f"Kulu {n}", f"{n} 500 €", f"{n} 000 €") for n in range(1, 25)]
TITLE = "Kylätalon piha -hanke (suunnitteilla)"


def word():
    body = docx.p(TITLE, style="Otsikko")
    for heading, lines in FIELDS.items():
        body += docx.p(heading, style="Otsikko1")
        body += "".join(map(docx.p if lines[0] == PARAGRAPH else docx.item, lines))
    body += docx.p("Talousarvio", style="Otsikko1")
    return docx.document(body + docx.table(("Kulu", "2027", "2028"), *COSTS))


def text():
    lines = [TITLE]
    for heading, told in FIELDS.items():
        lines += ["", heading, *(told if told[0] == PARAGRAPH else (f"- {line}" for line in told))]
    return "\n".join([*lines, "", "Talousarvio", *(f"{name}: {cost}" for name, cost, _ in COSTS)])


def pdf():
    html = f"<h1>{TITLE}</h1>"
    for heading, lines in FIELDS.items():
        html += f"<h2>{heading}</h2>" + "".join(f"<p>{line}</p>" for line in lines)
    rows = "".join(f"<tr><td>{name}<td>{cost}</tr>" for name, cost, _ in COSTS)
    return weasyprint.HTML(string=f"{html}<h2>Talousarvio</h2><table>{rows}</table>").write_pdf()
