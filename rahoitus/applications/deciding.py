"""What a funder decides on an application, and what follows from it: a yes, past or present, its
changes, its end. The steps of the model call these; each returns the facts of its event.

`told` are the fields of the decision's row (models/decision.py): conditions, reason, diary_number,
appeal_by, and `because`, why it is right although it is unusual; `years`: [(year, euros or None
where not stated)], as the decision divides its sum.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kehityspolku import moments, money
from kehrat.projects.models.project import Project
from rahoitus.applications import unusual
from rahoitus.applications.models.decision import Decision


def yes(application, *, by, amount, decided_on, because="", diary_number="", **told):
    """Write the funder's yes with its approved budget, and let the project run."""
    unusual.refuse(application, amount, decided_on, because)
    application.diary_number = diary_number or application.diary_number
    told |= {"because": because, "diary_number": diary_number}
    told |= {"amount": amount, "decided_on": decided_on}
    facts = application.decisions.write(application, Decision.Kind.GRANTED, by=by, **told)
    application.budgets.approve_scaled(application, amount, decided_on)
    run(application, by=by)
    return facts


def past_yes(application, *, by, amount, decided_on, because, **told):
    """Write a yes of which only this is known, and let the project run; it has no budget."""
    unusual.refuse(application, amount, decided_on, because)
    told |= {"because": because, "diary_number": application.diary_number}
    told |= {"amount": amount, "decided_on": decided_on, "recorded_afterwards": True}
    facts = application.decisions.write(application, Decision.Kind.GRANTED, by=by, **told)
    run(application, by=by)
    return facts


def fill_past(application, sent_on, given):
    """Take what is known of an application made before the portal. Of its sending nothing is,
    unless `sent_on` says it. ValidationError on a call that has not closed.
    """
    if application.call.status != "closed":
        raise ValidationError(_("Past decisions are recorded on closed calls only."))
    for name, value in given.items():
        setattr(application, name, value)
    application.recorded_afterwards = True
    application.sent_at = moments.start_of(moments.refuse_future(sent_on)) if sent_on else None


def change(application, kind, *, by, amount, decided_on, because="", **told):
    """Write another decision beside the yes; the project hears of the new sum.

    ValidationError when more would go than is granted.
    """
    before, whole = application.amount, amount if kind == Decision.Kind.AMENDED else None
    unusual.refuse_change(application, whole, decided_on, because)
    told |= {"amount": amount, "decided_on": decided_on, "because": because}
    facts = application.decisions.write(application, kind, by=by, **told)
    if application.amount is not None and application.amount < 0:
        most = {"sum": money.euros(before)}
        raise ValidationError({"amount": _("No more than %(sum)s is granted.") % most})
    application.tell_project(before, by=by)
    return facts | told_of_budget(application, decided_on)


def told_of_budget(application, day):
    """Scale the approved budget to another sum, if it may be, and what to tell of it."""
    return {"rescaled": True} if application.rescale(day) else {}


def end(application, kind, *, by, decided_on, because="", **told):
    """Write that all of the grant is gone; the project without another looks for money again.

    The money itself is paid back, if any was paid, by the funder's own decision: see `change`.
    """
    unusual.refuse_change(application, None, decided_on, because)
    before, project = application.amount, application.project
    told |= {"decided_on": decided_on, "because": because}
    facts = application.decisions.write(application, kind, by=by, **told)
    others = project.applications.granted().exclude(pk=application.pk)
    if project.state == Project.State.RUNNING and not others.exists():
        project.lose_grant(by=by, before=before, source=application.call.source.slug)
    else:
        application.tell_project(before, by=by)
    return facts


def run(application, *, by):
    """Let the project run with what was granted."""
    source = application.call.source.slug
    application.project.note_grant(by=by, amount=application.amount, source=source)
