"""The title line of a card: its title, and the state it says the project is in."""

import re

from kehrat.cards.headings import key
from kehrat.cards.rows import cells

STATES = {
    "running": {"fi": "käynnissä", "sv": "pågår", "en": "running"},
    "ended": {"fi": "päättynyt", "sv": "avslutat", "en": "ended"},
    "planned": {"fi": "suunnitteilla", "sv": "planeras", "en": "planned"},
}
_WORDS = {word: state for state, words in STATES.items() for word in words.values()} | {
    **dict.fromkeys(("meneillään", "pågående", "ongoing", "in progress"), "running"),
    **dict.fromkeys(("valmis", "valmistunut", "avslutad", "finished", "completed"), "ended"),
    **dict.fromkeys(("suunniteltu", "suunnittelussa", "tulossa", "planerat"), "planned"),
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
