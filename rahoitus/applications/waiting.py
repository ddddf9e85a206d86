"""What of applications waits for those who write them, and until when."""

from django.db.models import Case, DateField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, TruncDate

from kehityspolku import moments
from kehrat.groups.models import Kehra
from rahoitus.applications.models.application import Application
from rahoitus.applications.models.supplement import Supplement


def led_by(user, project="project"):
    """A condition on rows: the person leads the work of their `project` in the Kehrä, coordinates
    it or was named to write the card."""
    coordinated, named = Kehra.objects.coordinated_by(user), user.co_edits.current()
    told = {f"{project}__kehra__in": coordinated}
    return Q(**told) | Q(**{f"{project}__in": named.values("project")})


def to_write(user):
    """Applications that one writes or mends, and those of which a funder asks for more."""
    states = [*Application.OPEN_TEXT, Application.State.SUPPLEMENT]
    found = Application.objects.filter(led_by(user), state__in=states, for_record=False)
    return found.exclude(pk__in=Application.objects.supplied().values("pk"))


def last_day():
    """`Application.next_day` as an expression: until when it is sent, or the funder answered."""
    closes = TruncDate("call__closes_at", tzinfo=moments.HELSINKI)
    asked = Supplement.objects.open().filter(application=OuterRef("pk")).values("answer_by")
    return Case(
        When(for_record=True, then=None),
        When(state__in=Application.UNSENT, then=Coalesce("late_until", closes)),
        When(state=Application.State.SUPPLEMENT, then=Subquery(asked[:1])),
        output_field=DateField(),
    )
