"""Who may add and remove files of an announcement or a meeting."""

from kehrat.groups.rules import is_coordinator, stands_in


def can_enclose(user, record):
    """Who runs the Kehrä of the announcement, of the meeting or of the file itself."""
    return is_coordinator(user, record.kehra) or stands_in(user, record.kehra)
