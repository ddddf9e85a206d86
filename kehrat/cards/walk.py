"""The way through a card's lines: each goes to the field of the heading above it."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from kehrat.cards import patterns
from kehrat.cards.business_id import business_id
from kehrat.cards.card import LISTS, ROWS, TEXTS
from kehrat.cards.contacts import is_person, without_details
from kehrat.cards.copied import Copied
from kehrat.cards.dates import period
from kehrat.cards.doubts import AS, Choice, Questions
from kehrat.cards.headings import HEADINGS, key
from kehrat.cards.money import amounts
from kehrat.cards.patterns import Heading, Pattern
from kehrat.cards.rows import FACTS, unbullet
from kehrat.cards.title import is_body, may_be_title, title_at
from kehrat.cards.vocabulary import asks, named
from kehrat.cards.written import Line

ROW_LINES = 500  # lines of a schedule, of funders or of a budget; more are kept as text
MONEY = ("budget", "funders")
ONE_LINE = {
    "title",
    "applicant_name",
    "business_id",
    "state",
    "signatory",
    "signatory_role",
    "aside",
}
# What names people and bodies: how to reach them is kept apart.
_PEOPLE = {"applicant_name", "actors", "partners", "funders", "signatory"}
_UNSEEN = {"remainder", "contact", "front", "aside", "title"}  # nobody outside reads it
APART, STAYS = "apart", "stays"
# What a line may be given to by hand.
FIELDS = (HEADINGS.keys() - {"card", "legacy"}) | {"title", "contact", "state"}
_PARTS = {"legacy_least", "legacy_best"}
_RULE = re.compile(r"[-=_*~–—]{3,}")
_TO_BE_FILLED = re.compile(
    r"[(\[{]\s*(?:täytetään|täydennetään|fylls\s+i|ifylls|to\s+be\s+filled|filled\s+in)"
    r"[^()\[\]{}]{0,80}[)\]}]\.?",
    re.IGNORECASE,
)
_ID = re.compile(
    r"(?P<label>\b(?:Y-tunnus|FO-nummer|Business ID)\s?:?\s?)?"
    r"(?P<id>\b(?:FI[ -]?)?[0-9]{6,7}[-–‑]?[0-9]\b)",
    re.I,
)
_LABEL = re.compile(r"[A-ZÅÄÖ][^:.!?0-9€@]{1,40}:\s+\S")
_SIGNED = re.compile(
    r"[A-ZÅÄÖ][^\W\d_]+(?:-[^\W\d_]+)?,?\s(?:den\s)?[0-9]{1,2}\.?\s?(?:[0-9]{1,2}\."
    r"|[^\W\d_]{3,12})\s?"
    r"(?:19|20)[0-9]{2}\.?"
)
_SIGN_OFF = re.compile(
    r"(?:ystävällisin |parhain |yhteistyö)?terveis(?:in|et)\b.{0,80}|yst\.? ?terv\b.{0,80}"
    r"|kiittäen\b.{0,80}|(?:med )?vänlig(?:a|en)? hälsning(?:ar)?\b.{0,80}|hälsningar\b.{0,80}"
    r"|mvh\b.{0,80}|(?:kind |best )?regards\b.{0,80}",
    re.I,
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_UNITS = re.compile(r"euro\w*|eur\b|t€|te\b|noin\b|ca\b|yht\w*", re.I)
_NAMES_NOBODY = re.compile(
    r"henkilö|yhteystie|yhteydeno|kontakt|person|lisätie|tilläggs|contact", re.I
)
_COORDINATOR = re.compile(r"(?:hankkeen |project )?(?:coordinator|koordinaattori|samordnare)", re.I)
_OF_A_MEETING = {"aika", "paikka", "tid", "plats", "datum", "time", "date", "place"}
_BOX = re.compile(
    r"alka|alku|aloit|pääty|päätty|loppu|lopet|start|slut|inled|avslut|börja|begin|ends", re.I
)
_PLAN = re.compile(r"aikataul|tidsplan|tidtabell|toteutusaik|/", re.I)
_DIGIT = re.compile(r"[0-9]")
_NAME = 120  # characters of a name; what is longer tells of something
# After an empty line, what does not look like its field is not taken for a part of it.
_FITS = {
    "phases": lambda text: bool(period(text)),
    "funders": lambda text: not (any(amount.sure for amount in amounts(text)) and "€" in text),
    "budget": lambda text: bool(amounts(text)),
    "partners": lambda text: not period(text),
}

# Below a heading for rows: there are none.
_NONE = re.compile(
    r"(?:ei(?:\s(?:ole|muita|mitään|haettu|myönnetty|tiedossa))?|-|–|inga?|inget|nej|none|no)\.?",
    re.I,
)
_ROWS_OF = {*ROWS, "partners"}

# What stands under a heading for a name and is none: it tells of someone, or is signed and dated.
_NO_NAME = {
    "applicant_name": lambda text: len(text) > _NAME or ". " in text,
    "signatory": lambda text: any(char.isdigit() for char in text),
}

Numbered = tuple[int, Line]


@dataclass
class Taken:
    """What a line was taken for, the field it lies under and the number of its heading."""

    understood_as: str
    field: str = ""
    heading: int = 0
    found: Heading | None = None


@dataclass
class Walk:
    """All lines of a card, taken one by one. `corrections` tells by number where a line goes."""

    copied: Copied
    corrections: Mapping[str, str]
    blocks: dict[str, list[Numbered]] = field(default_factory=lambda: defaultdict(list))
    languages: Counter = field(default_factory=Counter)
    taken: dict[int, Taken] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)  # of what stood amid a line
    elsewhere: dict[str, list[Numbered]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self):
        self.field, self.heading, self.inline, self.printed = "", 0, False, False
        self.name = ""  # of a heading below which nothing stands yet
        self.then = "remainder"  # what follows the one line of a field of one line
        self.level = self.deeper = 0  # of the heading above, and whether one of its parts is open
        self.after_blank = True
        self.pattern = Pattern(self.copied.lines)
        self.questions = Questions(self.corrections)
        self.boxed = _boxes_of_fields(self.copied.lines)
        self.around = ("", 0)  # the field and heading of the text around a box
        for place, line in enumerate(self.copied.lines):
            number = place + 1
            self.taken[number] = self._take(place, line)
            self.after_blank = not line.text

    def _take(self, place: int, line: Line) -> Taken:
        number = place + 1
        found = self.pattern.at(place, self.after_blank, self.field)
        if place in self.copied.gone:
            return Taken("left out")
        if not line.text:
            return self._blank(number)
        if line.where and place not in self.boxed:
            return self._elsewhere(number, line)
        if place in self.boxed and place - 1 not in self.boxed:
            self.around = (self.field, self.heading)
        elif place - 1 in self.boxed and place not in self.boxed:
            self.field, self.heading = self.around
        target = self.corrections.get(str(number), "")
        if taken := self._corrected(number, line, target, found):
            return taken
        if place in self.copied.outside:
            return self._put("outside", number, line)
        if found := self._heading(found, line, place):
            return self._open(found, number, line)
        self.inline = False
        return self._text(number, line)

    def _blank(self, number: int) -> Taken:
        if self.field:
            self.blocks[self.field].append((number, Line("")))
        return Taken("blank", self.field, self.heading)

    def _elsewhere(self, number: int, line: Line) -> Taken:
        """What stands in a page head, a note, a comment: kept with where it was."""
        self.elsewhere[line.where].append((number, line))
        return Taken("remainder", "remainder")

    # Headings

    def _heading(self, found: Heading | None, line: Line, place: int) -> Heading | None:
        """The heading a line is, here: a phase may be called Arviointi, a text Vähintään."""
        if not found:
            return self._sibling(line)
        if self.pattern.minutes and found.inline and key(found.words) in _OF_A_MEETING:
            return replace(found, field="")
        if self._is_title(found, place):
            return None
        if not self.field and not found.field:
            return found if patterns.level_of(line) > 1 else None
        if found.field in _PARTS and found.rest and self.field not in {*_PARTS, "legacy"}:
            return None
        if found.inline and self._is_row(found, line):
            return None
        if found.sure:
            return None if self._is_part(found, line) else found
        if found.field:
            return found if found.field != self.field or found.inline else None
        return found if self._is_strange(line) else None

    def _is_title(self, found: Heading, place: int) -> bool:
        """Whether a line above all headings, known by a key word only, names the project: the next
        line is a heading, so that nothing would stand under this one."""
        if self.field or found.sure or found.rest or not may_be_title(found.words):
            return False
        front = [line.text for _number, line in self.blocks["front"]]
        below = next((line.text for line in self.copied.lines[place + 1 :] if line.text), "")
        return title_at(front) is None and bool(patterns.heading_in(below))

    def _is_part(self, found: Heading, line: Line) -> bool:
        """Whether an unknown heading is of a lower level than the one above: a part of its text."""
        if found.field or not 0 < self.level < patterns.level_of(line):
            return False
        return self.field in LISTS or self.field in {*TEXTS} - {*ONE_LINE, "remainder"}

    def _sibling(self, line: Line) -> Heading | None:
        """An unknown "Label: text" right below a known one is a heading as that is."""
        if not self.inline or self.after_blank or line.cells or not _LABEL.match(line.text):
            return None
        fits = _FITS.get(self.field)
        if self.field in ("contact", *_PARTS) or (fits and fits(line.text[:FACTS])):
            return None
        words, _, rest = line.text.partition(":")
        known = named(words) if patterns.has_shape(words) else None
        told = (known.field, known.languages) if known else ()
        return Heading(words, *told, rest=rest.strip(), sure=False, inline=True)

    def _is_row(self, found: Heading, line: Line) -> bool:
        """Whether "label: text" is a row of the schedule or of the money here, not a heading."""
        if self.field not in ROWS:
            return False
        text = line.text[:FACTS]
        if self.field == "phases":
            if not found.field and not line.cells:
                return bool(period(text))
            return found.field in ("", "phases") or only_dates(found.rest)
        if not amounts(text):
            return False
        if found.field in ("", self.field) or (found.field in MONEY and not found.sure):
            return True
        return _only_sums(found.rest)

    def _is_strange(self, line: Line) -> bool:
        """Whether an unknown heading is one here: what fits its field is a part of it."""
        if patterns.is_item(line) or not self._holds(self.field) or not self.heading:
            return False
        if line.text[-1] == "?":
            return True
        fits = _FITS.get(self.field)
        return not fits or not fits(line.text[:FACTS])

    def _open(self, found: Heading, number: int, line: Line) -> Taken:
        target = found.field or "remainder"
        if target == "contact" and _COORDINATOR.match(found.words) and is_body(found.rest):
            target = "applicant_name"
        if target in MONEY and "\t" in line.text and not _DIGIT.search(found.rest):
            found = replace(found, words=f"{found.words} {found.rest}", rest="", inline=False)
        self.languages.update(found.languages)
        if target == "card":
            if found.rest:
                return self._rest_of_card(found, number, line)
            return Taken("heading", self.field, number, found)
        self._name_again(target, found, number)
        self.field, self.heading = target, number
        if target != "remainder":
            self.blocks[target].append((number, Line("")))
        self.inline, self.printed = found.inline, key(found.words) in _PRINTED
        self.name = "" if self.printed or found.rest else found.words
        self.level, self.deeper = patterns.level_of(line), 0
        self.then = next(iter(found.others), "remainder") if target in ONE_LINE else "remainder"
        if _keeps_its_name(target, found):
            self.blocks[target].append((number, replace(line, cells=(), text=_joined(found))))
            return Taken(target, target, number, found)
        for text in found.rest.split("\n") if found.rest else []:
            self._rest(found, number, replace(line, text=text.strip(), cells=()))
        lies_under = "remainder" if target == "aside" else target
        return Taken("heading", lies_under, number, found)

    def _rest_of_card(self, found: Heading, number: int, line: Line) -> Taken:
        deeper = patterns.heading_in(found.rest)
        if deeper:
            return self._open(deeper, number, line)
        return self._text(number, replace(line, text=found.rest))

    def _rest(self, found: Heading, number: int, line: Line):
        """The text after a heading on its own line; below "Mikä jää elämään?" a part of it."""
        if found.field == "legacy" and (part := patterns.heading_in(line.text)):
            self._open(part, number, line)
        elif line.text:
            self._text(number, line)

    def _name_again(self, target: str, found: Heading, number: int):
        """What goes to the remainder, or to a text that has one already, keeps its own name."""
        if target in ("remainder", "aside"):
            block, printed = "remainder", _REMAINDER
        elif target in TEXTS and target not in ONE_LINE and self._holds(target):
            block, printed = target, _PRINTED
        else:
            return
        if key(found.words) not in printed:
            own = Line(_bare(found.words))
            self.blocks[block] += [(number, Line("")), (number, own)]

    def _holds(self, target: str) -> bool:
        return any(line.text for _number, line in self.blocks[target])

    # Text

    def _text(self, number: int, line: Line) -> Taken:
        if _TO_BE_FILLED.fullmatch(line.text):
            return Taken("placeholder", self.field, self.heading)
        if self.field not in TEXTS and _RULE.fullmatch(line.text):
            return self._blank(number)
        if self._is_misfit(line) or self._is_signed(line):
            self.field, self.heading = "remainder", 0
            self.blocks["remainder"].append((number, Line("")))
        if self.heading and self.field in _ROWS_OF and _NONE.fullmatch(line.text[:_NAME]):
            own = Line(self.copied.lines[self.heading - 1].text)
            self.blocks["remainder"] += [(number, Line("")), (number, own)]
            return self._put("remainder", number, line)
        line = self._deepened(line)
        name, self.name = self.name, ""
        if name and self.field in MONEY and _only_sums(line.text):
            line = replace(line, text=f"{_bare(name)}: {unbullet(line.text)[1]}")
        target = "legacy_least" if self.field == "legacy" else self.field or "front"
        if (found := _ID.fullmatch(line.text)) and found["label"] and target not in TEXTS:
            self.labels.append(found["label"])
            return self._put("business_id", number, replace(line, text=found["id"]))
        if target in ROWS and len(self.blocks[target]) > ROW_LINES:
            target = "remainder"
        is_exact = unbullet(line.text)[1][:1] in ("\\", "|")  # as this portal writes it
        if target not in _UNSEEN and not is_exact:
            line = self._reached(target, number, line)
            if not line.text:
                return Taken("contact", "contact", self.heading)
        if target in ONE_LINE:
            return self._one_line(target, number, line)
        return self._put(target, number, line)

    def _reached(self, target: str, number: int, line: Line) -> Line:
        """What a field keeps of a line that tells how somebody is reached: everyone may read it.

        Beside names that goes to the contact persons, as does a line that tells nothing else; of
        other text it is asked.
        """
        bare = without_details(line.text)
        if bare is None:
            return line
        names = target in _PEOPLE
        is_alone = target not in LISTS and is_person(unbullet(bare)[1])
        usual = APART if names or is_alone else STAYS
        words = {
            APART: _("with the contact persons, whom only the card's people and Sukkula see"),
            STAYS: _("in the text, which everyone reads once the card is approved"),
        }
        other = STAYS if usual == APART else APART
        choices = [Choice(f"{AS}{way}", words[way]) for way in (usual, other)]
        answer = self.questions.ask(number, "contact", line.text, words[usual], choices)
        if (answer or usual) == STAYS:
            return line
        self.blocks["reached"].append((number, replace(line, text=unbullet(line.text)[1])))
        if target == "applicant_name":
            found = _ID.search(bare)
            bare = " ".join([bare.partition(",")[0], found["id"] if found else ""]).strip()
        return replace(line, text=bare if names else "")

    def _deepened(self, line: Line) -> Line:
        """In a list what stands under a heading of lower level is under it there too."""
        if self.field not in LISTS:
            return line
        if self.level and patterns.level_of(line) > self.level:
            self.deeper = 1
            return replace(line, text=_bare(line.text))
        return replace(line, depth=line.depth + self.deeper)

    def _is_misfit(self, line: Line) -> bool:
        fits = _FITS.get(self.field)
        if not fits or not self.after_blank or not self._holds(self.field) or line.cells:
            return False
        return not fits(line.text[:FACTS])

    def _is_signed(self, line: Line) -> bool:
        """Whether a place and a day, or greetings, end the text: what follows is who signs."""
        text = line.text[:_NAME]
        ends = _SIGNED.fullmatch(text) or _SIGN_OFF.fullmatch(text)
        return bool(self.after_blank and self.field and ends)

    def _one_line(self, target: str, number: int, line: Line) -> Taken:
        """A field of one line takes one, the next field that its heading names the others; an ID
        takes only the ID."""
        self.field = self.then if self.then in FIELDS else "remainder"
        if target == "aside":
            return self._put("remainder", number, line)
        if not self.printed and _NO_NAME.get(target, lambda text: False)(line.text):
            own = self.copied.lines[self.heading - 1].text.partition(":")[0]
            self.blocks["remainder"] += [(number, Line("")), (number, Line(own))]
            return self._put("remainder", number, line)
        names = target in ("business_id", "applicant_name") and line.text[:1] != "\\"
        found = _ID.search(line.text) if names else None
        if found and business_id(found["id"]) and found["id"] != line.text:
            before, after = line.text[: found.start()], line.text[found.end() :]
            rest = f"{before.rstrip(' ,;')} {after}".strip(" ,;:()").replace(" , ", ", ")
            other = "remainder" if target == "business_id" else target
            self.labels.append(found["label"] or "")
            self._put(other, number, replace(line, text=rest))
            target, line = "business_id", replace(line, text=found["id"])
        return self._put(target, number, line)

    def _put(self, target: str, number: int, line: Line) -> Taken:
        if line.text[:1] == "\\":
            line = replace(line, text=line.text[1:])
        self.blocks[target].append((number, line))
        understood = {"outside": "remainder", "front": "remainder"}.get(target, target)
        return Taken(understood, understood, self.heading)

    # Corrections

    def _corrected(self, number: int, line: Line, target: str, found: Heading | None):
        kind, _, name = target.partition(":")
        whole = found or _as_heading(line.text)
        if kind == "heading" and (not name or name in FIELDS or name == "legacy"):
            return self._open(replace(whole, field=name, sure=True), number, line)
        if target in FIELDS or target == "title":
            return self._put(target, number, line)
        if target == "above" and number > 1:
            return self._above(number, line)
        return None

    def _above(self, number: int, line: Line) -> Taken:
        """A line that belongs to the one above it goes on with that."""
        above = self.taken[number - 1]
        target = above.field if above.understood_as != "heading" else self.field
        block = self.blocks[target or "front"]
        kept = next((at for at in range(len(block) - 1, -1, -1) if block[at][1].text), None)
        if kept is None:
            return self._put(target or "front", number, line)
        first, before = block[kept]
        block[kept] = (first, replace(before, text=f"{before.text} {unbullet(line.text)[1]}"))
        return Taken(above.understood_as, target, self.heading)


_REMAINDER = {key(name) for names in HEADINGS["remainder"].values() for name in names}
_PRINTED = {key(name) for names in HEADINGS.values() for one in names.values() for name in one}


def _boxes_of_fields(lines: list[Line]) -> set[int]:
    """The places of lines in text boxes that have headings of a card, or stand first and may be its
    title: these are read as all text, boxes of anything else are only kept."""
    found: set[int] = set()
    places: list[int] = []
    for place, line in enumerate([*lines, Line("")]):
        if line.where == "text box":
            places.append(place)
        elif places and (line.text or place == len(lines)):
            named = len(places) == 1 and may_be_title(lines[places[0]].text)
            is_first = not any(line.text for line in lines[: places[0]])
            if (is_first and named) or any(patterns.heading_in(lines[at].text) for at in places):
                found.update(range(places[0], places[-1] + 1))
            places = []
    return found


def _as_heading(text: str) -> Heading:
    """A line that somebody says is a heading: of "label: text" the label."""
    words, colon, rest = text.partition(":")
    if colon and rest.strip() and len(words) <= patterns.LABEL:
        return Heading(words, rest=rest.strip(), inline=True)
    return Heading(text)


def _bare(words: str) -> str:
    return words.strip("*_# ").rstrip(":")


def _joined(found: Heading) -> str:
    return f"{_bare(found.words)}: {found.rest}" if found.rest else _bare(found.words)


def is_box(words: str) -> bool:
    """Whether a heading asks for a day on which all begins or ends."""
    return bool(_BOX.search(words[:FACTS])) and not _PLAN.search(words[:FACTS])


def _keeps_its_name(target: str, found: Heading) -> bool:
    """Whether the heading is a part of its row: "Alkaa: 1.1.2027", "Omarahoitus: 2 000 €"."""
    if target == "phases" and is_box(found.words) and not found.others:
        return True
    if asks(found.words):
        return False
    if not found.rest or "\n" in found.rest:
        return False
    if target in MONEY:
        return _only_sums(found.rest)
    if key(found.words) in _PRINTED:
        return False
    if target == "phases":
        return only_dates(found.rest)
    return target == "contact" and not _NAMES_NOBODY.search(found.words)


def only_dates(text: str) -> bool:
    text = text.replace("\t", " – ")  # between the boxes of a start and an end
    found = period(text[:100])
    return bool(found) and not (text[: found.at] + text[found.to :]).strip(" .;,()")


def _only_sums(text: str) -> bool:
    text = text[:FACTS]
    return bool(amounts(text)) and not period(text) and not _LETTERS.search(_UNITS.sub("", text))
