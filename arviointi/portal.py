"""What the portal's common pages show of evaluation (see kehityspolku/by_name.py)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from arviointi.surveys import found
from kehityspolku.finding.listed import Listed
from kehrat.models import Kehra, Project

LISTED_PAGES = [
    "arviointi:surveys",
    "arviointi:indicators",
    "arviointi:lessons",
    "arviointi:open_data",
]
LISTED = [Listed("kyselyt", found.surveys, found.of_survey)]
MAIN_PAGES = [("arviointi:surveys", _("Evaluation"))]
FOOT_PAGES = [("arviointi:open_data", _("Open data"))]
PRIVACY = {"more": "arviointi/privacy.html"}
STATIONS = [(70, "evaluation", pgettext_lazy("station", "Evaluation"))]


def own_pages(user):
    """The reports, for those who order them: Sukkula and the city's officials."""
    if user.is_sukkula or user.is_official:
        yield "arviointi:reports", _("Reports")


def links(record, user, history):
    """On the page of a Kehrä for everyone its indicators; on that of a project a report of it, for
    those who order them."""
    if isinstance(record, Kehra) and record.is_public:
        page = reverse("arviointi:kehra_indicators", args=[record.slug])
        yield {"place": "act", "name": _("Indicators"), "url": page}
    orders = user.is_authenticated and (user.is_sukkula or user.is_official)
    if isinstance(record, Project) and record.is_public and orders:
        page = f"{reverse('arviointi:reports')}?area=project:{record.pk}"
        yield {"place": "act", "name": _("Progress report of the project"), "url": page}
