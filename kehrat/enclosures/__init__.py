"""Files and pictures of announcements, meetings and minutes."""
