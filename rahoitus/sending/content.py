"""What an application says, as one text with a fingerprint: who approved it approved this."""

import json
from hashlib import sha256

from kehityspolku import moments
from rahoitus.applications import wanted

COST = ("hours", "phase", "year", "partner")
FUNDING = ("year", "promised")


def of(application):
    """All that goes to the funder, as plain facts in a fixed order."""
    project = application.project
    costs, funding = application.costs.all(), application.funding.all()
    return {
        "card": project.title,
        "applicant": str(project.applying or project.applicant_name),
        "call": application.call.slug,
        "what for": application.summary,
        "starts": moments.iso(application.starts_on),
        "ends": moments.iso(application.ends_on),
        "cost model": str(application.cost_model),
        "costs": [[c.category, c.text, f"{c.amount:.2f}", *more_of(c, COST)] for c in costs],
        **({"part": str(application.part_id)} if application.part_id else {}),
        "funding": [[f.kind, f.text, f"{f.amount:.2f}", *more_of(f, FUNDING)] for f in funding],
        **answered(application),
    }


def more_of(line, names):
    """What else a line tells, by name; nothing of what it leaves open, so that what was approved
    before lines told so much is the same still."""
    return [f"{name}={value}" for name in names if (value := getattr(line, name))]


def answered(application):
    """The answers and documents that a call wants, where it wants any. What was to come later may
    come without another approval.
    """
    answers = [[str(a.question.pk), a.value] for a in wanted.answers(application) if a.value]
    documents = [
        [d.key, d.placed.told if d.placed else "", sorted(file.sha256 for file in d.files)]
        for d in wanted.documents(application)
        if (d.files or d.placed) and not (d.placed and d.placed.where == "later")
    ]
    told = {"answers": answers, "documents": documents}
    return {name: rows for name, rows in told.items() if rows}


def fingerprint(application):
    """SHA-256 of the content, as 64 hex digits: of another content another."""
    told = json.dumps(of(application), ensure_ascii=False, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()
