"""A reading as its person sees it: the own text in its own order, and what can be corrected."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kehrat.cards.card import ROWS, card_line
from kehrat.cards.diff import lines as told
from kehrat.cards.headings import label
from kehrat.cards.sections import SECTIONS
from kehrat.cards.written import PLACES

HEADING = "heading:"  # before the field of which a line is the heading
TITLE = "title:"  # before the number of the line that is the title
NO_TEXT = ("title", "language", "all_districts", "remainder")  # no place to put lines by hand
ASIDE = ("remainder", "left out", "placeholder")  # shown in grey
AHEAD = 50  # lines in which a row of the schedule, budget or funders is looked for


@dataclass
class Shown:
    """A line of the text. `margin`: dates, sums and years as they were understood from it."""

    number: int
    text: str
    kind: str  # heading, title, text, aside or blank
    field: str = ""
    where: str = ""  # for what is not body text: page head, note and the like
    margin: list[str] | tuple = ()
    doubt: str = ""  # the key of the first doubt about it
    value: str = ""  # of its select, as the line is taken now
    choices: list | tuple = ()  # of its select; none: it has no select now


def shown(reading, written, corrections, opened=0):
    """The lines of a Reading of what was `written`, as `Shown`. Headings, lines that were corrected
    and the one that was `opened` have a select."""
    beside = margins(reading)
    doubts = {doubt.line: doubt.key for doubt in reversed(reading.doubts)}
    of_headings, of_lines = heading_choices(), line_choices()
    found = []
    for line, source in zip(reading.lines, written.lines, strict=False):
        row = Shown(line.number, line.text, kind_of(line), line.field)
        row.where = PLACES.get(source.where, "") if source.where else ""
        row.margin, row.doubt = beside.get(line.number, ()), doubts.get(line.number, "")
        is_heading, told = row.kind == "heading", corrections.get(str(line.number), "")
        if row.kind != "blank" and (is_heading or told or line.number == opened):
            row.value = told or taken_as(line)
            row.choices = with_value(of_headings if is_heading else of_lines, row.value)
        found.append(row)
    return found


def with_value(choices, value):
    """The choices, with one more where what a line is taken as now is none of them."""
    if value in {known for known, _words in choices}:
        return choices
    return [(value, _("As it is read now")), *choices]


def asked(reading, corrections):
    """[(doubt, other choices than the way it was read, the value of the one taken or "")].

    Those that have their answer come last: another can be taken, or none.
    """
    return [
        (
            doubt,
            [choice for choice in doubt.choices if choice.words != doubt.reading],
            doubt.answered or corrections.get(doubt.key, ""),
        )
        for doubt in (*reading.doubts, *reading.settled)
        if doubt.kind != "no_headings"  # the page's first sentence says it
    ]


def kind_of(line):
    if line.heading == line.number:
        return "heading"
    if line.understood_as in ("blank", "title"):
        return line.understood_as
    return "aside" if line.understood_as in ASIDE else "text"


def taken_as(line):
    """The correction that would say what the line is taken as already."""
    if line.heading != line.number:
        return line.understood_as
    if line.field == "title":
        return "title"
    field = "legacy_least" if line.field == "legacy" else line.field
    return HEADING + field if field not in ("", "remainder") else "heading"


def named_fields():
    """[(name, words)] of the card's fields that hold what people write, in the card's order."""
    names = [name for _title, fields in SECTIONS.values() for name in fields]
    names = ["contact" if name == "contacts" else name for name in names]
    return [(name, label(name)) for name in names if name not in NO_TEXT]


def heading_choices():
    """What a heading may be: of a field, with all lines below it, or what else."""
    return [
        *((HEADING + name, words) for name, words in named_fields()),
        ("heading", _("A heading of its own, left as it is")),
        ("title", _("The title of the card")),
        ("above", _("No heading: it belongs to the line above")),
    ]


def line_choices():
    """Where a single line may go."""
    return [
        *named_fields(),
        ("heading", _("A new heading")),
        ("title", _("The title of the card")),
        ("above", _("It belongs to the line above")),
        ("remainder", _("Left as it is, in no field")),
    ]


def corrected(reading, corrections, data):
    """The corrections, with those that a form tells otherwise than the lines are taken now.

    Answers to doubts stand under the doubt's key. What is no choice is passed by.
    """
    found = dict(corrections)
    known = {value for value, _words in [*heading_choices(), *line_choices()]}
    for line in reading.lines:
        number = str(line.number)
        value = data.get(f"line-{number}")
        if value in known and value != (corrections.get(number) or taken_as(line)):
            found[number] = value
    for doubt in (*reading.doubts, *reading.settled):
        value = data.get(f"doubt-{doubt.key}")
        if value == "":
            found.pop(doubt.key, None)
        elif value in {choice.value for choice in doubt.choices}:
            found |= answered(doubt, value)
    return found


def answered(doubt, value):
    """The correction that a choice asks for: most are the doubt's own, some a line's."""
    if value.startswith(HEADING):
        return {str(doubt.line): value}
    if value.startswith(TITLE):
        return {value.removeprefix(TITLE): "title"}
    return {doubt.key: value}


def margins(reading):
    """{number of a line: [what was understood of it]} for lines of schedule, budget, funders."""
    found = {}
    for name in ROWS:
        of_field = [line for line in reading.lines if line.field == name and line.text]
        at = 0
        rows = zip(getattr(reading.card, name), told(reading.card, name), strict=True)
        for row, words in rows:
            ahead = enumerate(of_field[at : at + AHEAD], start=at)
            here = next((place for place, line in ahead if says(line, row)), None)
            if here is not None:
                at = here
                found.setdefault(of_field[here].number, []).append(words.removeprefix(": "))
    return found


def says(line, row):
    """Whether the row was read from the line."""
    text = card_line(line.text)
    return bool(row.stated) and (row.stated in text or text in row.stated)
