"""Cards read from what is brought in: what the worker does, what is shown of it, what is stored."""

import logging
import re
from itertools import chain
from pathlib import PurePath
from types import MappingProxyType

from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kehityspolku import broker
from kehityspolku.files import kinds, pdfs
from kehityspolku.files.fields import Taken, stem_of
from kehrat.cards import apart
from kehrat.cards.card import ROWS
from kehrat.cards.contradictions import contradictions
from kehrat.cards.diff import lines
from kehrat.cards.files import written_of_file
from kehrat.cards.headings import label
from kehrat.cards.reading import TITLE, read
from kehrat.cards.word import ZIP
from kehrat.cards.written import CardRefused
from kehrat.cards.written_json import from_json, to_json
from kehrat.places.asked import about_places
from kehrat.projects.models.intake import CardReading, Original
from kehrat.projects.models.project import Project
from kehrat.projects.models.revision import PLAIN
from kehrat.projects.models.rows import unsaved

MOST = 20  # cards in one original
ENDING = re.compile(r"\.[a-z0-9]{1,8}")  # of a file that is refused, as it was called
SECONDS = 100  # by the clock, for one original; a file has less (kehrat/cards/apart.py)
log = logging.getLogger(__name__)


def hand_waiting():
    """Hand what waits to the worker once more: new ones, and those whose worker was lost."""
    for pk in CardReading.objects.to_hand().values_list("pk", flat=True):
        broker.hand("kehrat.tasks.read_card", pk)
        CardReading.objects.note_handed(pk)


def read_one(pk):
    """Read one original, unless somebody else does; safe to call again."""
    reading = CardReading.objects.claim(pk)
    if not reading:
        return
    try:
        with reading.original.file.open() as file:
            data = file.read()
        cards = cards_of(data, reading.original.kind)
        if reading.original.kind == Original.Kind.PDF and has_scripts(data):
            reading.original.note_scripts()
        told = [(to_json(written), figures(reading_of(written))) for written in cards]
    except CardRefused as refused:
        reading.refuse(refused.code)
    except SoftTimeLimitExceeded:
        reading.refuse(apart.TOO_HEAVY)
    except Exception:
        log.exception("What was brought in could not be read: %s", pk)
        reading.give_back()
    else:
        reading.receive(told)


def cards_of(data, kind):
    """What is written in each card of an original. Raises CardRefused.

    A text has little that could harm; every other kind is read in a process of its own.
    """
    reader = apart.cards_of if kind == Original.Kind.TXT else apart.read
    cards = reader(data)
    if len(cards) > MOST:
        raise CardRefused("too_many")
    return cards


def has_scripts(pdf):
    """Whether a PDF that could be read holds a script, as far as that can be told."""
    try:
        return kinds.holds_scripts(pdf)
    except ValidationError:
        return False


def figures(reading):
    """What a list tells of a Reading: its title, how much there is, how much to look at: questions,
    and what does not agree on the card.

    `known`: it has a heading that a card has.
    """
    flags = [flag for flag in contradictions(reading.card) if not flag.is_note]
    return {
        "title": reading.card.title,
        "known": all(doubt.kind != "no_headings" for doubt in reading.doubts),
        "headings": sum(line.heading == line.number for line in reading.lines),
        "lines": sum(line.understood_as != "blank" for line in reading.lines),
        "look": len(reading.doubts) + len(flags),
    }


def brought(texts=(), files=()):
    """[(Taken, pasted, refusal)] of pasted texts and uploaded files, for `Intakes.bring_in`.

    Only what a thing is is looked at; reading it is the worker's.
    """
    found = [_brought(text.encode(), _("Pasted text"), pasted=True) for text in texts]
    return found + [_brought(file.read(), file.name) for file in files]


def _brought(data, name, *, pasted=False):
    kind, refusal = kind_of(data)
    ending = (refusal and PurePath(name).suffix.lower()) or f".{kind}"
    ending = ending if ENDING.fullmatch(ending) else f".{kind}"
    return Taken(kind, f"{stem_of(name)}{ending}", data), pasted, refusal


def kind_of(data):
    """The kind of an original's bytes, and why they are not read or ""."""
    if data.startswith(ZIP):
        return Original.Kind.DOCX, ""
    if pdfs.is_pdf(data):
        return Original.Kind.PDF, ""
    try:
        written_of_file(data)
    except CardRefused as refused:
        return Original.Kind.TXT, refused.code
    return Original.Kind.TXT, ""


def reading_of(source, corrections=MappingProxyType({})):
    """The Reading of a card, with questions about its places. Raises CardRefused."""
    return about_places(read(source, corrections), corrections)


def read_again(reading):
    """The Reading of a CardReading, in words of the active language, its corrections heard."""
    told = {TITLE: reading.title} if reading.title else {}
    return reading_of(from_json(reading.written), reading.corrections | told)


def check(card):
    """Raises ValidationError, in words, when the card lacks a title or holds more than it may."""
    if not card.title:
        raise ValidationError(_("The text has no title above its first heading."))
    project = Project(**{name: getattr(card, name) for name in PLAIN})
    project.clean_fields(exclude={field.name for field in Project._meta.fields} - {*PLAIN})
    for row in chain(*unsaved(project, card).values()):
        row.clean_fields(exclude=["project"])


@transaction.atomic
def store(readings, kehra, *, by):
    """Begin a draft card of each Reading; returns the last project."""
    cards = [reading.card for reading in readings]
    return [Project.objects.begin(kehra, by=by, card=card, read=True) for card in cards][-1]


def understood(reading):
    """What was read, for people: lines with their field's heading, flags, remainder."""
    return {
        "card": reading.card,
        "lines": [
            (line.number, line.text, taken_for(line.understood_as))
            for line in reading.lines
            if line.understood_as != "blank"
        ],
        "flags": contradictions(reading.card),
        "facts": facts(reading.card),
    }


def facts(card):
    """The dates, years and sums that were understood: [(heading, words)]."""
    return [(label(name), words) for name in ROWS for words in lines(card, name)]


def taken_for(field):
    """What a line was taken for, in words."""
    words = {
        "heading": _("heading"),
        "placeholder": _("to be filled in later"),
        "remainder": _("not understood, kept as it is"),
        "left out": _("left out"),
    }
    return words.get(field) or label(field)
