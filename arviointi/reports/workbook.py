"""The progress report as a workbook: one sheet a table, and a sheet that says how to read it."""

from django.utils.translation import gettext as _

from kehityspolku import moments
from kehityspolku.documents.sheets import xlsx


def make(told, report):
    """The XLSX of a `Progress`, as bytes, in the active language."""
    return xlsx(
        [
            read_me(told, report),
            figures(told),
            kehrat(told),
            projects(told),
            phases(told),
            funders(told),
            decisions(told),
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
        (_("Feedback"), _("Of fewer than ten answers nothing is shown.")),
        (_("Licence"), "CC BY 4.0"),
    ]
    return _("Read me"), [_("What"), _("Explanation")], rows


def figures(told):
    now, before = told.figures, told.before
    rows = [
        (_("Working Kehrät"), now.kehrat, before.kehrat),
        (_("Ideas"), now.ideas, before.ideas),
        (_("Projects"), now.projects, before.projects),
        (_("Granted, €"), now.granted, before.granted),
        (_("Response rate, %"), _("not known"), _("not known")),
    ]
    return _("Figures"), [_("Figure"), _("Period"), _("Period before")], rows


def kehrat(told):
    head = [
        "Kehrä",
        _("State"),
        _("Forming since"),
        _("Members"),
        _("Organisations"),
        _("Works"),
    ]
    rows = [
        (
            p.kehra.name,
            p.kehra.get_state_display(),
            p.kehra.formed_on,
            p.members,
            p.organisations,
            yes(p.works),
        )
        for p in told.kehrat
    ]
    return "Kehrät", head, rows


def yes(value):
    return _("yes") if value else _("no")


def projects(told):
    head = [_("Project"), "Kehrä", _("State"), _("Granted, €"), _("Shared")]
    rows = [
        (
            p.title,
            p.kehra.name if p.kehra else _("Sukkula"),
            p.get_state_display(),
            p.granted,
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


def decisions(told):
    head = [
        _("Project"),
        _("Source"),
        _("Call"),
        _("Date of the decision"),
        _("Granted, €"),
        _("Diary number"),
        _("Recorded afterwards"),
    ]
    rows = [
        (
            d.project.title,
            d.call.source.name,
            d.call.name,
            d.decided_on,
            d.amount,
            d.diary_number,
            yes(d.recorded_afterwards),
        )
        for d in told.decisions
    ]
    return _("Decisions"), head, rows


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
