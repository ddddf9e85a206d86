"""What is meant by a place's name as people write it: by its own name, inflected, by a nickname or
a post code, a part of the city, or something like it. Without a database: from kehrat/data."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from os.path import commonprefix

from django.utils.translation import get_language

from kehrat.places import city_data
from kehrat.places.inflection import folded, forms

NAME, PART, BASIC, NICKNAME = "name", "part", "basic district", "nickname"
POST_CODE, NEAR = "post code", "near"
SURE = (NAME, PART, BASIC)  # an answer; the others are suggestions
LONGEST = 120
SHOWN = 5

_AROUND = (
    r"(?:\s(?:alue(?:et|ella|elle|en|eilla|ita)?|kaupunginos[ae]\w*|asuinalue\w*|seu[td]u\w*"
    r"|lähialue\w*|lähiö\w*|ympäristö\w*|piiri\w*|suurpiiri\w*|peruspiiri\w*|osa-alue\w*"
    r"|området|område\w*|stadsdel\w*|stordistrikt\w*|district|area))+$"
)
_AFTER = re.compile(_AROUND, re.I)
_BEFORE = re.compile(
    r"^(?:(?:erityisesti|etenkin|pääosin|pääasiassa|lähinnä|mm\.?|esim\.?|kuten|koko|ensisijaisesti"
    r"|särskilt|främst|framför\sallt|hela|i|på|especially|mainly|in|the)\s)+",
    re.I,
)
_AND_SO_ON = re.compile(
    r"(?:\s(?:ym|yms|jne|mm|m\.fl|etc)\.?|\s(?:ja|sekä|och)\s(?:sen\s|dess\s)?(?:lähi\w+"
    r"|ympärist\w+"
    r"|omgivning\w*|omnejd))+$",
    re.I,
)
# Neighbours of Helsinki and those of their parts whose names are on everybody's lips.
_OUTSIDE = {"Espoo", "Vantaa", "Kauniainen", "Sipoo", "Tuusula", "Kerava", "Järvenpää", "Porvoo"}
_OUTSIDE |= {"Kirkkonummi", "Nurmijärvi", "Vihti", "Tampere", "Turku", "Tapiola", "Leppävaara"}
_OUTSIDE |= {"Matinkylä", "Otaniemi", "Espoonlahti", "Kivenlahti", "Olari", "Kauklahti", "Nikkilä"}
_OUTSIDE |= {
    "Tikkurila",
    "Myyrmäki",
    "Martinlaakso",
    "Korso",
    "Koivukylä",
    "Hakunila",
    "Pähkinärinne",
}
_OUTSIDE_SV = {"Esbo", "Vanda", "Grankulla", "Sibbo", "Tusby", "Kervo", "Borgå", "Kyrkslätt"}
_OUTSIDE_SV |= {"Tammerfors", "Åbo", "Hagalund", "Alberga", "Mattby", "Otnäs", "Dickursby"}
_OUTSIDE_SV |= {"Myrbacka", "Mårtensdal", "Björkby", "Håkansböle"}
_BORDER = re.compile(r"\braja|\bgräns|\bborder", re.I)
_BRACKETS = re.compile(r"^([^()]{2,80})\(([^()]{2,80})\)$")
_IN_CITY = re.compile(r"[\s,(]+(?:helsinki|helsingfors|helsingissä)\)?$", re.I)
_JOINS = re.compile(r"[,;/&+]|\s?[-–—]\s?|\s(?:ja|sekä|och|samt|and|eli)\s")


@dataclass(frozen=True)
class Meaning:
    """Places that a text may mean. `kind`: how it was found; `distance`: how many letters differ.
    Only a meaning whose kind is in SURE is an answer, the others are suggestions."""

    kind: str
    name_fi: str
    name_sv: str
    districts: tuple[int, ...] = ()
    sub_areas: tuple[str, ...] = ()
    distance: int = 0

    @property
    def is_sure(self) -> bool:
        return self.kind in SURE

    @property
    def district(self) -> int | None:
        """The number of the one district where all of it is; None for several."""
        of_parts = (_sub_areas()[code]["district_number"] for code in self.sub_areas)
        numbers = {*self.districts, *(int(number) for number in of_parts if number)}
        return numbers.pop() if len(numbers) == 1 else None

    def name(self, language: str) -> str:
        return self.name_sv if language == "sv" else self.name_fi


@lru_cache(maxsize=1024)
def meanings(text: str) -> tuple[Meaning, ...]:
    """What a text may mean, best first; () when no place is like it."""
    text = " ".join(text[:LONGEST].split()).strip(" .:;,–-")
    if inner := _BRACKETS.match(text):
        return _bracketed(*inner.groups())
    for words in dict.fromkeys((text, _bare(text))):
        if found := _index().get(folded(words)):
            return found
    words = _bare(text)
    if found := _by_code(words) or _together(_JOINS.split(words)):
        return found
    if len(words) < 3 or folded(words) in _outside():
        return ()
    return near(words) or _at_the_beginning(words)


def meaning(text: str) -> Meaning | None:
    """What a text surely means: one place, or the places of a part of the city."""
    found = meanings(text)
    return found[0] if len(found) == 1 and found[0].is_sure else None


def is_outside(text: str) -> bool:
    """Whether a text names a place outside Helsinki and none in it: "Tikkurila, Vantaa"; not the
    city's border, nor "from Vantaa to Malmi"."""
    words = re.findall(r"\w[\w-]*", text)
    if not any(folded(word) in _outside() for word in words) or _BORDER.search(text):
        return False
    return not any(meaning(word) for word in words)


