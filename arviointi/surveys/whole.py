"""What a draft still lacks before it can be opened: texts in its languages, options, questions."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arviointi.results.counting import WITH_OPTIONS, Kind
from kehityspolku import languages

IN = {
    "fi": gettext_lazy("in Finnish"),
    "sv": gettext_lazy("in Swedish"),
    "en": gettext_lazy("in English"),
}
WHAT = {
    "text": gettext_lazy("the text"),
    "lead": gettext_lazy("the lead text"),
    "low": gettext_lazy("the words at the low end of the scale"),
    "high": gettext_lazy("the words at the high end of the scale"),
}
FEWEST_OPTIONS = 2


@dataclass(frozen=True)
class Gap:
    """Something that is missing, in words, and the part it is missing from; None: the survey."""

    words: str
    part: object = None
    is_of_title: bool = False


def gaps(survey):
    """All that is missing, in the survey's order."""
    parts = list(survey.parts.all())
    titles = absent(survey, "title", survey.languages)
    found = [Gap(lacks(_("the title"), code), is_of_title=True) for code in titles]
    for part in parts:
        found += [Gap(words, part) for words in gaps_of(part, survey.languages)]
        found += [Gap(words, part) for words in gaps_of_condition(part, parts)]
    if all(part.is_section for part in parts):
        found.append(Gap(_("There is no question yet.")))
    return found


def gaps_of(part, wanted):
    """What a part lacks, in words."""
    for name, what in WHAT.items():
        if name == "text" or any(getattr(part, f"{name}_{code}") for code in languages.CODES):
            yield from (lacks(what, code) for code in absent(part, name, wanted))
    if part.kind not in WITH_OPTIONS:
        return
    lines = {code: part.lines(code) for code in wanted}
    many = max(map(len, lines.values()))
    for number in range(many):
        for code, texts in lines.items():
            if number >= len(texts) or not texts[number]:
                yield lacks(_("option %(number)s") % {"number": number + 1}, code)
    fewest = 1 if part.kind == Kind.MATRIX else FEWEST_OPTIONS
    if many < fewest:
        yield _("It needs at least %(number)s options.") % {"number": fewest}


def gaps_of_condition(part, parts):
    """Whether what decides that it is shown still stands before it and has those answers."""
    if not part.shown_if_id:
        return
    decides = next(each for each in parts if each.pk == part.shown_if_id)
    possible = {value for value, _words in decides.choices()}
    if decides.place >= part.place or not possible.issuperset(part.shown_when):
        yield _("It is shown by an answer that is no more there: choose again when it is shown.")


def absent(record, name, wanted):
    """The languages in which a text is not there."""
    return [code for code in wanted if not getattr(record, f"{name}_{code}")]


def lacks(what, code):
    return _("Missing %(language)s: %(what)s.") % {"language": IN[code], "what": what}
