"""What mail that came back means for surveys (see kehityspolku/by_name.py)."""

from arviointi.models import Invitation


def came_back(address):
    """Whoever was invited there was not reached: no reminder goes, no rate counts the person."""
    Invitation.objects.came_back(address)
