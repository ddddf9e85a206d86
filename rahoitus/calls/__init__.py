"""Calls for applications: their words, calendar and deadlines."""
