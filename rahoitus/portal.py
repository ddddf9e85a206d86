"""What the portal's common pages show of funding (see kehityspolku/by_name.py)."""

from django.utils.translation import gettext_lazy as _

MAIN_PAGES = [("rahoitus:calls", _("Funding"))]
