"""The work list: project cards, funding applications and Kehrät being founded, in one query.

A row has the state, since when it has been so, and whose turn it is. The turn follows from the
state (turns.py) and, where the state alone does not tell, from what it has led to.
"""

from dataclasses import dataclass

from django.db.models import Q

from kehityspolku import moments
from kehrat.models import Project
from sukkula import turns
from sukkula.halves import Groups, Half, applications, cards, groups
from sukkula.turns import ADVISER, APPLICATION, CARD, GROUP, OPEN, OTHERS
from sukkula.worklist_row import Row


@dataclass(frozen=True)
class WorkList:
    """What the desk shows: its parts narrowed alike, joined in one query."""

    halves: tuple

    @classmethod
    def of(cls, user):
        """All that has reached Sukkula."""
        return cls(
            (
                Half(CARD, "", cards(user)),
                Half(APPLICATION, "project__", applications(user)),
                Groups(GROUP, "", groups(user)),
            )
        )

    def each(self, verb, *conditions, **of_card):
        return WorkList(tuple(getattr(h, verb)(*conditions, **of_card) for h in self.halves))

    def tab(self, name, user):
        """The rows of a tab: "mine", "open" (not taken), "others" (those of mine) or "all"."""
        if name == "all":
            return self
        if name == "open":
            return self.each("at_turn", OPEN)
        if name == "late":
            return self.late()
        return self.each("at_turn", ADVISER if name == "mine" else OTHERS, adviser=user)

    def late(self):
        """Cards that have no answer though the promised day has passed."""
        late = Q(state__in=Project.ANSWERED, promised_on__lt=moments.today())
        none = Q(pk=None)
        return WorkList(tuple(h.filter(late if h.kind == CARD else none) for h in self.halves))

    def narrow(self, *, search="", kehra=None, stage="", adviser=None):
        """The rows that hold the words (accents and case apart), of one Kehrä, in one stage, of
        one adviser."""
        found = self.each("filter", adviser=adviser) if adviser else self
        if search:
            found = found.each("search", search)
        if kehra:
            found = found.each("filter", kehra=kehra)
        if stage:
            of = turns.STAGES[stage].states
            found = WorkList(tuple(h.filter(Q(state__in=of[h.kind])) for h in found.halves))
        return found

    def count(self, most):
        """How many rows, counted no further than `most`."""
        one, *others = (half.oldest(most) for half in self.halves)
        return len(one.union(*others, all=True).order_by()[:most])

    def page(self, order, size, after=None):
        """`size` rows as `Row` in one query; `order`: "since", "title", or either with "-" before.

        `after`: (sort, kind, key) of the last row seen, to go on behind it.
        """
        down, name = order.startswith("-"), order.removeprefix("-")
        halves = [h.behind(name, down, after) if after else h for h in self.halves]
        sort = "-sort" if down else "sort"
        one, *others = (half.rows(name).order_by(sort, "key")[:size] for half in halves)
        both = one.union(*others, all=True).order_by(sort, "kind", "key")
        return [Row(**row) for row in both[:size]]
