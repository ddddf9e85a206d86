"""The front page of an application as a task list: what there is to do, how far it is, where."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku import moments
from rahoitus.applications import remarked, rules, signatories, wanted
from rahoitus.applications.models.remark import Remark
from rahoitus.sending.models import Approval

SIGNING_DAYS = 30  # before closing: from then on who acts and who signs is on the list


@dataclass(frozen=True)
class Task:
    """`says`: how far it is, in words. `act`: what to do next, "" when nothing. `url`: where it is
    done or, by who can't do it now, read; "" for nowhere."""

    name: str
    url: str
    is_done: bool
    says: str
    act: str = ""
    remarks: tuple = ()  # those that wait for the applicants (`remarked.About`)

    @property
    def tone(self):
        if self.remarks:
            return "warn"
        return "good" if self.is_done else "wait"

    @property
    def label(self):
        if self.remarks:
            number = len(self.remarks)
            return ngettext("%(n)s remark", "%(n)s remarks", number) % {"n": number}
        return _("ready") if self.is_done else _("to do")


def tasks(application, lacks, *, user):
    """The tasks of an unsent application, in the order in which they are done; `lacks`: what is to
    be put right in which part (`problems.of`)."""
    remarks = remarked.about(application.remarks.unsettled(), application, user)
    found = Parts(application, lacks, remarks, rules.can_write(user, application))
    made = [found.answers(), found.purpose(), found.budget(), found.partners()]
    made += [found.documents(), found.signing(), found.approval(), found.check()]
    return [task for task in made if task]


@dataclass
class Parts:
    """Makes the tasks of one application, each from what it says now."""

    application: object
    lacks: dict
    remarks: list
    can_write: bool

    # Pages that only writers open, and while the text is open only; what they hold is read at:
    READ_AT = {"write": "#purpose", "answers": "#answers"}

    def url(self, page):
        closed = page in self.READ_AT and not self.application.is_open_text
        if closed or not (self.can_write or page in ("documents", "approvals", "remarks")):
            return self.READ_AT.get(page, "")
        return reverse(f"rahoitus:{page}", args=[self.application.pk])

    def task(self, name, page, is_done, says, act):
        return Task(name, self.url(page), is_done, says, "" if is_done else act)

    def part(self, part, name, page, says):
        """The task of a part that Sukkula remarks on: done when nothing is to be put right."""
        lacks = self.lacks.get(part, [])
        return Task(name, self.url(page), not lacks, says, " ".join(lacks), self.remarks_on(part))

    def remarks_on(self, part):
        return tuple(about for about in self.remarks if about.remark.part == part)

    def answers(self):
        rows = wanted.answers(self.application)
        if not rows:
            return None
        answered, lacks = sum(bool(row.value) for row in rows), Remark.Part.ANSWERS in self.lacks
        says = _("%(answered)s of %(all)s questions are answered")
        if answered < len(rows) and not lacks:
            says = _("%(answered)s of %(all)s questions are answered, the others are optional")
        return self.part(
            Remark.Part.ANSWERS,
            _("Answers to the funder's questions"),
            "answers",
            says % {"answered": answered, "all": len(rows)},
        )

    def purpose(self):
        written = bool(self.application.summary)
        period = self.application.period
        return self.part(
            Remark.Part.PURPOSE,
            _("What the money is for, and when"),
            "write",
            period or (_("the time is missing") if written else _("not written yet")),
        )

    def budget(self):
        number = len(self.lacks.get(Remark.Part.BUDGET, ()))
        says = ngettext("%(n)s thing to correct", "%(n)s things to correct", number) % {"n": number}
        return self.part(
            Remark.Part.BUDGET, _("Budget"), "write", says if number else _("in balance")
        )

    def partners(self):
        least = self.application.held_to.partners_least
        there = len(wanted.partners(self.application))
        if not (least or there or self.remarks_on(Remark.Part.PARTNERS)):
            return None
        says = ngettext("%(n)s partner", "%(n)s partners", there) % {"n": there}
        return self.part(Remark.Part.PARTNERS, _("Partners"), "write", says)

    def documents(self):
        rows = wanted.documents(self.application)
        if not rows:
            return None
        given = sum(row.has_file or bool(row.placed) for row in rows)
        later = sum(row.is_later for row in rows)
        says = _("%(given)s of %(all)s documents are given or placed")
        said = says % {"given": given, "all": len(rows)}
        if later:
            told = ngettext("%(n)s comes later", "%(n)s come later", later) % {"n": later}
            said = f"{said}, {told}"
        return self.part(Remark.Part.DOCUMENTS, _("Documents"), "documents", said)

    def signing(self):
        last_day = self.application.deadline
        if last_day and (last_day - moments.today()).days > SIGNING_DAYS:
            return None
        told = getattr(self.application, "signing", None)
        done = bool(told and told.is_whole)
        if done and told.mandate_to and last_day and told.mandate_to < last_day:
            says = _("the mandate ends on %(day)s, before the call closes")
            done, said = False, says % {"day": moments.day_text(told.mandate_to)}
        else:
            said = names_of(told) if told else _("not told yet")
        return self.task(
            _("Suomi.fi mandate and signatories"),
            "signing",
            done,
            said,
            _("Tell who acts in the funder's service and who signs. A mandate takes days to get."),
        )

    def approval(self):
        needed = 2 if signatories.two_sign(self.application) else 1
        counting = len(Approval.objects.counting(self.application))
        says = _("%(given)s of %(needed)s has approved it as it is now")
        return self.task(
            _("Signatory's approval"),
            "approvals",
            counting >= needed,
            says % {"given": counting, "needed": needed},
            _("Ask the signatory when nothing changes any more."),
        )

    def check(self):
        state, states = self.application.state, self.application.State
        acts = {
            states.PREPARING: _("Ask Sukkula to check it when the rest is ready."),
            states.RETURNED: _("Ask Sukkula to check it again."),
            states.IN_CHECK: _("Sukkula checks it now."),
        }
        return self.task(
            _("Sukkula's check"),
            "remarks",
            state == states.CHECKED,
            self.application.get_state_display(),
            acts.get(state, ""),
        )


def names_of(signing):
    """Who holds the mandate and who signs, as far as it is told."""
    told = ((_("mandate"), signing.mandate), (_("signs"), signing.signs))
    return "; ".join(f"{name}: {who}" for name, who in told if who) or _("not told yet")
