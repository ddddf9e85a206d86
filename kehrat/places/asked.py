"""Questions about the areas that a card names: a nickname, a slip of the pen, no place at all."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from kehrat.cards.doubts import AS, Choice, Questions
from kehrat.places.names import NEAR, Meaning, meanings

MOST = 20  # questions of one card
KEEP = "keep"  # the answer that leaves the words as they are


def about_places(reading, corrections: Mapping[str, str]):
    """The Reading of a card (`kehrat.cards.reading`) with questions about its areas, those that
    are answered set in the card. What surely means a place stays as it was written."""
    card, questions, areas = reading.card, Questions(corrections), []
    doubts = questions.open
    for name in card.target_areas:
        found = meanings(name)
        if (len(found) == 1 and found[0].is_sure) or len(doubts) == MOST:
            areas.append(name)
            continue
        number = _line_of(reading, name)
        kind, choices = _question(found, card.language)
        answer = questions.ask(number, kind, name, _("tied to no place"), choices)
        areas += answer.split(", ") if answer not in ("", KEEP) else [name]
    flags = {}
    for doubt in doubts:
        flags.setdefault(doubt.line, []).append(doubt.kind)
    return replace(
        reading,
        card=replace(card, target_areas=areas),
        doubts=sorted([*reading.doubts, *doubts], key=lambda doubt: doubt.line),
        settled=[*reading.settled, *questions.settled],
        lines=[
            replace(line, flags=(*line.flags, *flags.get(line.number, ())))
            for line in reading.lines
        ],
    )


def _question(found: tuple[Meaning, ...], language: str) -> tuple[str, list[Choice]]:
    """What kind of question a name is, and what may be meant."""
    names = list(dict.fromkeys(each.name(language) for each in found))
    if len(names) > 1 and found[0].kind != NEAR:
        names.insert(0, ", ".join(names))
    kind = "place_unknown"
    if names:
        kind = "place_near" if found[0].kind == NEAR or len(names) == 1 else "place_many"
    choices = [Choice(f"{AS}{each}", each) for each in names]
    return kind, [*choices, Choice(f"{AS}{KEEP}", _("as it is written"))]


def _line_of(reading, name: str) -> int:
    """The number of the line under the areas' heading that has the name, else of the first."""
    lines = [line for line in reading.lines if line.understood_as == "target_areas"]
    has = (line.number for line in lines if name in line.text)
    return next(has, lines[0].number if lines else 0)
