"""The schedule of a card: one whole period, as is the rule, or phases that have names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from kehityspolku import moments
from kehrat.cards import tables
from kehrat.cards.card import Phase
from kehrat.cards.dates import READ, UNREAD, Period, Span, readings
from kehrat.cards.doubts import AS, NOTHING, Choice, Doubt, Questions
from kehrat.cards.durations import last_day, without
from kehrat.cards.points import OF_TIME
from kehrat.cards.rows import FACTS, MOST, cells, split, unbullet
from kehrat.cards.sums import blank
from kehrat.cards.written import Line

_NTH_PART = re.compile(r"[0-9]\.\s(?:vaihe|vuosi|jakso|kausi|skede|etapp|fas|år|phase)", re.I)
_EDGES = " \t\xa0\u202f:;,.–—-=()/"


@dataclass
class Schedule:
    """Phases, what is uncertain of them or was, and the numbers of lines that only head a table."""

    phases: list[Phase] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    settled: list[Doubt] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)


def schedule(
    lines: list[tuple[int, Line]], corrections: Mapping[str, str] | None = None
) -> Schedule:
    """What the lines under a heading of time say, each with its number.

    A start and an end that are told apart, on two lines or in two boxes, are one period.
    """
    found = _Reader(corrections)
    for number, line in lines:
        found.read(number, line)
    asked = found.questions
    return Schedule(found.joined(), asked.open, asked.settled, found.heads)


class _Reader:
    """Lines read one by one, then joined."""

    def __init__(self, corrections: Mapping[str, str] | None):
        self.questions = Questions(corrections)
        self.rows: list[tuple[int, Phase, Period | None]] = []
        self.heads: list[int] = []

    def read(self, number: int, line: Line):
        text = _unnumbered(line.text)
        if row := cells(text, 4):
            self.rows.append((number, Phase(row[0], _day(row[1]), _day(row[2]), row[3]), None))
        elif row := tables.cells_of(line):
            self.row(number, row)
        elif text:
            for part in _texts(text):
                self.phase(number, part)

    def row(self, number: int, row: tuple[str, ...]):
        """A table's row: a name and one cell of time, or one for its start and one for its end."""
        dated = [cell for cell in row if any(each.starts or each.ends for each in readings(cell))]
        names = [cell for cell in row if cell and cell not in dated]
        if len(dated) == 2:
            dated = [f"{dated[0].rstrip(' –-')} – {dated[1].lstrip(' –-')}"]
        if not dated and any(map(_is_head, row[1:])):
            self.heads.append(number)
        else:
            self.phase(number, ": ".join(filter(None, (", ".join(names), ", ".join(dated)))))

    def phase(self, number: int, text: str):
        """One phase: its name beside its period; all of the text, where it has none."""
        line = text[:FACTS]
        told = readings(line)
        found = next((each for each in told if each.starts or each.ends), None)
        found = found or next((each for each in told if each.doubt), None)
        if found and len([each for each in told if each.starts or each.ends]) == 1:
            found = _lasting(found, line)
        if not found and self.lasts(number, text):
            return
        if not found and not _name_in(without(line)):
            found = Period(None, None, 0, 0, UNREAD)  # words of time and nothing else: heti, 18 kk
        if not found:
            self.rows.append((number, Phase(text.strip(_EDGES) or text, stated=text), None))
            return
        found = self.settled(number, text, found, told)
        days = (found.starts, found.ends)
        self.rows.append((number, Phase(_name(without(line), told), *days, text), found))

    def lasts(self, number: int, text: str) -> bool:
        """Whether a line tells how long that of the line above lasts, which is only begun:
        "Alkaa 1.3.2027", "Kesto 18 kk". Then it has its end."""
        _first, last, found = self.rows[-1] if self.rows else (0, Phase(""), None)
        if not found or last.name or not last.starts or last.ends not in (None, last.starts):
            return False
        days = {"starts": last.starts, "ends": last.ends}
        found = _lasting(found._replace(**days, at=0, to=0), text[:FACTS])
        if found.ends in (None, last.ends):
            return False
        found = self.settled(number, text, found, [])
        stated = "; ".join(filter(None, (last.stated, text)))
        self.rows[-1] = (number, Phase("", found.starts, found.ends, stated), found)
        return True

    def settled(self, number: int, text: str, found: Period, told: list[Period]) -> Period:
        """The period after its doubt was answered; else the doubt is told."""
        kind, others = found.doubt, list(found.others)
        dated = [each for each in told if each.starts or each.ends]
        if _are_years(dated):
            return found._replace(ends=dated[-1].ends)
        if len(dated) > 1:
            kind = kind or "dates"
            others += [*((each.starts, each.ends) for each in dated[1:]), _span(dated)]
        if not kind:
            return found
        days = (found.starts, found.ends)
        spans = [days] if any(days) else []
        spans += [span for span in others if span not in spans]
        choices = [Choice(f"{AS}{_value(span)}", _told(span)) for span in spans]
        choices.append(Choice(f"{AS}{NOTHING}", _("no dates")))
        answer = self.questions.ask(number, kind, text, _told(days), choices)
        if not answer:
            return found
        days = (None, None) if answer == NOTHING else _days(answer)
        return found._replace(starts=days[0], ends=days[1])

    def joined(self) -> list[Phase]:
        """A start without a name and the end without a name that follows it are one period; so
        are two single days that are all there is."""
        rows = [(phase, found) for _number, phase, found in self.rows]
        whole = len(rows) == 2 and all(found and _is_day(phase) for phase, found in rows)
        kept: list[Phase] = []
        for phase, found in rows:
            last = kept[-1] if kept else None
            starts = last and not last.name and last.starts and (not last.ends or whole)
            ends = found and not phase.name and phase.ends and (not phase.starts or whole)
            if starts and ends and last.starts <= phase.ends:
                stated = "; ".join(filter(None, (last.stated, phase.stated)))
                kept[-1] = Phase(last.name, last.starts, phase.ends, stated)
            else:
                kept.append(phase)
        return kept


