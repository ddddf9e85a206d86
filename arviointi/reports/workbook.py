"""The progress report as a workbook: one sheet a table, and a sheet that says how to read it."""

from django.utils.translation import gettext as _

from arviointi.indicators.words import WORDS
from kehityspolku import moments
from kehityspolku.documents.sheets import xlsx


def make(told, reached, report):
    """The XLSX of a `Progress` and the outcomes of goals, as bytes, in the active language."""
    return xlsx(
        [
            read_me(told, report),
            figures(told),
            goals(reached),
            steps(told),
            indicators(told),
            risks(told),
            kehrat(told),
            projects(told),
            phases(told),
            funders(told),
            milestones(told),
            decisions(told),
            lessons(told),
            feedback(told),
        ]
    )


def read_me(told, report):
    rows = [
        (_("Report"), _("Progress report")),
        (_("Area"), told.area.name),
        (_("Period"), moments.dates(told.first, told.last)),
        (_("Version"), report.version),
        (
            _("Date of the data"),
            moments.now().astimezone(moments.HELSINKI).strftime("%d.%m.%Y %H.%M"),
        ),
        (_("Money"), _("In euros. An empty amount is one that was not stated.")),
        (_("Shared"), _("“Yes”: the project also serves districts outside the area.")),
        *((str(word), str(meaning)) for word, meaning in WORDS),
        (_("Feedback"), _("Of fewer than ten answers nothing is shown.")),
        (_("Licence"), "CC BY 4.0"),
    ]
    return _("Read me"), [_("What"), _("Explanation")], rows


def figures(told):
    head = [
        _("Figure"),
        _("Period"),
        _("Period before"),
        _("To date"),
        _("Counted"),
        _("Beside it"),
    ]
    rows = [
        (f.label, number(f.value), number(f.before), f.to_date, str(f.rule), f.note)
        for f in told.counted
    ]
    return _("Figures"), head, rows


def goals(reached):
    head = [_("Year"), _("Figure"), _("Target value"), _("Actual"), _("Until"), _("Met"), _("Why")]
    rows = [
        (
            each.goal.year,
            each.goal.get_figure_display(),
            each.goal.target,
            number(each.actual),
            each.until,
            yes(each.is_met),
            each.goal.reason,
        )
        for each in reached
    ]
    return _("Goals"), head, rows


def number(value):
    """A figure as a number; one that is not known in words."""
    return _("not known") if value is None else value


def steps(told):
    head = [_("Step"), _("Period"), _("To date"), _("Counted")]
    return _("Steps"), head, [(s.label, s.value, s.to_date, s.rule) for s in told.steps]


def indicators(told):
    head = [
        _("Indicator"),
        _("Last day"),
        _("A year before"),
        _("Beside it"),
        _("Data"),
        _("Formula"),
    ]
    rows = [
        (
            f"{row['indicator'].number}. {row['indicator'].name}",
            row["now"],
            row["then"],
            "; ".join(f"{label}: {text}" for label, text in row["details"]),
            row["known"],
            str(row["indicator"].formula),
        )
        for row in told.indicators
    ]
    return _("Indicators"), head, rows


def risks(told):
    head = [_("What"), _("How many"), _("Not known"), _("Which")]
    rows = [
        (risk.label, risk.number, risk.unknown, "; ".join(name for name, _code in risk.names))
        for risk in told.risks
    ]
    rows += [(_("As the card states"), None, None, f"{p.title}: {p.risks}") for p in told.at_risk]
    return _("Risks"), head, rows


def kehrat(told):
    head = [
        "Kehrä",
        _("State on the last day"),
        _("Forming since"),
        _("Members"),
        _("Organisations"),
        _("Has a coordinator"),
        _("Days with an output in 90"),
        _("Meets the criteria"),
    ]
    rows = [
        (
            p.kehra.name,
            p.state_name or _("not known"),
            p.kehra.formed_on,
            p.members,
            p.organisations,
            yes(p.coordinates),
            p.outputs,
            yes(p.works),
        )
        for p in told.kehrat
    ]
    return "Kehrät", head, rows


def yes(value):
    if value is None:
        return _("not known")
    return _("yes") if value else _("no")


def projects(told):
    head = [
        _("Project"),
        "Kehrä",
        _("State on the last day"),
        _("Granted in the period, €"),
        _("Granted to date, €"),
        _("Shared"),
    ]
    rows = [
        (
            p.title,
            p.kehra.name if p.kehra else _("Sukkula"),
            p.state_then_name or _("not known"),
            p.granted_within,
            p.granted_until,
            yes(p.shared),
        )
        for p in told.projects
    ]
    return _("Projects"), head, rows


def phases(told):
    head = [_("Project"), _("Phase or cost"), _("Starts"), _("Ends"), _("Budget, €"), _("Target")]
    rows = [
        (project.title, str(phase), phase.starts, phase.ends, None, "")
        for project in told.projects
        for phase in project.phases.all()
    ]
    rows += [
        (project.title, row.label, row.year_from, row.year_to, row.amount, yes(row.target))
        for project in told.projects
        for row in project.budget.all()
    ]
    return _("Phases and budgets"), head, rows


def funders(told):
    head = [_("Project"), _("Source on the card"), _("From year"), _("To year"), _("As written")]
    rows = [
        (project.title, row.name, row.year_from, row.year_to, row.stated)
        for project in told.projects
        for row in project.funders.all()
    ]
    return _("Funding sources"), head, rows


def milestones(told):
    head = [_("Project"), _("Milestone"), _("First agreed day"), _("Day"), _("Done on")]
    rows = [
        (
            project.title,
            milestone.title,
            milestone.agreed_on,
            milestone.due_on,
            milestone.done_on if milestone.done_on and milestone.done_on <= told.last else None,
        )
        for project in told.projects
        for milestone in project.goals_by_day
    ]
    return _("Milestones"), head, rows


def decisions(told):
    head = [
        _("Project"),
        _("Source"),
        _("Call"),
        _("Decision"),
        _("Date of the decision"),
        _("Counted by"),
        _("Granted, €"),
        _("Diary number"),
        _("Recorded afterwards"),
    ]
    rows = [
        (
            change.application.project.title,
            change.application.call.source.name,
            change.application.call.name,
            change.decision.get_kind_display(),
            change.decision.decided_on,
            change.day,
            change.euros,
            change.decision.diary_number,
            yes(change.decision.recorded_afterwards),
        )
        for change in told.changes
    ]
    return _("Decisions"), head, rows


def lessons(told):
    head = [_("Project"), _("Told on"), _("What worked"), _("What to improve")]
    rows = [(p.title, p.lessons_told_on, p.lessons_good, p.lessons_improve) for p in told.lessons]
    return _("Lessons"), head, rows


def feedback(told):
    head = [
        _("Survey"),
        _("Statement"),
        "1",
        "2",
        "3",
        "4",
        "5",
        _("Don't know"),
        _("Does not concern me"),
    ]
    rows = [
        (str(result.survey), str(s.question), *counts(s.told))
        for result in told.surveys
        for s in result.statements
    ]
    return _("Feedback"), head, rows


def counts(told):
    """A statement's counts, or one word where they are withheld."""
    if told is None:
        return (_("hidden"),)
    return (*told.counts, told.dont_know, told.not_concerning)
