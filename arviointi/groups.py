"""Theme indexes by the role of the answerers, with groups hidden that could be recognised."""

from dataclasses import dataclass

from arviointi import statistics, suppression
from arviointi.models import Question, Response
from arviointi.statistics import Index


@dataclass(frozen=True)
class Group:
    """The people of one role: how many, and each theme's index (None: withheld), in their order."""

    label: str
    n: int
    indexes: list[Index | None]
    labels: list[str]

    @property
    def cells(self):
        """The indexes with their themes' labels: [(label, index), ...]."""
        return list(zip(self.labels, self.indexes, strict=True))


def by_role(roles, means):
    """The groups that may be shown, and how many people there are in the others together."""
    people = {role: [p for p, r in roles.items() if r == role] for role in Response.Role.values}
    sizes = {role: len(group) for role, group in people.items()}
    away = suppression.hidden(sizes)
    columns = [theme_by_role(of_theme, people, away) for of_theme in means.values()]
    labels = [str(Question.Theme(theme).label) for theme in means]
    groups = [
        Group(Response.Role(role).label, n, [column.get(role) for column in columns], labels)
        for role, n in sizes.items()
        if n and role not in away
    ]
    return groups, sum(sizes[role] for role in away)


def theme_by_role(means, people, away):
    """{role: index} of one theme, without the roles that must be hidden."""
    if means is None:
        return {}
    values = {role: [means[p] for p in group if p in means] for role, group in people.items()}
    hidden = suppression.hidden({role: len(v) for role, v in values.items()}, also=away)
    return {role: statistics.index(v) for role, v in values.items() if role not in hidden}
