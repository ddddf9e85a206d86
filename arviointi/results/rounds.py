"""Two rounds of a survey side by side, from what each tells: nothing is asked of the answers."""

from dataclasses import dataclass

from arviointi.results import statistics
from arviointi.results.statistics import Index
from kehityspolku.rounding import half_up


@dataclass(frozen=True)
class Change:
    """A theme that both rounds asked with the same statements; None for an index that is hidden.

    `change`: (what the index rose, the ends of its interval), None where it is not known.
    """

    label: str
    earlier: Index | None
    later: Index | None
    change: tuple[float, float, float] | None

    @property
    def text(self):
        """The change with its interval, as "+4 (−3…+11)"; "" where it is not known."""
        if not self.change:
            return ""
        rose, low, high = (signed(int(half_up(each))) for each in self.change)
        return f"{rose} ({low}…{high})"


def signed(number):
    return f"{number:+d}".replace("-", "−") if number else "0"


def others(survey):
    """Surveys of the same Kehrä, project or the whole city whose results are told, newest first."""
    same = {"kehra": survey.kehra, "project": survey.project}
    told = type(survey).objects.told().filter(**same).exclude(pk=survey.pk)
    return told.order_by("-closed_at", "-pk")


def compare(earlier, later):
    """[Change] of the themes whose statements are the same in both Results, in their order."""
    before = {theme.code: theme for theme in earlier.themes}
    found = []
    for theme in later.themes:
        old = before.get(theme.code)
        if old and wording(earlier, theme.code) == wording(later, theme.code):
            change = statistics.difference(old.index, theme.index)
            found.append(Change(theme.label, old.index, theme.index, change))
    return found


def wording(results, theme):
    """The statements of a theme, word for word, in no order."""
    asked = (told.question for told in results.statements if told.question.theme == theme)
    return {(q.code, q.text_fi, q.text_sv, q.text_en) for q in asked}
