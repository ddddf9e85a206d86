"""Meetings, who comes, minutes, calendars."""
