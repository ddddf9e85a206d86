from .event import Event, Wish
from .follow import Follow
from .notice import Notice
from .picture import Picture
from .preference import Preference
from .report import Report, ReportFile
from .role import Role
from .sent_form import SentForm
from .upload import Upload, Uploads
from .user import User

__all__ = [
    "Event",
    "Follow",
    "Notice",
    "Picture",
    "Preference",
    "Report",
    "ReportFile",
    "Role",
    "SentForm",
    "Upload",
    "Uploads",
    "User",
    "Wish",
]
