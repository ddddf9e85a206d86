"""Circles of an account's people, for `tells` and `waits_for` of the verbs of what is theirs."""

from django.contrib.auth import get_user_model


def oneself(record, _event):
    """The person, or the person whose record it is."""
    return [getattr(record, "user", record)]


def leads(_record, _event):
    """Sukkula's leads."""
    return get_user_model().objects.holding("lead")


def oneself_and_leads(record, event):
    """Who hears of changes to an account's roles and address: its person, Sukkula's leads."""
    return [*oneself(record, event), *leads(record, event)]
