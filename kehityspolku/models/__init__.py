from .event import Event, Wish
from .notice import Notice
from .picture import Picture
from .report import Report, ReportFile
from .role import Role
from .sent_form import SentForm
from .user import User

__all__ = [
    "Event",
    "Notice",
    "Picture",
    "Report",
    "ReportFile",
    "Role",
    "SentForm",
    "User",
    "Wish",
]
