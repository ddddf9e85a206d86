"""Contact persons read from lines: a name, an address to write to, a number to call."""

import re

from kehrat.cards.card import Contact, card_line
from kehrat.cards.rows import FACTS, unbullet

LONGEST = {"name": 300, "email": 254, "phone": 100}  # what a model holds
_EMAIL = re.compile(
    r"[^\s,;:<>()\[\]]{1,64}(?:@|\(at\)|\[at\])[^\s,;:<>()\[\]@]{1,180}\.[a-z]{2,20}", re.I
)
_PHONE = re.compile(r"(?<![\w.])[+(]?[0-9][0-9 \xa0()/-]{5,20}[0-9](?![\w.]|-[0-9])")
_LABEL = re.compile(
    r"(?<!\w)(?:nimi|puh(?:elin(?:numero)?)?|gsm|matkapuhelin|s(?:ähkö)?posti(?:osoite)?"
    r"|namn|tel(?:efon(?:nummer)?)?|mobil|e-?post(?:adress)?|name|phone|mobile|e-?mail)[.:]{1,2}",
    re.I,
)
_WORD = r"[^\W\d_][^\W\d_’'-]{0,40}(?:[’'-][^\W\d_]{1,40})?"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,3}}")
_BETWEEN = {"von", "af", "de", "van", "der", "la"}
_EDGES = " \t\xa0,;:|–—-/<>()[]"


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


def _told(line: str) -> dict[str, str]:
    """What a line tells of a person, each word once."""
    told = {"email": "", "phone": ""}
    rest, tail = line[:FACTS], line[FACTS:]
    for name, pattern in (("email", _EMAIL), ("phone", _PHONE)):
        match = pattern.search(rest)
        if match and len(match[0]) <= LONGEST[name] and _is(name, match[0]):
            told[name] = match[0].strip(_EDGES.replace("(", ""))
            rest = f"{rest[: match.start()]},{rest[match.end() :]}"
    parts = [part.strip(_EDGES) for part in re.split(r"[,;|<>]|\s[–—-]\s", _LABEL.sub(",", rest))]
    parts = [part for part in parts if part]
    at = next((at for at, part in enumerate(parts) if _is("name", part)), None)
    told["name"] = card_line(parts.pop(at)) if at == 0 else ""
    return told | {"other": card_line(", ".join(parts) + tail)}


def _is(name: str, text: str) -> bool:
    if name == "name":
        return bool(_NAME.fullmatch(text)) and all(
            word[0].isupper() or word in _BETWEEN for word in text.split()
        )
    return name == "email" or 7 <= sum(char.isdigit() for char in text) <= 15
