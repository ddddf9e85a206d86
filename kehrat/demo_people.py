"""Pictures for two of the demonstration's Kehrät, drawn here, and a message from outside."""

from io import BytesIO
from math import pi, sin

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageDraw

from kehityspolku import pictures
from kehityspolku.models import Picture
from kehrat.models import Enquiry, Kehra

WIDE, TALL = 1600, 700
PICTURES = {
    "kallio-vallila-pasila": (
        "houses",
        "Piirros: kerrostaloja rinteessä ja piha, jossa on kaksi puuta ja pitkä pöytä.",
        "Teckning: höghus i en sluttning och en gård med två träd och ett långbord.",
        "A drawing: blocks of flats on a slope, and a yard with two trees and a long table.",
    ),
    "herttoniemi-laajasalo": (
        "shore",
        "Piirros: merenranta, kolme saarta ja laituri, aurinko matalalla.",
        "Teckning: en havsstrand, tre holmar och en brygga, solen står lågt.",
        "A drawing: a seashore with three islands and a jetty, the sun low.",
    ),
}
ENQUIRY = (
    "Hei! Muutimme juuri Vallilaan. Meitä on viisi perhettä, ja haluaisimme auttaa pihatalkoissa. "
    "Milloin seuraavat pidetään?"
)


@transaction.atomic
def load():
    """Load what is not there yet; run twice, it changes nothing."""
    if Picture.objects.exists():
        return
    for slug, (drawing, fi, sv, en) in PICTURES.items():
        kehra = Kehra.objects.get(slug=slug)
        team = kehra.coordinators().first()
        made = Picture.objects.keep(pictures.draw(drawn(drawing)), by=team)
        made.finish(alt_fi=fi, alt_sv=sv, alt_en=en)
        kehra.set_picture(made, by=team)
    kallio = Kehra.objects.get(slug="kallio-vallila-pasila")
    sender = {"name": "Ulla Esimerkki", "email": "ulla@kehityspolku.example"}
    enquiry = Enquiry.objects.create(kehra=kallio, text=ENQUIRY, language="fi", **sender)
    enquiry.deliver()


def drawn(name):
    """A drawing as a browser would send it."""
    image = Image.new("RGB", (WIDE, TALL), "#f3e3c3")
    globals()[name](ImageDraw.Draw(image))
    file = BytesIO()
    image.save(file, "PNG")
    return SimpleUploadedFile(f"{name}.png", file.getvalue(), "image/png")


def houses(pen):
    lit = "#faf7f1"
    colours = ("#b3402e", "#8f5f07", "#1f5f6b", "#9c4a1a", "#51607a", "#6a4c93")
    for n in range(6):
        left, top = 60 + n * 250, 250 - int(90 * sin(n * pi / 5))
        pen.rectangle((left, top, left + 225, 560), fill=colours[n])
        pen.polygon([(left, top), (left + 112, top - 60), (left + 225, top)], fill="#1c2733")
        for row in range(4):
            for column in range(3):
                x, y = left + 28 + column * 64, top + 30 + row * 68
                pen.rectangle((x, y, x + 36, y + 40), fill=lit if (row + n) % 3 else "#ffd98a")
    pen.rectangle((0, 545, WIDE, TALL), fill="#4f7334")
    for x in (300, 1280):
        pen.rectangle((x - 12, 480, x + 12, 620), fill="#5b3a1e")
        pen.ellipse((x - 100, 330, x + 100, 520), fill="#2c6a2f")
    pen.rectangle((520, 590, 1060, 612), fill="#faf7f1")
    for x in (560, 790, 1010):
        pen.line((x, 612, x, 665), fill="#faf7f1", width=10)


def shore(pen):
    pen.ellipse((1120, 150, 1320, 350), fill="#e0912f")
    pen.rectangle((0, 290, WIDE, TALL), fill="#1f5f6b")
    for left, wide in ((120, 420), (620, 300), (1240, 320)):
        pen.ellipse((left, 240, left + wide, 350), fill="#2c4a2f")
    for row in range(7):
        for column in range(9):
            x, y = column * 190 + row % 2 * 90, 385 + row * 45
            pen.arc((x, y, x + 90, y + 22), 180, 360, fill="#9cc3c7", width=4)
    pen.polygon([(620, 470), (680, 470), (900, TALL), (560, TALL)], fill="#8f6b3d")
    for y in range(490, TALL, 36):
        pen.line((600, y, 860, y), fill="#5b3a1e", width=4)
    pen.polygon([(0, 640), (430, TALL), (0, TALL)], fill="#d9c08c")