def _lasting(found: Period, text: str) -> Period:
    """The period with the end that the text's "kestää 18 kk" gives it; asked about."""
    days = found.starts, found.ends
    ends = last_day(found.starts, text[: found.at] + text[found.to :]) if found.starts else None
    if not ends or (found.ends and found.ends >= ends):
        return found
    return found._replace(ends=ends, doubt=READ, others=(days, *found.others))


def _unnumbered(text: str) -> str:
    """The line without its mark of a list; 1. maaliskuuta is no numbering."""
    told = readings(text[:FACTS])
    if (told and told[0].at == 0) or _NTH_PART.match(text):
        return text
    return unbullet(text)[1]


def _is_head(cell: str) -> bool:
    """Whether a cell only names a column of times: Alkaa, Aika, Slutdatum."""
    return bool(cell) and not OF_TIME.sub("", cell).strip(_EDGES)


def _texts(text: str) -> list[str]:
    """The phases of a line: between semicolons, or between commas where each has its time."""
    if len(text) > FACTS:
        return [text]
    parts = []
    for part in split(text, ";"):
        commas = split(part, ",")
        parts += commas if len(commas) > 1 and all(map(_is_phase, commas)) else [part]
    return parts if len(parts) <= MOST else [text]


def _is_phase(text: str) -> bool:
    """Whether a part of a line is a phase of its own: it has a name and a whole time."""
    told = readings(text)
    return any(each.starts for each in told) and bool(_name(text, told))


def _name(line: str, told: list[Period]) -> str:
    """The words before the first time, or after it, that are not of time themselves. Beside a
    time in numbers, a season's name is one like any other (Kesäkausi: 6–8/2015)."""
    exact = [each for each in told if (each.starts or each.ends) and not each.doubt]
    told = exact or told
    if not told:
        return ""
    bare = blank(line, told)
    first = min(each.at for each in told)
    for words in (bare[:first], bare[first:]):
        words = words.replace("_", " ").strip(_EDGES)
        if _name_in(words):
            return re.sub(r"\s{2,}", " ", _trimmed(words))
    return ""


def _trimmed(words: str) -> str:
    """The name without the words of time at its edges."""
    while match := re.search(rf"(?:^|\s)(?:{OF_TIME.pattern})[\s.:,]*$", words, re.I):
        words = words[: match.start()].rstrip(_EDGES)
    while match := re.match(rf"(?:{OF_TIME.pattern})[\s.:,]+(?=\S)", words, re.I):
        words = words[match.end() :].lstrip(_EDGES)
    return words


def _name_in(text: str) -> bool:
    """Whether a text has words that are not of time."""
    return bool(re.search(r"[^\W\d_]", OF_TIME.sub(" ", text)))


def _are_years(told: list[Period]) -> bool:
    """Whether the times are years in a row: 2027, 2028 ja 2029."""
    whole = [each.starts and each.ends and not each.doubt for each in told]
    return (
        len(told) > 1
        and all(whole)
        and all(
            one.ends + timedelta(1) == other.starts
            and (other.starts.month, other.starts.day) == (1, 1)
            for one, other in pairwise(told)
        )
    )


def _is_day(phase: Phase) -> bool:
    return not phase.name and phase.starts is not None and phase.starts == phase.ends


def _span(told: list[Period]) -> Span:
    starts = [each.starts or each.ends for each in told]
    return min(starts), max(each.ends or each.starts for each in told)


def _value(span: Span) -> str:
    return "/".join(day.isoformat() if day else "" for day in span)


def _days(value: str) -> Span:
    first, last = value.split("/")
    return _day(first), _day(last)


def _told(span: Span) -> str:
    first, last = span
    if not (first or last):
        return _("no dates")
    if first and last:
        return moments.dates(first, last)
    return f"{moments.day_text(first)}–{moments.day_text(last)}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
