"""What still lives of projects a year after their end, as shares of those that answered."""

from collections import Counter
from dataclasses import dataclass

from kehityspolku.documents.charts import percent
from kehrat.models import Project
from rahoitus.models import FollowUp

Lives = FollowUp.Lives
LIVING = (Lives.ALL, Lives.SOME)


@dataclass(frozen=True)
class After:
    """How many projects were asked, and how many gave each answer."""

    asked: int
    answers: Counter

    @property
    def answered(self):
        return self.answers.total()

    @property
    def known(self):
        """Those that could tell; the share is of these."""
        return self.answered - self.answers[Lives.UNKNOWN]

    @property
    def living(self):
        return sum(self.answers[answer] for answer in LIVING)

    @property
    def share(self):
        """In how many of them at least some lives on, in words; "" where nobody could tell."""
        return percent(self.living / self.known) if self.known else ""

    def rows(self):
        """[(answer in words, how many)], all answers in their order."""
        return [(answer.label, self.answers[answer]) for answer in Lives]


def after(projects):
    """The After of some projects (a queryset): of those that ended and were asked."""
    rows = FollowUp.objects.filter(project__in=projects.order_by().values("pk"))
    told = rows.filter(project__state=Project.State.ENDED).values_list("state", "lives")
    answered = [lives for state, lives in told if state == FollowUp.State.ANSWERED]
    return After(len(told), Counter(answered))
