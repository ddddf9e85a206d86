from .event import Event, Wish
from .notice import Notice
from .report import Report, ReportFile
from .role import Role
from .sent_form import SentForm
from .user import User

__all__ = ["Event", "Notice", "Report", "ReportFile", "Role", "SentForm", "User", "Wish"]
