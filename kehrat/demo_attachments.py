"""Files of two of the demonstration's cards: an answer to what Sukkula asks, and drawings."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from kehityspolku import pdf, uploads
from kehrat.demo_cards import back_date
from kehrat.models import Attachment, Project

WIDE, TALL = 1200, 600
HALL = "Konalan kylätalo"
YARD = "Vallilan yhteispiha"
HALL_ALT = "Piirros: matala talo, jossa on viisi ikkunaa ja leveä ovi, ja talon edessä kaksi puuta."
YARD_ALT = "Piirros: kerrostalojen välinen piha, jossa on pitkä pöytä, penkkejä ja neljä puuta."
RENT = {
    "title": "Kylätalon vuokralaskelma",
    "about": ["Konalan kylätalo, liite hankekorttiin"],
    "facts": [
        ("Vuokra hankkeen aikana", "850 € kuukaudessa, maksaa hanke"),
        ("Vuokra hankkeen jälkeen", "850 € kuukaudessa, maksavat talon käyttäjät yhdessä"),
        ("Tilavuokrat yhdistyksiltä", "noin 520 € kuukaudessa"),
        ("Kahvila ja juhlat", "noin 400 € kuukaudessa"),
    ],
}


@transaction.atomic
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    if Attachment.objects.exists():
        return
    hall = Project.objects.filter(title__startswith=HALL).first()
    if hall and hall.is_open_text:
        body = pdf.render("pdf/base.html", RENT, language="fi")
        attach(hall, 3, sent(body, "Kylätalon vuokralaskelma.pdf"))
        attach(hall, 3, drawn("hall", "Kylätalo.png"), alt=HALL_ALT)
    yard = Project.objects.filter(title__startswith=YARD).first()
    if yard and yard.is_public:
        attach(yard, 20, drawn("yard", "Pihan_suunnitelma.png"), alt=YARD_ALT, everyone=True)


def attach(project, days, file, *, alt="", everyone=False):
    """Attach a file as if so many days ago, with its words."""
    team = project.kehra.coordinators().first()
    made = Attachment.objects.add(project, uploads.take(file), by=team)
    at = back_date(made, days)
    Attachment.objects.filter(pk=made.pk).update(at=at)
    if alt:
        made.change(by=team, title=made.title, alt=alt, members_only=not everyone)
        back_date(made, days)


def sent(content, name):
    """A file as a browser would send it."""
    return SimpleUploadedFile(name, content)


def drawn(drawing, name):
    image = Image.new("RGB", (WIDE, TALL), "#f3e3c3")
    globals()[drawing](ImageDraw.Draw(image))
    file = BytesIO()
    image.save(file, "PNG")
    return sent(file.getvalue(), name)


def hall(pen):
    """A low house with five windows and a door."""
    pen.rectangle((0, 460, WIDE, TALL), fill="#4f7334")
    pen.polygon([(180, 260), (600, 130), (1020, 260)], fill="#9c4a1a")
    pen.rectangle((220, 260, 980, 470), fill="#b3402e")
    for place in range(6):
        left = 260 + place * 118
        if place == 3:
            pen.rectangle((left, 320, left + 90, 470), fill="#51607a")
        else:
            pen.rectangle((left, 310, left + 70, 390), fill="#e6f0ef")
    tree(pen, 110, 480)
    tree(pen, 1090, 480)


def yard(pen):
    """A yard between blocks of flats, with a long table and trees."""
    pen.rectangle((0, 400, WIDE, TALL), fill="#4f7334")
    for left, colour in ((0, "#8f5f07"), (330, "#1f5f6b"), (720, "#6a4c93")):
        pen.rectangle((left, 90, left + 290, 400), fill=colour)
        for x in range(left + 30, left + 260, 60):
            for y in range(120, 360, 70):
                pen.rectangle((x, y, x + 30, y + 40), fill="#e6f0ef")
    for x in (90, 320, 880, 1110):
        tree(pen, x, 500)
    pen.rectangle((430, 480, 770, 500), fill="#f3e3c3")
    for x in (450, 735):
        pen.rectangle((x, 500, x + 15, 550), fill="#f3e3c3")
    pen.rectangle((410, 560, 790, 570), fill="#9c4a1a")


def tree(pen, x, ground):
    pen.rectangle((x - 8, ground - 90, x + 8, ground), fill="#8f5f07")
    pen.ellipse((x - 55, ground - 190, x + 55, ground - 70), fill="#2f6b2f")
