"""Signing up and in, the second step, one's own page."""