@cache
def _outside() -> frozenset[str]:
    swedish = (form for name in _OUTSIDE_SV for form in forms(name, swedish=True))
    return frozenset(swedish).union(*map(forms, _OUTSIDE))


def sub_area_name(code: str) -> str:
    """The name of a sub-area in the page's language, without a question to the database."""
    return _of_sub_area(code, NAME).name(get_language())


def near(text: str) -> tuple[Meaning, ...]:
    """Places whose names are spelt almost so, the nearest first."""
    words = folded(text)
    most = 1 if len(words) < 7 else 2 if len(words) < 11 else 3
    letters = set(words)
    found: dict[Meaning, tuple[int, int]] = {}
    for name, its in _letters().items():
        if abs(len(name) - len(words)) > most or len(letters - its) > most:
            continue
        distance = differences(words, name, most)
        if distance <= most:
            rank = (distance, -len(commonprefix((words, name))))
            for place in _index()[name]:
                found[place] = min(found.get(place, rank), rank)
    best = sorted(found.items(), key=lambda item: (*item[1], item[0].kind != NAME))[:SHOWN]
    return tuple(
        replace(place, kind=NEAR, distance=distance) for place, (distance, _prefix) in best
    )


def differences(one: str, other: str, most: int) -> int:
    """How many letters must be changed, added, left out or swapped to make one of the other; at
    least one more than `most` when it is more."""
    before, above = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, its in enumerate(other, start=1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != its))
            swapped = row > 1 and column > 1 and letter == other[column - 2]
            if swapped and its == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return above[-1]


def _bare(text: str) -> str:
    """The name without the words around it: "erityisesti Kontulan alueella", "Malmi, Helsinki"."""
    bare = _BEFORE.sub("", text)
    for rule in (_AND_SO_ON, _IN_CITY, _AFTER):
        bare = rule.sub("", bare) or bare
    return bare.strip(" .:;,()")


def _bracketed(outer: str, inner: str) -> tuple[Meaning, ...]:
    """ "Vuosaari (Meri-Rastila)": what is in brackets, where all of it is known; else the first."""
    if (within := meaning(inner)) or (within := next(iter(_together(_JOINS.split(inner))), None)):
        return (within,)
    return meanings(outer) if not any(mark in outer for mark in "()") else ()


def _together(parts: list[str]) -> tuple[Meaning, ...]:
    """Several names as one meaning, where each surely means a place."""
    parts = [part.strip() for part in parts if part.strip()]
    found = [meaning(part) for part in parts] if 1 < len(parts) <= 12 else []
    if not found or not all(found):
        return ()
    districts = tuple(number for each in found for number in each.districts)
    codes = tuple(code for each in found for code in each.sub_areas)
    name_fi, name_sv = (", ".join(each.name(lang) for each in found) for lang in ("fi", "sv"))
    return (Meaning(NAME, name_fi, name_sv, districts, codes),)


def _at_the_beginning(words: str) -> tuple[Meaning, ...]:
    """A suggestion for what is in a place: "Munkkivuoren ostari", "Puotilan metroasema"."""
    first, _, rest = words.partition(" ")
    found = _index().get(folded(first), ()) if rest and folded(first) != "vanha" else ()
    return tuple(replace(each, kind=NEAR, distance=len(rest)) for each in found)


