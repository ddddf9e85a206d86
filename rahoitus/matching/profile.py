"""What a project card tells that calls have rules about, read once for all calls."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import prefetch_related_objects

from kehityspolku import money
from kehityspolku.read_together import read_together
from kehrat.cards.totals import total
from kehrat.models import Organisation

# 6Aika's cities in the languages of the cards: how a partner list names them.
SIX_CITIES = {
    "Helsinki": ("helsinki", "helsingin", "helsingfors"),
    "Espoo": ("espoo", "espoon", "esbo"),
    "Vantaa": ("vantaa", "vantaan", "vanda"),
    "Tampere": ("tampere", "tampereen", "tammerfors"),
    "Turku": ("turku", "turun", "åbo"),
    "Oulu": ("oulu", "oulun", "uleåborg"),
}


@dataclass(frozen=True)
class Profile:
    applicant: Organisation | None = None
    whole_city: bool = False
    districts: dict = field(default_factory=dict)  # number -> name
    costs: Decimal | None = None  # euros, all of the project
    costs_known: bool = True  # every cost has its amount
    starts: date | None = None
    ends: date | None = None
    partners: int = 0
    cities: tuple = ()

    @classmethod
    def of(cls, project):
        """Read a card with its rows: four queries or fewer, however many calls are held to it."""
        read_together(([project], "phases", "districts", "sub_areas", "budget"))
        prefetch_related_objects(list(project.sub_areas.all()), "district")
        days = [(row.starts, row.ends) for row in project.phases.all()]
        areas = [*project.districts.all()]
        areas += [area.district for area in project.sub_areas.all() if area.district]
        named = "; ".join(project.partners)
        costs = total(project.budget.all())
        return cls(
            applicant=project.applying,
            whole_city=project.all_districts,
            districts={area.number: area.name for area in areas},
            costs=costs.amount,
            costs_known=not costs.unstated,
            starts=min((first for first, _last in days if first), default=None),
            ends=max((last for _first, last in days if last), default=None),
            partners=len(project.partners),
            cities=tuple(city for city in SIX_CITIES if _names(city, named)),
        )

    @property
    def months(self):
        """Calendar months the phases touch, None when the card has no dates."""
        if not (self.starts and self.ends):
            return None
        return (self.ends.year - self.starts.year) * 12 + self.ends.month - self.starts.month + 1

    def asked(self, call):
        """The most the call would pay of the costs, euros; None when the card tells no costs."""
        if self.costs is None:
            return None
        own = call.least_own_share or 0
        share = min(call.highest_share or Decimal(100), 100 - own)
        return money.cents(self.costs * share / 100)


def _names(city, text):
    """Whether the text names the city; "koulu" does not name Oulu."""
    return re.search(rf"\b({'|'.join(SIX_CITIES[city])})", text, re.IGNORECASE) is not None
