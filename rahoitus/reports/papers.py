"""The end of papers: what funders may ask to see is kept for the years that the call tells, and
then deleted, after those who answer for it were told.

Files go: documents that went along, the funder's receipts and letters, files of vouchers, what
shows that milestones are done, packages that hold them. Names of payees and of volunteers go with
them. What was asked, decided, paid and used stays: register, figures and reports tell it as before.
"""

from datetime import date, timedelta

import pgtrigger
from django.db import transaction
from django.db.models import Exists, OuterRef

from kehityspolku import moments
from kehityspolku.events.models import Event
from kehityspolku.events.steps import lock
from kehityspolku.models import Report
from rahoitus.applications.models.application import Application
from rahoitus.applications.models.application.kept import OVER
from rahoitus.applications.models.document import DocumentPlace, GivenDocument
from rahoitus.reports.build import PACKAGE
from rahoitus.running.models.milestone import Evidence
from rahoitus.running.models.volunteer import VolunteerWork
from rahoitus.running.models.voucher import Voucher
from rahoitus.sending.models import Receipt

MARKS = (90, 14)  # days before they go
NOTICE = timedelta(days=MARKS[-1])  # nothing goes sooner after it was told


def ended():
    """The applications that have ended and whose papers are there."""
    mine = {"application": OuterRef("pk")}
    papers = Exists(GivenDocument.objects.filter(**mine))
    papers |= Exists(Receipt.objects.filter(**mine))
    papers |= Exists(Voucher.objects.filter(**mine).exclude(file=None))
    papers |= Exists(VolunteerWork.objects.filter(**mine).exclude(who=""))
    papers |= Exists(Evidence.objects.filter(milestone__project=OuterRef("project")))
    found = Application.objects.filter(papers, state__in=OVER).order_by("pk")
    return found.select_related(*Application.READ_WITH)


def watch():
    """Tell of papers that go soon; returns how many reminders were made."""
    today, made = moments.today(), 0
    for application in ended():
        day = application.papers_go_on
        left = (day - today).days
        if left > MARKS[0]:
            continue
        mark = min(mark for mark in MARKS if mark >= max(left, 0))
        once = f"papers:{application.pk}:{day}:{mark}"
        made += application.papers_near(once=once, day=max(day, today + NOTICE))
    return made


def forget():
    """Delete the papers whose day has come and was told; returns how many files it was."""
    today = moments.today()
    due = [found for found in ended() if found.papers_go_on <= today]
    return sum(forget_papers(found) for found in due if told_day(found) <= today)


def told_day(application):
    """The day that was told last as the one on which its papers go."""
    told = (
        Event.objects.filter(once__startswith=f"papers:{application.pk}:").order_by("-pk").first()
    )
    return date.fromisoformat(told.facts["day"]) if told else date.max


@transaction.atomic
def forget_papers(application):
    """Delete the papers of one application; returns how many files it was."""
    lock(application)
    if application.state not in OVER:
        return 0
    mine = {"application": application}
    files = [*GivenDocument.objects.filter(**mine), *Receipt.objects.filter(**mine)]
    vouchers = Voucher.objects.filter(**mine)
    files += [voucher.file for voucher in vouchers.exclude(file=None).select_related("file")]
    files += evidence(application.project)
    words = {"payee": "", "what": "", "because": ""}
    vouchers.update(file=None, **words)
    with pgtrigger.ignore("rahoitus.VoucherEvent:append_only"):  # what they said before goes too
        Voucher.pgh_event_model.objects.filter(pgh_obj__in=vouchers).update(**words)
    for file in files:
        file.forget_file()
        file.delete()
    DocumentPlace.objects.filter(**mine).delete()
    VolunteerWork.objects.filter(**mine).update(who="", worker=None, by=None)
    for package in Report.objects.filter(kind=PACKAGE, params__application=application.pk):
        package.discard()
    if files:
        application.papers_deleted(number=len(files))
    return len(files)


def evidence(project):
    """What shows that the project's milestones are done, when none of its grants needs it more."""
    grants = project.applications.exclude(state__in=Application.ENDED_WITHOUT)
    if any(not grant.papers_go_on or grant.papers_go_on > moments.today() for grant in grants):
        return []
    return list(Evidence.objects.filter(milestone__project=project))
