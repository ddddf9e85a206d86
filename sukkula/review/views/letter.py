"""The letter of a card's decision as a PDF, for its people and Sukkula."""

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from kehityspolku.documents.names import file_name
from kehityspolku.text import inner_quotes
from kehityspolku.web import downloads
from kehrat.projects.pieces import visible
from sukkula import rules
from sukkula.review.letter import letter_of


def letter(request, pk):
    """The latest decision on the card, in the language of the address."""
    project = visible(request, pk)
    found = rules.can_read_letter(request.user, project) and letter_of(project)
    if not found:
        raise Http404
    context = {
        "letter": found,
        "project": project,
        "title": _("Decision on the card “%(title)s”") % {"title": inner_quotes(found.title)},
        "from": _("Sukkula, Helka"),
        "running": f"{_('Sukkula, Helka')} · {found.reference}",
        "site": settings.SITE_URL,
        "contact": settings.CONTACT,
    }
    name = file_name("pdf", pgettext_lazy("file name", "decision"), project.pk)
    return downloads.pdf(request, "sukkula/pdf/letter.html", context, name)
