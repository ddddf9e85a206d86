"""Phrases that Sukkula writes again and again: one's own and those that all of its staff share."""
