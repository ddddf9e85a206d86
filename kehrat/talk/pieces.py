"""What pages of other rooms show of talk: a discussion, news."""

from kehrat.talk.conversation import conversation
from kehrat.talk.forms import CommentForm
from kehrat.talk.models.announcement import Announcement

ON_PAGE = 3  # on the Kehrä's page


def said_of(request, thing):
    """What the page of a thing shows of its discussion (comments.html)."""
    return {"talk": conversation(request, thing), "form": CommentForm(auto_id="comment_%s")}


def newest(user, kehra):
    """The news that the Kehrä's page shows (talk/news.html)."""
    return Announcement.objects.visible_to(user).current().filter(kehra=kehra)[:ON_PAGE]
