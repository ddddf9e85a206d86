"""What a running project gives to other rooms' pages."""

from rahoitus.applications.side_by_side import Used
from rahoitus.running import proofs


def used_of(application):
    """What is used of a grant (side_by_side.Used); None where there is none."""
    if not application.is_granted:
        return None
    figures = proofs.of(application)
    return Used(
        lines=proofs.used(application.vouchers),
        flat=figures.flat,
        hours=figures.hours_value,
        grant=figures.used,
        to_return=figures.to_return,
    )
