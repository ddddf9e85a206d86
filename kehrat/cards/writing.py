"""Writing a card as text under Helka's headings: what is written reads back as the same card."""

from datetime import date, timedelta

from kehityspolku.money import euros, figures, percent
from kehrat.cards.card import LISTS, ROWS, TEXTS, BudgetRow, Card, FunderRow, Phase
from kehrat.cards.headings import HEADINGS
from kehrat.cards.patterns import is_special
from kehrat.cards.reading import CardRefused, read
from kehrat.cards.title import STATES

TO_BE_FILLED = {
    "fi": "(täytetään projektin päätyttyä)",
    "sv": "(fylls i när projektet har avslutats)",
    "en": "(to be filled in when the project has ended)",
}
EVERYWHERE = {
    "fi": "Kaikki Helsingin kaupunginosat",
    "sv": "Alla stadsdelar i Helsingfors",
    "en": "All districts of Helsinki",
}
_TARGET = {"fi": "tavoite: n. ", "sv": "mål: ca ", "en": "target: about "}
_TOTAL = {"fi": "yhteensä ", "sv": "totalt ", "en": "total "}
_UNLISTED = {"card", "title_line", "remainder"}
_UNLISTED |= {"applicant_name", "business_id", "signatory", "signatory_role"}
_UNLISTED |= {"need", "target_group", "measures", "risks", "benefits_unstated", "legacy_unstated"}


def write(card: Card, language: str | None = None) -> str:
    """The text of a card, headings in the language given or the card's own.

    A row is written as it was stated while that still says the same; then in plain words; and as
    | a | b | where no plain words would. A backslash keeps a line from being read as a heading.
    """
    card = Card.from_json(card.to_json())
    language = language or card.language
    text = _written(card, language, _text)
    return text if _back(text) == card else _written(card, language, _guarded)


def _written(card: Card, language: str, prose) -> str:
    """The text of a card. `prose` makes the lines of a text under its heading."""
    blocks = _title(card, language)
    for field in HEADINGS:
        heading = HEADINGS[field][language][0]
        body = _body(card, field, heading, language, prose)
        if body or field not in _UNLISTED:
            blocks.append("\n".join([heading, *body]))
    return "\n\n".join(blocks) + "\n"


def _body(card: Card, field: str, heading: str, language: str, prose) -> list[str]:
    if field in LISTS:
        return _bullets(getattr(card, field))
    if field in TEXTS:
        return prose(getattr(card, field), field, heading, language)
    if field == "target_areas":
        return _areas(card, heading, language)
    if field == "partners":
        return _names(card.partners, heading)
    if field in ROWS:
        rows = getattr(card, field)
        if prose is _guarded:
            return _bullets([_EXACT[field](row) for row in rows])
        return _rows(rows, field, heading, language)
    return [f"\\{card.title_line}"] if field == "title_line" and _old_title(card) else []


def _title(card: Card, language: str) -> list[str]:
    """The title line as written, if it still holds; else the title with its state in brackets."""
    state = STATES.get(card.stated_state, {}).get(language, "")
    plain = f"{card.title} ({state})".strip() if state else card.title
    for line in (card.title_line, plain):
        if _same_title(card, line):
            return [line] if line else []
    return [_row(card.title, card.stated_state)]


def _old_title(card: Card) -> bool:
    """Whether the title line says something else than the title and the state by now."""
    return bool(card.title_line) and not _same_title(card, card.title_line)


def _same_title(card: Card, line: str) -> bool:
    back = _back(line, HEADINGS["goals"]["fi"][0])
    if not back or back.title_line != line:
        return False
    return (back.title, back.stated_state, back.remainder) == (card.title, card.stated_state, "")


def _text(text: str, field: str, heading: str, language: str) -> list[str]:
    lines = text.split("\n") if text else []
    if not lines and field.startswith("lessons"):
        return [TO_BE_FILLED[language]]
    for safe in (lines, [f"\\{line}" if is_special(line) else line for line in lines]):
        if getattr(_back(heading, *safe), field, None) == text:
            return safe
    return [f"\\{line}" for line in lines]


def _guarded(text: str, field: str, heading: str, language: str) -> list[str]:
    """Every line with a backslash: what stands around it can't make it more than text. (Rows are
    then written exactly.)"""
    return (
        [f"\\{line}" for line in text.split("\n")] if text else _text("", field, heading, language)
    )


