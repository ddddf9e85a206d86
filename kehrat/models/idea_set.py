"""Ideas as a set: who sees them, how they are made, what waits for whom."""

from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q

from kehityspolku import events
from kehityspolku.steps import WrongState
from kehrat import rules_idea as rules

from .idea_merge import one_at_a_time
from .kehra import Kehra
from .place import District


class Words(models.Func):
    """The idea's words by the rules of its language, title first: a tsvector, indexed."""

    function = "f_words"
    output_field = SearchVectorField()


class Ideas(models.QuerySet):
    ENOUGH = 10  # people behind a district's ideas: time to found a Kehrä

    def visible_to(self, user):
        """Ideas are public; a hidden one only its author, its coordinators and Sukkula see."""
        if user.is_authenticated and user.is_sukkula:
            return self
        seen = Q(hidden_at=None)
        if user.is_authenticated:
            seen |= Q(by=user) | Q(kehra__in=Kehra.objects.coordinated_by(user))
        return self.filter(seen)

    def public(self):
        """What everyone sees."""
        return self.filter(hidden_at=None)

    def open(self):
        """Those that have no answer yet."""
        return self.filter(state="open")

    def waiting(self):
        """Open ideas of a district that wait for a Kehrä to be founded there."""
        return self.open().exclude(district=None)

    def waiting_in(self, district):
        """What a district's page tells: its waiting ideas, how many people support them."""
        ideas = self.public().waiting().filter(district=district)
        backers = ideas.aggregate(n=models.Count("supports__user", distinct=True))["n"]
        return {"ideas": ideas[:20], "backers": backers, "enough": backers >= self.ENOUGH}

    def supportable(self):
        """Those that one can support: open, or taken up into a card."""
        return self.filter(state__in=self.model.SUPPORTABLE)

    def for_sukkula(self):
        """Those addressed to Sukkula, for no Kehrä and no district."""
        return self.filter(kehra=None, district=None)

    def to_answer(self, kehra):
        """The Kehrä's open ideas (None: those without a Kehrä), the longest waiting first."""
        return self.open().filter(kehra=kehra).order_by("state_since", "pk")

    def in_district(self, district):
        """Those that wait there and those of the Kehrät that cover some of it."""
        return self.filter(Q(district=district) | Q(kehra__in=Kehra.objects.covering([district])))

    def suggest(self, place, *, by, title, text, language):
        """A signed-in person suggests an idea, and so supports it.

        `place`: a Kehrä, a District that has none (the idea then waits for one), or None for
        Sukkula. PermissionDenied to the signed-out; WrongState when the Kehrä does not work.
        """
        if not rules.can_suggest(by, place):
            raise PermissionDenied
        with transaction.atomic():
            idea = self._make(place, by=by, title=title, text=text, language=language)
            idea.supports.create(user=by)
            idea.refresh_from_db(fields=["support_count"])
            events.record("suggest", idea, by=by)
        return idea

    def enter_from_paper(self, place, *, by, title, text, language, paper_on, source=""):
        """A coordinator or Sukkula enters an idea written on paper by someone without an account.

        `paper_on`: the date on the paper. `source`: where it came from, never a person's name.
        """
        if not rules.can_enter_from_paper(by, place if isinstance(place, Kehra) else None):
            raise PermissionDenied
        paper = {"entered_by": by, "paper_on": paper_on, "paper_source": source}
        with transaction.atomic():
            idea = self._make(place, title=title, text=text, language=language, **paper)
            events.record("enter_from_paper", idea, by=by)
        return idea

    def _make(self, place, **fields):
        if isinstance(place, District):  # a Kehrä may have come meanwhile
            working = Kehra.objects.public().working().covering([place])
            if not (kehra := working.order_by("formed_on", "pk").first()):
                return self.model.objects.create(district=place, **fields)
            place = kehra
        if place and not place.is_working:
            raise WrongState(place)
        return self.model.objects.create(kehra=place, **fields)

    def carry_to(self, kehra, *, by):
        """Give the ideas that wait in the Kehrä's districts to it; Sukkula's act. Returns them."""
        with transaction.atomic():
            one_at_a_time()
            districts = District.objects.filter(sub_areas__kehrat=kehra)
            ideas = list(self.waiting().filter(district__in=districts).order_by("pk"))
            for idea in ideas:
                idea.carry(by=by, kehra=kehra)
        return ideas
