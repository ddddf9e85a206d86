"""What an application says, as one text with a fingerprint: who approved it approved this."""

import json
from hashlib import sha256

from kehityspolku import moments

COST = ("hours", "phase", "year", "partner")
FUNDING = ("year", "promised")


def of(application):
    """All that goes to the funder, as plain facts in a fixed order."""
    project = application.project
    costs, funding = application.costs.all(), application.funding.all()
    return {
        "card": project.title,
        "applicant": str(project.applicant or project.applicant_name),
        "call": application.call.slug,
        "what for": application.summary,
        "starts": moments.iso(application.starts_on),
        "ends": moments.iso(application.ends_on),
        "cost model": str(application.cost_model),
        "costs": [[c.category, c.text, f"{c.amount:.2f}", *more_of(c, COST)] for c in costs],
        "funding": [[f.kind, f.text, f"{f.amount:.2f}", *more_of(f, FUNDING)] for f in funding],
    }


def more_of(line, names):
    """What else a line tells, by name; nothing of what it leaves open, so that what was approved
    before lines told so much is the same still."""
    return [f"{name}={value}" for name in names if (value := getattr(line, name))]


def fingerprint(application):
    """SHA-256 of the content, as 64 hex digits: of another content another."""
    told = json.dumps(of(application), ensure_ascii=False, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()