def _areas(card: Card, heading: str, language: str) -> list[str]:
    first = [EVERYWHERE[language]] if card.all_districts else []
    wanted = (card.all_districts, card.target_areas)
    for lines in (
        [", ".join([*first, *card.target_areas])],
        _bullets([*first, *card.target_areas]),
    ):
        back = _back(heading, *lines)
        if back and (back.all_districts, back.target_areas) == wanted and not back.remainder:
            return lines if any(lines) else []
    return first + [_row(name) for name in card.target_areas]


def _names(names: list[str], heading: str) -> list[str]:
    for lines in ([", ".join(names)] if names else [], _bullets(names)):
        back = _back(heading, *lines)
        if back and back.partners == names and not back.remainder:
            return lines
    return [_row(name) for name in names]


def _rows(rows: list, field: str, heading: str, language: str) -> list[str]:
    """The rows of a schedule on one line, as Helka has them; of funders and budget one a line."""
    lines = [_row_text(row, field, heading, language) for row in rows]
    if field == "phases" and lines:
        joined = "; ".join(lines)
        back = _back(heading, joined)
        if back and back.phases == rows and not back.remainder:
            return [joined]
    return _bullets(lines)


def _row_text(row, field: str, heading: str, language: str) -> str:
    for text in (row.stated, "" if row.stated else _PLAIN[field](row, language)):
        back = _back(heading, f"- {text}") if text else None
        if back and getattr(back, field) == [row]:
            return text
    return _EXACT[field](row)


def _phase(row: Phase, language: str) -> str:
    """Months where the phase is made of whole ones, as Helka writes them; else days."""
    whole = (
        row.starts
        and row.ends not in (None, date.max)
        and row.starts.day == (row.ends + timedelta(1)).day == 1
    )
    form = "{0.month}/{0.year}" if whole else "{0.day}.{0.month}.{0.year}"
    days = [form.format(day) if day else "" for day in (row.starts, row.ends)]
    dates = days[0] if days[0] == days[1] else "–".join(days)
    return ": ".join(filter(None, (row.name, dates)))


def _funder(row: FunderRow, language: str) -> str:
    years = f" ({_years(row.year_from, row.year_to)})" if row.year_from else ""
    sums = ", ".join(filter(None, (euros(row.amount), percent(row.share))))
    target = _TARGET[language] if row.target else ""
    return f"{row.name}{years}: {target}{sums}" if sums else f"{row.name}{years}"


def _budget(row: BudgetRow, language: str) -> str:
    years = f" ({_years(*row.years)})" if row.years else ""
    sources = f"{row.sources}, " if row.sources else ""
    target = _TARGET[language] if row.target else ""
    parts = " + ".join(map(figures, row.parts))
    amount = "" if row.amount is None else euros(row.amount)
    if parts and row.amount != sum(row.parts) or row.target and parts:
        amount = f"{_TOTAL[language]}{amount}"
    return f"{row.label}{years}: {sources}{target}{f'({parts} =) ' if parts else ''}{amount}"


def _years(first: int | None, last: int | None) -> str:
    return str(first) if first == last else f"{first}–{last or ''}"


_PLAIN = {"phases": _phase, "funders": _funder, "budget": _budget}
_EXACT = {
    "phases": lambda row: _row(row.name, row.starts, row.ends, row.stated),
    "funders": lambda row: _row(
        row.name,
        row.year_from,
        row.year_to,
        row.stated,
        row.amount,
        row.share,
        "x" if row.target else None,
        "x" if row.total else None,
    ),
    "budget": lambda row: _row(
        row.label,
        "…".join(map(str, row.years)) if row.years else None,
        row.amount,
        " ".join(map(str, row.parts)),
        "x" if row.target else None,
        "x" if row.total else None,
        row.sources,
        row.stated,
    ),
}


def _row(*values) -> str:
    texts = ("" if value is None else str(value) for value in values)
    return "| " + " | ".join(t.replace("\\", "\\\\").replace("|", "\\|") for t in texts) + " |"


def _bullets(items: list[str]) -> list[str]:
    return [f"- {item}" for item in items]


def _back(*lines: str) -> Card | None:
    try:
        return read("\n".join(lines)).card
    except CardRefused:
        return None