def beginning(text: str) -> tuple[Meaning, ...]:
    """Places whose names begin with what one has typed of them, in order."""
    words = folded(" ".join(text[:LONGEST].split()))
    names = sorted(name for name in _index() if len(words) > 1 and name.startswith(words))
    return tuple(dict.fromkeys(place for name in names for place in _index()[name]))[:SHOWN]


def _by_code(words: str) -> tuple[Meaning, ...]:
    code = re.fullmatch(r"(?:fi-?)?([0-9]{5})(?:\s(?:helsinki|helsingfors))?", words, re.I)
    codes = _post_codes().get(code[1], ()) if code else ()
    return tuple(_of_sub_area(each, POST_CODE) for each in codes)


@cache
def _post_codes() -> dict[str, list[str]]:
    rows = city_data.rows("postcodes")
    return {row["postcode"]: row["sub_area_codes"].split(";") for row in rows}


@cache
def _sub_areas() -> dict[str, dict]:
    return {row["code"]: row for row in city_data.rows("subareas")}


def _of_sub_area(code: str, kind: str) -> Meaning:
    row = _sub_areas()[code]
    return Meaning(kind, row["name_fi"], row["name_sv"], (), (code,))


@cache
def _letters() -> dict[str, frozenset[str]]:
    """The letters of each form, to pass by most of them quickly."""
    return {name: frozenset(name) for name in _index()}


@cache
def _index() -> dict[str, tuple[Meaning, ...]]:
    """{a folded form of a name: what it means}. A district's own name wins over its sub-area's,
    both over parts of the city, those over nicknames."""
    index: dict[str, tuple[Meaning, ...]] = {}
    for layer in (_districts(), _named_sub_areas(), _parts(), _basic(), _nicknames()):
        found: dict[str, tuple[Meaning, ...]] = {}
        for words, each in layer:
            if each not in found.get(words, ()):
                found[words] = (*found.get(words, ()), each)
        index = found | index
    return index


def _all_forms(name_fi: str, name_sv: str, each: Meaning):
    yield from ((form, each) for form in forms(name_fi))
    yield from ((form, each) for form in forms(name_sv, swedish=True))


def _districts():
    for district in city_data.districts():
        each = Meaning(NAME, district.name_fi, district.name_sv, (district.number,))
        yield from _all_forms(district.name_fi, district.name_sv, each)


def _named_sub_areas():
    for code, row in _sub_areas().items():
        yield from _all_forms(row["name_fi"], row["name_sv"], _of_sub_area(code, NAME))


def _parts():
    districts = city_data.districts()
    for code, name_fi, name_sv in sorted({district.major for district in districts}):
        numbers = tuple(each.number for each in districts if each.major[0] == code)
        full_fi, full_sv = f"{name_fi} suurpiiri", f"{name_sv} stordistriktet"
        each = Meaning(PART, full_fi, full_sv, numbers)
        for name in (name_fi, name_sv, full_fi, full_sv, f"{name_sv} stordistrikt"):
            yield folded(name), each
        yield folded(f"{name_fi.removesuffix('nen')}sen suurpiirin"), each
    for row in city_data.rows("city_parts"):
        majors, own = row["majors"].split(";"), row["districts"].split(";")
        numbers = tuple(
            each.number for each in districts if each.major[0] in majors or str(each.number) in own
        )
        each = Meaning(PART, row["name_fi"], row["name_sv"], numbers)
        yield from _all_forms(row["name_fi"], row["name_sv"], each)
        for name in filter(None, row["aliases"].split(";")):
            yield from _all_forms(name, name, each)


def _basic():
    """Basic districts whose names no district has: Vironniemi, Reijola."""
    by_name: dict[str, list] = {}
    for district in city_data.districts():
        for name in district.aliases:
            by_name.setdefault(name, []).append(district.number)
    for name, numbers in by_name.items():
        each = Meaning(BASIC, name, name, tuple(numbers))
        yield from _all_forms(name, name, each)


def _nicknames():
    for row in city_data.rows("nicknames"):
        for code in row["sub_area_codes"].split(";"):
            each = _of_sub_area(code, NICKNAME)
            yield from ((form, each) for form in forms(row["name"]))
