"""What changed in a development plan from the version before it, priority by priority."""

from dataclasses import dataclass

ADDED, REMOVED, CHANGED, SAME = "added", "removed", "changed", "same"


@dataclass(frozen=True)
class Change:
    """One priority now and before; None where it isn't there."""

    kind: str
    now: object
    before: object


def changes(plan, before):
    """The changes from the version `before` (None: the first) in the plan's order, removed last."""
    if not before:
        return []
    old = {priority.pk: priority for priority in before.priorities.all()}
    found = [_change(now, old.pop(now.came_from_id, None)) for now in plan.priorities.all()]
    return found + [Change(REMOVED, None, gone) for gone in old.values()]


def _change(now, before):
    if not before:
        return Change(ADDED, now, None)
    same = (now.title, now.text) == (before.title, before.text)
    return Change(SAME if same else CHANGED, now, before)
