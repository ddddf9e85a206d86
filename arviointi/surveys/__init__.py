"""Surveys: made, answered through the ballot box, closed."""
