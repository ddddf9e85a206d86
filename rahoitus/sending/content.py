"""What an application says, as one text with a fingerprint: who approved it approved this."""

import json
from hashlib import sha256

from kehityspolku import moments


def of(application):
    """All that goes to the funder, as plain facts in a fixed order."""
    project = application.project
    return {
        "card": project.title,
        "applicant": str(project.applicant or project.applicant_name),
        "call": application.call.slug,
        "what for": application.summary,
        "starts": moments.iso(application.starts_on),
        "ends": moments.iso(application.ends_on),
        "cost model": str(application.cost_model),
        "costs": [[c.category, c.text, f"{c.amount:.2f}"] for c in application.costs.all()],
        "funding": [[f.kind, f.text, f"{f.amount:.2f}"] for f in application.funding.all()],
    }


def fingerprint(application):
    """SHA-256 of the content, as 64 hex digits: of another content another."""
    told = json.dumps(of(application), ensure_ascii=False, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()
