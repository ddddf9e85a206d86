"""Announcements, comments, moderation."""
