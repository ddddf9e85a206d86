"""The demonstration's Kehrät, their people and their projects; each part loads once."""

from kehrat import demo_cards, demo_kehrat


def load():
    """Load what is not there yet; run twice, it changes nothing."""
    demo_kehrat.load()
    demo_cards.load()
