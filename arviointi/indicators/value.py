"""What an indicator comes to."""

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Value:
    """`value`: None where it is not known; worked out of `n` cases of the `of` that there are, the
    others not having been recorded; `beside`: what is told with it, {name: number or None}."""

    value: float | None
    n: int
    of: int
    beside: dict = field(default_factory=dict)

    @property
    def coverage(self):
        """How complete its data is, 0–1; None where there is nothing to know."""
        return self.n / self.of if self.of else None

    def kept(self):
        """As a snapshot keeps it."""
        return asdict(self)


def ratio(part, whole):
    """A share, 0–1; None of nothing."""
    return part / whole if whole else None
