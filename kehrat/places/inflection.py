"""Finnish and Swedish place names as they stand in a sentence: Kontulan, Pukinmäessä, Nordsjös."""

import re
import unicodedata

# The end of a name, and what it becomes before an ending such as -n or -ssa.
_WEAK = (
    ("saari", "saare"),
    ("niemi", "nieme"),
    ("vuori", "vuore"),
    ("mäki", "mäe"),
    ("lahti", "lahde"),
    ("ranta", "ranna"),
    ("keskus", "keskukse"),
    ("pelto", "pello"),
    ("kenttä", "kentä"),
    ("kaupunki", "kaupungi"),
    ("tammi", "tamme"),
    ("haka", "haa"),
    ("silta", "silla"),
    ("linjat", "linjoi"),
    ("saaret", "saari"),
    ("llas", "llakse"),
    ("is", "ikse"),
    ("nki", "ngi"),
    ("kki", "ki"),
    ("kko", "ko"),
    ("kka", "ka"),
    ("ppi", "pi"),
    ("tti", "ti"),
    ("ttu", "tu"),
    ("tty", "ty"),
    ("rta", "rra"),
    ("nta", "nna"),
    ("ntu", "nnu"),
)
_ENDINGS = re.findall(r"\w+", "n ssa sta lla lta lle ksi na")
# After the name as it is: some of it, into it, as it.
_STRONG = re.findall(r"\w+", "a ä ta tä aa ää an ään iin een oon uun yyn hin seen na nä")


def folded(text: str) -> str:
    """A name without case, accents and odd spaces: what two spellings have in common."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(re.sub(r"[‐‑–—−]", "-", text).split())


def forms(name: str, *, swedish: bool = False) -> set[str]:
    """The folded forms in which a name stands in a sentence, its own among them."""
    name = name.casefold()
    if swedish:
        return {folded(name), folded(f"{name}s")}
    stems = {_weak(name)}
    if name.endswith("t"):  # a plural: Linjat, Länsisaaret
        stems.add(name[:-1])
    found = {name, *(name + end for end in _STRONG)}
    found |= {stem + end for stem in stems for end in _ENDINGS}
    found |= {_strong(name) + end for end in ("en", "in", "an", "ä", "a", "ta")}
    found |= {name + name[-1] + "n", name + "h" + name[-1] + "n"}  # Kontulaan, Töölöön, suohon
    return {folded(form) for form in found}


def _weak(name: str) -> str:
    return next((name[: -len(end)] + weak for end, weak in _WEAK if name.endswith(end)), name)


def _strong(name: str) -> str:
    """Before the endings of "into" and "some of": Vuosaari, Vuosaareen, Vuosaarta."""
    for end, strong in (("saari", "saare"), ("niemi", "nieme"), ("vuori", "vuore"), ("i", "e")):
        if name.endswith(end):
            return name[: -len(end)] + strong
    return name
