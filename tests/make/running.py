"""What running projects agree on, do and tell."""

from kehityspolku import moments
from kehityspolku.files import fields
from rahoitus.models import Evidence, Milestone
from tests.make import cards, files
from tests.make.people import coordinator, number


def milestone(state="open", project=None, *, days=30, owner=None):
    """A milestone of a running project (one is made), due in so many days, walked to `state` by
    verbs; a link shows that it is done."""
    project = project or cards.project(state="running")
    by = coordinator(project.kehra)
    title, day = f"Milestone {next(number)}", moments.in_days(days)
    made = Milestone.objects.agree(project, by=by, title=title, due_on=day, owner=owner)
    made.show_by_link("https://kehityspolku.example/piha", by=by)
    if state == "done":
        made.finish_milestone(by=by, done_on=moments.today())
    if state == "dropped":
        made.drop_milestone(by=by, reason="Ei enää tarpeen.")
    return made


def evidence(milestone):
    """A file that shows that the milestone is done."""
    taken = fields.take(files.document())
    return Evidence.objects.add(milestone, taken, by=milestone.project.adviser)
