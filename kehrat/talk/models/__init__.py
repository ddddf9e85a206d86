from kehrat.talk.models.announcement import Announcement
from kehrat.talk.models.case import Case, Flag
from kehrat.talk.models.comment import Comment, Discussion

__all__ = ["Announcement", "Case", "Comment", "Discussion", "Flag"]
