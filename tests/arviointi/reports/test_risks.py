"""What a report looks at as risks on its last day: from facts with days, never from today's."""

from collections import Counter
from datetime import date
from types import SimpleNamespace

from arviointi.indicators.profiles import Profile
from arviointi.reports.risks import risks

LAST = date(2026, 6, 30)


def profile(name, *, actors=None, coordinates=True, outputs=1, recorded=True):
    """A Kehrä's Profile on the last day."""
    return Profile(
        kehra=SimpleNamespace(name=name),
        state="active",
        actors=Counter(actors or {"resident": 2, "association": 2, "official": 1}),
        organisations=3,
        unnamed=0,
        coordinates=coordinates,
        outputs=outputs,
        recorded=recorded,
    )


def project(title, *, state="running", ends=(), milestones=()):
    goals = [SimpleNamespace(agreed_on=agreed, done_on=done) for agreed, done in milestones]
    phases = SimpleNamespace(all=lambda: [SimpleNamespace(ends=day) for day in ends])
    told = {"title": title, "language": "fi", "state_then": state}
    return SimpleNamespace(**told, goals_by_day=goals, phases=phases)


def test_each_risk_names_those_of_whom_it_is_true_and_counts_the_unknown():
    kehrat = [
        profile("in order"),
        profile("led by nobody", coordinates=False),
        profile("of old", coordinates=None, outputs=0, recorded=False),
        profile("silent", outputs=0),
        profile("of residents", actors={"resident": 5, "official": 4}),
    ]
    before, after = date(2026, 6, 1), date(2026, 7, 1)
    projects = [
        project("on its way", ends=[date(2027, 1, 1)], milestones=[(before, before)]),
        project("late", milestones=[(before, None)]),
        project("done too late", milestones=[(before, after), (after, None)]),
        project("due on the day", milestones=[(LAST, None)]),
        project("not due yet", milestones=[(after, None)]),
        project("ends on the day", ends=[before, LAST]),
        project("ends in half a year", ends=[date(2026, 12, 30)]),
        project("ended long ago", ends=[before]),
        project("ended", state="ended", ends=[date(2026, 8, 1)]),
    ]
    told = risks(kehrat, projects, LAST)
    assert [([name for name, _code in risk.names], risk.unknown) for risk in told] == [
        (["led by nobody"], 1),
        (["silent"], 1),
        (["of residents"], 0),
        (["late", "done too late", "due on the day"], 0),
        (["ends on the day", "ends in half a year"], 0),
    ]
    assert [risk.number for risk in risks([], [], LAST)] == [0] * 5
