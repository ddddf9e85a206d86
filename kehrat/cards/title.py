"""The title line of a card: its title, and the state it says the project is in."""

import re

from kehrat.cards.headings import key
from kehrat.cards.rows import cells
from kehrat.cards.vocabulary import PICTURES, unnumbered, whole

STATES = {
    "running": {"fi": "käynnissä", "sv": "pågår", "en": "running"},
    "ended": {"fi": "päättynyt", "sv": "avslutat", "en": "ended"},
    "planned": {"fi": "suunnitteilla", "sv": "planeras", "en": "planned"},
}
_WORDS = {word: state for state, words in STATES.items() for word in words.values()} | {
    **dict.fromkeys(("meneillään", "pågående", "ongoing", "in progress"), "running"),
    **dict.fromkeys(("valmis", "valmistunut", "avslutad", "finished", "completed"), "ended"),
    **dict.fromkeys(("suunniteltu", "suunnittelussa", "tulossa", "planerat"), "planned"),
    **dict.fromkeys(("toiminnassa", "alkanut", "aktiivinen", "i gång", "aktiv"), "running"),
    **dict.fromkeys(("toiminta päättynyt", "päättyi", "loppunut", "har avslutats"), "ended"),
    **dict.fromkeys(("hakuvaiheessa", "haussa", "under ansökan", "luonnos", "utkast"), "planned"),
}
_SUFFIX = re.compile(r"(?<=\S)\s?[-–‑](?:projekti|hanke|projekt|projektet|project)$", re.I)
_TAIL = 20  # longer than any suffix


def read_title(line: str) -> tuple[str, str]:
    """Title and state of a title line such as "Kevättalkoot -hanke   (käynnissä)"."""
    row = cells(line, 2)
    if row and (not row[1] or row[1] in STATES):
        return row[0], row[1]
    title, state = line.strip(), ""
    if title[-1:] in (")", "]"):
        at = max(title.rfind("("), title.rfind("["))
        state = _WORDS.get(key(title[at + 1 : -1]), "") if at >= 0 else ""
        title = title[:at].rstrip() if state else title
    tail = title[-_TAIL:]
    found = _SUFFIX.search(tail)
    return (title[: found.start() - len(tail)].rstrip() if found else title), state


def is_state(line: str) -> bool:
    """Whether a line is a state in brackets and nothing else."""
    return line[-1:] in (")", "]") and read_title(line) in {("", state) for state in STATES}


def state_of(words: str) -> str:
    """The state that words say, "" when none."""
    return _WORDS.get(key(words), "")


_LONGEST = 160
_YEAR = re.compile(r"[0-9()/.,:v–—-]+")  # what stands beside the kind of a document
_BODIES = re.compile(
    r"(?:euroopan unioni\w*(?: (?:osa)?rahoittama\w*)?|europeiska unionen"
    r"|medfinansieras av europeiska unionen|vipuvoimaa eu:lta|eu:n osarahoittama"
    r"|helsingin kaupunki|helsingfors stad|city of helsinki|uudenmaan liitto|nylands förbund"
    r"|(?:uudenmaan )?ely-keskus|elinvoimakeskus|euroopan (?:sosiaali|aluekehitys)rahasto"
    r"|leader(?: \w+)?(?: ry)?|maaseuturahasto|opetushallitus|stea|business finland"
    r"|helka(?: ry)?|helsingin kaupunginosayhdistykset ry|kulttuuri ja vapaa-aika(?:toimiala)?"
    r"|kultur och fritid|kasvatus ja koulutus|fostran och utbildning|kaupunkiympäristö"
    r"|stadsmiljö|sosiaali-, terveys- ja pelastustoimi(?:ala)?|kaupunginkanslia|stadskansliet)"
    r"(?:[,/ –-]{1,3}[^,]{1,60}(?:toimiala|virasto|lautakunta|kanslia|palvelut|yksikkö"
    r"|sektor|sektorn|nämnd|nämnden|kansli|tjänster))?",
    re.I,
)
_BODY = re.compile(r".+\s(?:ry|rf|r\.y\.|r\.f\.|oy|ab|säätiö|sr|osk)\.?", re.I)
_BESIDE_KIND = (": ", " – ", " - ", " för ", ", ")
_LABEL = re.compile(r"[A-ZÅÄÖ][^:.!?]{1,40}:\s")
_GREETING = re.compile(
    r"(?:hei|moi|moikka|terve\w*|tervehdys|hyv[äa]\w*|hej\w*|bästa|god\w*|dear|hi|hello)\b"
    r".{0,60}[!,]",
    re.I,
)
_CONTACT = re.compile(r"@|https?://|www\.|\bpuh\b")
_NO_NAME = re.compile(
    r"\s[>»›]\s"  # the way to a page
    r"|\b(?:klo|kello|kl\.?)\s[0-9]"  # when something was written
    r"|^(?:#\w+\s*)+$"
)


def is_kind(line: str) -> bool:
    """Whether a line only names the kind of document: "PROJEKTIKORTTI 2027", "Projektplan"."""
    known = whole(_YEAR.sub(" ", line).strip()) if len(line) <= _LONGEST else None
    return bool(known) and known.field == "card"


def without_kind(line: str) -> str:
    """The title without the kind of document before or after it: "Projektplan för Simskolan"."""
    for mark in _BESIDE_KIND:
        for first, last in (line.partition(mark)[::2], line.rpartition(mark)[::2]):
            if first and last.strip() and is_kind(first):
                return last.strip()
            if last and first.strip() and is_kind(last):
                return first.strip()
    return line


def may_be_title(line: str) -> bool:
    """Whether a line above the first heading may name the project: no kind of document, no body
    that pays, no greeting, no sentence."""
    if line[:1] == "|":
        return bool(cells(line, 2))
    if "   " in line and any(map(is_kind, line[:1000].split("   "))):
        return False
    bare = _bare(line)
    return bool(
        any(char.isalpha() for char in bare)
        and not is_kind(bare)
        and not _BODIES.fullmatch(bare)
        and not _LABEL.match(bare)
        and not _GREETING.fullmatch(bare)
        and not _CONTACT.search(bare[:1000])
        and not _NO_NAME.search(line[:1000])
        and not (bare[-1] in ".,;:" and len(bare.split()) > 3)
    )


def is_body(line: str) -> bool:
    """Whether a line is the name of an association or another body, by its end."""
    return bool(_BODY.fullmatch(_bare(line)))


def _bare(line: str) -> str:
    return PICTURES.sub("", unnumbered(line)).strip(" *_#")


def title_at(lines: list[str]) -> int | None:
    """Which of the lines above the first heading is the title; a body's name only for want of
    another."""
    found = [at for at, line in enumerate(lines) if line and may_be_title(line)]
    others = (at for at in found if not is_body(lines[at]))
    return next(others, found[0] if found else None)
