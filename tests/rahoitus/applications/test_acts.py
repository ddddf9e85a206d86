"""What the buttons say of who gets mail is what their verbs say."""

from kehityspolku.events import verbs
from kehrat.projects.circles import both_sides
from rahoitus.applications import acts
from rahoitus.applications.circles import both_sides_and_funder
from rahoitus.models import Application

SAID = {
    acts.BOTH: both_sides,
    acts.ALL: both_sides_and_funder,
    acts.ONCE_SENT: both_sides_and_funder,
}


def test_each_button_names_those_whom_its_verb_tells():
    said = {act.verb: SAID[act.tells] for act in acts.ACTS.values()}
    assert said == {verb: verbs.of(Application, verb).tells for verb in said}
