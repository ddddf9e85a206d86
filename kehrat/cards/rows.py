"""Lines of a card as items of lists, names, areas, cells. Money and time have their own files."""

import re

FACTS = 1000  # facts are looked for in the first characters of a line; all of it is kept
MOST = 50  # rows on one line
BARS = 4000  # in a row of cells
_BULLET = re.compile(r"^(?:[-–—*•·‣▪●◦∙■►➢✓\uf0b7\uf0a7\uf0d8]|o\s|[0-9]{1,2}[.)]\s|[a-z]\)\s)\s*")
_EDGES = " \t\xa0\u202f:;,.–—-=("
_CITY = re.compile(
    r"(?:(?:koko|hela|all\sof|the\swhole\sof)\s)?(?:helsinki|helsingissä|stadi"
    r"|helsingfors(?:\sstad)?"
    r"|helsingin\s(?:kaupunki|alue|kaupungin\salue))"
    r"|(?:kaikki|koko|alla|hela|all|the\swhole|whole)\s(?:(?:helsingin\s)?kaupunginosat|kaupunki"
    r"|kaupungin\salue|stadsdelar(?:\si\shelsingfors)?|staden|districts(?:\sof\shelsinki)?|city)",
    re.I,
)
_LABEL = re.compile(
    r"^\s?(?:kunnat|kunta|kaupunki|kaupunginosat?|alueet?|sijainti|kommun(?:er)?|stad"
    r"|stadsdel(?:ar)?|suurpiiri|peruspiiri|osa-alueet?"
    r"|områden?)\s?:\s",
    re.I,
)
_SHARED_END = re.compile(
    r"((?:[A-ZÅÄÖ]\w{0,20}-,?\s(?:(?:ja|sekä|och|samt|and)\s)?){1,8})([A-ZÅÄÖ]\w{0,20})-(\w{2,30})"
)
_SIDE = r"(?:Västra|Östra|Norra|Södra|Främre|Bortre|Övre|Nedre|Gamla)"
_SHARED_WORD = re.compile(rf"({_SIDE})\s(?:och|samt)\s({_SIDE})\s([A-ZÅÄÖ]\w{{2,30}})")
_AND = re.compile(r"\s(?:ja|sekä|och|samt|and)\s(?=[A-ZÅÄÖ])")
_CELL_TOKENS = re.compile(r"\\.|\||[^|\\]+|\\$", re.DOTALL)


def unbullet(line: str) -> tuple[bool, str]:
    """Whether a line begins as an item of a list, and its text. 1.1.2015 is no numbering."""
    match = _BULLET.match(line)
    return (True, line[match.end() :].strip()) if match else (False, line)


def cells(line: str, count: int | None = None) -> list[str] | None:
    """The cells of a row written as | a | b |, with \\| for a bar inside; None for other lines."""
    if line[:1] != "|" or line[-1:] != "|" or line.count("|") > BARS:
        return None
    found = [""]
    for piece in _CELL_TOKENS.findall(line[1:]):
        if piece == "|":
            found.append("")
        else:
            found[-1] += piece[1:] if piece[0] == "\\" else piece
    texts = [text.strip() for text in found]
    return texts[:-1] if not texts[-1] and count in (None, len(texts) - 1) else None


def items(lines: list[str], whole=lambda item: False) -> list[str]:
    """The items of a list. A line without a bullet right below one with a bullet goes on with it,
    unless `whole(item)` says that the item above is complete."""
    found: list[str] = []
    goes_on = False
    for line in lines:
        bulleted, text = unbullet(line)
        if goes_on and text and not bulleted and not whole(found[-1]):
            found[-1] += f" {text}"
        elif text:
            found.append(text)
            goes_on = bulleted
        else:
            goes_on = False
    return found


def split(text: str, marks: str = ",;") -> list[str]:
    """The parts of a text between commas that stand outside brackets."""
    depth, start, parts = 0, 0, []
    for at, char in enumerate(text):
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif not depth and char in marks:
            parts.append(text[start:at].strip())
            start = at + 1
    return [part for part in (*parts, text[start:].strip()) if part]


def names(lines: list[str]) -> list[str]:
    """Names, one a bullet or several on a line between commas; the last may follow an "and"."""
    texts = [line for line in lines if line]
    found = []
    for line in texts:
        bulleted, text = unbullet(line)
        if row := cells(text):
            found += row
        elif bulleted and len(texts) > 1:
            found.append(text)
        else:
            found += [name for part in split(text) for name in _pair(part)]
    return found


def areas(lines: list[str]) -> tuple[bool, list[str]]:
    """Whether all of the city is meant, and the areas named."""
    everywhere, found = False, []
    for line in lines:
        if row := cells(unbullet(line)[1]):
            found += row
            continue
        for name in names([_spelt_out(line)] if len(line) < FACTS else [line]):
            if _CITY.fullmatch(name.strip(" .")):
                everywhere = True
            else:
                found.append(name)
    return everywhere, found


def _spelt_out(line: str) -> str:
    """The line with each name whole: "Länsi- ja Itä-Pakila" is "Länsi-Pakila, Itä-Pakila"."""
    line = _LABEL.sub("", line)
    for rule, glue in ((_SHARED_END, "-"), (_SHARED_WORD, " ")):
        line = rule.sub(lambda match, glue=glue: _each(match, glue), line)
    return line


def _each(match: re.Match, glue: str) -> str:
    firsts, last, end = match.groups()
    heads = [head for head in re.findall(r"\w+", firsts) if head[0].isupper()]
    return ", ".join(f"{head}{glue}{end}" for head in (*heads, last))


def _pair(part: str) -> list[str]:
    return [name.strip() for name in _AND.split(part)] if len(part) < FACTS else [part]
