"""What is printed: posters with a code for phones, the list of those who come."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from kehityspolku.documents import qr
from kehityspolku.documents.names import file_name
from kehityspolku.events.steps import check
from kehityspolku.text import finnish_order
from kehityspolku.web import downloads
from kehrat.groups.balance import names
from kehrat.groups.pieces import of_kehra
from kehrat.meetings import rules
from kehrat.meetings.models.rsvp import Rsvp
from kehrat.meetings.pieces import next_meeting
from kehrat.meetings.views.meetings import visible

POSTER = pgettext_lazy("file name", "poster")
ROWS = 26  # of the printed list: as many as stand on one page
EMPTY_ROWS = 3  # at least, for those who come without having said so
Answer = Rsvp.Answer


def poster(request, page, name, **context):
    """An A4 poster that leads to a page."""
    url = f"{settings.SITE_URL}{page.get_absolute_url()}"
    context |= {"url": url, "short_url": url.partition("//")[2], "code": qr.code(url)}
    return downloads.pdf(request, "kehrat/pdf/poster.html", context, name)


@login_not_required
@of_kehra()
def kehra_poster(request, kehra):
    """A poster of a Kehrä: what it is, where, its next open meeting, how to join. Public."""
    meeting = next_meeting(request.user, kehra)["meeting"]
    context = {"kehra": kehra, "title": kehra.name, "areas": kehra.sub_areas.all()}
    context["coming"] = meeting if meeting and meeting.public else None
    return poster(request, kehra, file_name("pdf", POSTER, kehra.slug), **context)


@login_not_required
def meeting_poster(request, pk):
    """A poster of a meeting: when, where, what about."""
    meeting = visible(request, pk)
    context = {"kehra": meeting.kehra, "title": meeting.title, "meeting": meeting}
    name = file_name("pdf", POSTER, pgettext_lazy("file name", "meeting"), pk)
    return poster(request, meeting, name, **context)


def sorted_names(rows):
    """Names of those who have answered, in Finnish order."""
    return sorted((str(row.who) for row in rows), key=finnish_order)


def meeting_list_pdf(request, pk):
    """The list of those who come, may come and wait for a place, to be signed at the door; for
    those who run the meeting."""
    meeting = visible(request, pk)
    check(rules.can_run_meeting, request.user, meeting)
    rows = list(meeting.rsvps.interested().select_related("user", "guest"))
    coming = sorted_names(row for row in rows if row.answer == Answer.YES)
    maybe = sorted_names(row for row in rows if row.answer == Answer.MAYBE)
    queue = [str(row.who) for row in rows if row.answer == Answer.WAITING]  # in its order
    sections = [(_("May come"), maybe), (_("On the waiting list, in its order"), queue)]
    sections = [(heading, people) for heading, people in sections if people]
    empty = max(EMPTY_ROWS, ROWS - len(rows) - len(sections))
    sections.append((_("Others who came"), ["\u00a0"] * empty))
    context = {
        "meeting": meeting,
        "kehra": meeting.kehra,
        "title": _("Who came: %(title)s") % {"title": meeting.title},
        "people": coming,
        "sections": sections,
        "blocs": names().values(),
    }
    name = file_name("pdf", pgettext_lazy("file name", "attendance"), pk)
    return downloads.pdf(request, "kehrat/pdf/who_came.html", context, name)
