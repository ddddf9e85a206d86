"""Circles of people for `tells` and `waits_for`: (record, event) -> people."""

from itertools import chain
from operator import attrgetter

from django.contrib.auth import get_user_model


def together(*circles):
    """Everyone who is in one of the circles."""

    def all_of_them(record, event):
        return list(chain.from_iterable(circle(record, event) for circle in circles))

    return all_of_them


def person(path):
    """The one person of a record, if there is one."""

    def one(record, _event):
        found = attrgetter(path)(record)
        return [found] if found else []

    return one


def oneself(record, _event):
    """The person, or the person whose record it is."""
    return [getattr(record, "user", record)]


def leads(_record, _event):
    """Sukkula's leads."""
    return get_user_model().objects.holding("lead")


oneself_and_leads = together(oneself, leads)  # of what changes who may use an account, and for what
