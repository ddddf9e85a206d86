"""What is found from outside of the portal's own pages (see kehityspolku/by_name.py)."""

from kehityspolku.guides.views import GUIDES

LISTED_PAGES = ["guides", *(("guide", slug) for slug in GUIDES), "accessibility", "privacy"]
CLOSED_PAGES = ["account_login", "account_signup", "account_reset_password", "me"]
