"""Contact persons read from lines: a name, an address to write to, a number to call."""

import re
from collections.abc import Iterable
from itertools import islice

from kehrat.cards.card import Contact, card_line
from kehrat.cards.rows import FACTS, unbullet

LONGEST = {"name": 300, "email": 254, "phone": 100}  # what a model holds
_EMAIL = re.compile(
    r"[^\s,;:<>()\[\]]{1,64}(?:@|\(at\)|\[at\])[^\s,;:<>()\[\]@]{1,180}\.[a-z]{2,20}", re.I
)
_PHONE = re.compile(
    r"(?<![\w.])(?<!FI[0-9]{2}\s)[+(]?[0-9][0-9 \xa0()/-]{5,20}[0-9](?![\w.]|-[0-9])"
)
_LABEL = re.compile(
    r"(?<!\w)(?:nimi|puh(?:elin(?:numero)?)?|p|gsm|matkapuhelin|s(?:ähkö)?posti(?:osoite)?"
    r"|namn|tel(?:efon(?:nummer)?)?|mobil|e-?post(?:adress)?|name|phone|mobile|e-?mail)[.:]{1,2}",
    re.I,
)
# A number to call: it begins as one, so that no year, sum or business ID is taken for it.
_DIALLED = re.compile(r"(?<![\w.,-])(?:\+[0-9]|\(?0[1-9])[0-9 \xa0()/-]{5,20}[0-9](?![\w.]|-[0-9])")
_TRIED = 5  # numbers on a line that may be a telephone's
_ID = re.compile(r"[0-9]{6,7}-[0-9]")  # a business ID
# What told what they are, and brackets in which nothing is left.
_BEFORE = re.compile(
    r"(?<!\w)(?:puh(?:elin(?:numero)?)?|p|gsm|matkapuhelin|s(?:ähkö)?posti(?:osoite)?|yhteystiedot"
    r"|tel(?:efon(?:nummer)?)?|mobil|e-?post(?:adress)?|phone|mobile|e-?mail)[.:]{0,2}"
    r"(?=\s*(?:[,;)]|$))",
    re.I,
)
_EMPTIED = re.compile(r"[(\[<]\s*[,;]?\s*[)\]>]|[,;](?=\s*(?:[,;)]|$))")
_WORD = r"[^\W\d_][^\W\d_’'-]{0,40}(?:[’'-][^\W\d_]{1,40})?"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,3}}")
_BETWEEN = {"von", "af", "de", "van", "der", "la"}
_ROLE = re.compile(r"(?P<role>[^:]{3,60}):\s+(?P<name>.+)")  # "Hankkeen vetäjä: Jari Esimerkki"
_Told = dict[str, dict[str, str]]  # of a person by field: the words by what they are compared by
_EDGES = " \t\xa0,;:|–—-/<>()[]"


def without_details(line: str) -> str | None:
    """The line without the mail addresses and telephone numbers in it; None when it has none."""
    bare = line[:FACTS]
    for pattern in (_EMAIL, _DIALLED):
        bare = pattern.sub(lambda found: " " if _is_long(found[0]) else found[0], bare)
    if bare == line[:FACTS]:
        return None
    bare = _EMPTIED.sub("", _BEFORE.sub(" ", bare))
    return card_line(re.sub(r"\s+([,;.)])", r"\1", bare) + line[FACTS:]).strip(_EDGES[:-4])


def is_person(text: str) -> bool:
    """Whether a text is a name, a mere "Lisätietoja:" or nothing."""
    return len(text.split()) < 2 or _is("name", text)


def labels(line: str) -> str:
    """The words of a line that only tell what stands beside them: "puh.", "e-post:"."""
    return " ".join(_LABEL.findall(line[:FACTS]))


