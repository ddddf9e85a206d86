from kehityspolku.documents.models import Report, ReportFile
from kehityspolku.events.models import Event, Follow, Notice, Preference, Wish
from kehityspolku.events.past_states import PastState
from kehityspolku.files.models import Picture, Upload, Uploads
from kehityspolku.people.models import Role, User
from kehityspolku.web.models import Draft, SentForm

__all__ = [
    "Draft",
    "Event",
    "Follow",
    "Notice",
    "PastState",
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
