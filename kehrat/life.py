"""What a sign of life means for a Kehrä (see kehityspolku/by_name.py)."""

from kehrat.groups import clock


def heard(group):
    """One that is dormant wakes at once."""
    clock.wake(pk=group)