def contacts(lines: list[str]) -> list[Contact]:
    """The people whom the lines name. A line that gives only what the one above lacks goes on
    with that person; what is neither a name, a mail address nor a number is kept as `other`."""
    people: list[dict[str, list[str]]] = []
    for line in filter(None, (unbullet(line)[1] for line in lines)):
        told = _told(line)
        if not people or any(told[name] and people[-1][name] for name in LONGEST):
            people.append({name: [] for name in told})
        for name, words in told.items():
            people[-1][name] += [words] if words else []
    return [
        Contact(**{name: ", ".join(words) for name, words in person.items()}) for person in people
    ]


def each_once(people: Iterable[Contact]) -> tuple[list[Contact], list[str]]:
    """Each person once, with all that was told of them, and the words that were told again."""
    kept: list[_Told] = []
    again: list[str] = []
    known: dict[tuple[str, str], _Told] = {}  # by a name, address or number: the last who has it
    for person in people:
        facts = person.to_json().items()
        told = {name: {_bare(words): words} if words else {} for name, words in facts}
        keys = [(name, bare) for name in LONGEST for bare in told[name]]
        same = (known[key] for key in keys if key in known and _is_same(known[key], told))
        if (one := next(same, None)) is None:
            kept.append(one := told)
        else:
            for name, parts in told.items():
                again += [words for bare, words in parts.items() if bare in one[name]]
                one[name] |= parts | one[name]
        known |= dict.fromkeys(keys, one)
    rows = ({name: ", ".join(parts.values()) for name, parts in one.items()} for one in kept)
    return [Contact(**row) for row in rows], again


def _is_same(one: _Told, other: _Told) -> bool:
    """Whether two who share a name, address or number are one person: neither has another name or
    address, and the numbers of both have room."""
    fits = sum(len(words) + 2 for told in (one, other) for words in told["phone"].values())
    apart = any(one[n] and other[n] and not one[n].keys() & other[n] for n in ("name", "email"))
    return not apart and fits <= LONGEST["phone"]


def _bare(text: str) -> str:
    """A name in any order, an address in any case, a number from home or abroad, to compare."""
    if not re.search(r"[^\W\d_]", text):
        return re.sub(r"^(?:00)?3580?|^0", "", re.sub(r"\D", "", text))
    return " ".join(sorted(text.casefold().replace("(at)", "@").replace("[at]", "@").split()))


def _told(line: str) -> dict[str, str]:
    """What a line tells of a person, each word once."""
    told = {"email": "", "phone": ""}
    rest, tail = line[:FACTS], line[FACTS:]
    for name, pattern in (("email", _EMAIL), ("phone", _PHONE)):
        tried = islice(pattern.finditer(rest), _TRIED)
        match = next((m for m in tried if len(m[0]) <= LONGEST[name] and _is(name, m[0])), None)
        if match:
            told[name] = match[0].strip(_EDGES.replace("(", ""))
            rest = f"{rest[: match.start()]},{rest[match.end() :]}"
    parts = [part.strip(_EDGES) for part in re.split(r"[,;|<>]|\s[–—-]\s", _LABEL.sub(",", rest))]
    parts = [part for part in parts if part]
    at = next((at for at, part in enumerate(parts) if _is("name", part)), None)
    if at == 0:
        told["name"] = card_line(parts.pop(0))
    elif parts and (role := _ROLE.fullmatch(parts[0])) and _is("name", role["name"]):
        told["name"], parts[0] = card_line(role["name"]), role["role"]
    else:
        told["name"] = ""
    return told | {"other": card_line(", ".join(parts) + tail)}


def _is_long(text: str) -> bool:
    return "@" in text or _EMAIL.fullmatch(text) is not None or _is("phone", text)


def _is(name: str, text: str) -> bool:
    if name == "name":
        return bool(_NAME.fullmatch(text)) and all(
            word[0].isupper() or word in _BETWEEN for word in text.split()
        )
    is_number = 7 <= sum(char.isdigit() for char in text) <= 15 and not _ID.fullmatch(text)
    return name == "email" or is_number
