"""Circles of a Kehrä's people, for `tells` and `waits_for` of the verbs of all that is its own.

Each takes a record, which is a Kehrä or has one, and the event. `leads`, `oneself` and `together`
are the ground's.
"""

from itertools import chain

from kehityspolku.events import duties, follows
from kehityspolku.people.circles import leads as leads
from kehityspolku.people.circles import oneself as oneself
from kehityspolku.people.circles import together as together


def members(record, _event):
    return _kehra(record).members()


def coordinators(record, _event):
    kehra = _kehra(record)
    return kehra.coordinators() if kehra else []


def team(record, event):
    """For whom it waits in the Kehrä: its coordinators, and Sukkula when none of them can be
    reached; Sukkula alone for what has no Kehrä."""
    if not _kehra(record):
        return duties.sukkula()
    return duties.or_sukkula(coordinators(record, event))


def coordinators_or_leads(record, event):
    """The coordinators; Sukkula's leads where there are none."""
    return list(coordinators(record, event)) or leads(record, event)


def sukkula(_record, _event):
    return duties.sukkula()


everyone = together(members, leads)


def followers(record, _event):
    """Those who follow the Kehrä."""
    return follows.followers(_kehra(record))


def followers_around(record, _event):
    """Those who follow the Kehrä or one of its districts."""
    kehra = _kehra(record)
    return follows.followers(kehra, *kehra.districts())


def behind_organisation(organisation, _event):
    """The coordinators of the Kehrät that an organisation hosts or applies for."""
    people = (kehra.coordinators() for kehra in organisation.kehrat_behind())
    return list(dict.fromkeys(chain.from_iterable(people)))


def _kehra(record):
    return getattr(record, "kehra", record)
