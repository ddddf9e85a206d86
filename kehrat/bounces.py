"""What mail that came back means for Kehrät (see kehityspolku/by_name.py)."""

from kehrat.enquiries import answer_mail


def came_back(address):
    """An answer to a message from outside did not arrive."""
    answer_mail.came_back(address)
