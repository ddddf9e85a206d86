"""A page opened of a record to which it can't be done now: what it is, and what comes next."""

from importlib import import_module
from importlib.util import find_spec


def next_of(record):
    """What comes next to the record, if the room of its model says so in `next_step.py`."""
    room = f"{type(record).__module__.partition('.models')[0]}.next_step"
    return import_module(room).next_step(record) if find_spec(room) else None


def told(record):
    """What a page says of a record to which something can't be done now."""
    about = record.about() if hasattr(record, "about") else record
    shown = next((each for each in (record, about) if hasattr(each, "get_absolute_url")), None)
    return {
        "record": record,
        "state": record.get_state_display() if hasattr(record, "get_state_display") else "",
        "next": next_of(record),
        "url": shown and shown.get_absolute_url(),
    }
