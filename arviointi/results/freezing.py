"""From answers to the rows that are frozen at a survey's closing: a fixed list of tables.

All who answered: their number, each statement, each theme's index, each other closed question as
its kind is counted (`counting`). Of people who were invited also each theme among those of a role,
and how many of each role answered. Nothing else is counted, so nothing else can be asked of the
answers.
"""

from collections import Counter
from dataclasses import asdict
from statistics import fmean

from arviointi.results import counting, statistics, suppression
from arviointi.results.models import ALL, Part


def rows(statements, responses, invited=None, asked=(), decided=None):
    """[(part, code, group, figures or None)] of a survey's answers.

    `statements`: {code: theme, "" for none}, in their order; `responses`: [(role, {code: choice})],
    with roles that few share merged; `invited`: {role: (reached, answered)}, None with an open
    link; `asked`: the other closed questions (`counting.Asked`); `decided`: {code: the questions by
    whose answers it is shown}, which is hidden with any of these: all who were asked gave that
    answer.
    """
    link = invited is None
    reached = merged_sums(invited or {})
    yield from ((Part.RATE, "", role, told) for role, told in rates(invited or {}))
    if len(responses) < suppression.enough(link=link):
        yield Part.WHOLE, "", ALL, None
        return
    yield Part.WHOLE, "", ALL, {"n": len(responses)}
    stands = {code: stands_on(code, responses) for code in statements}
    least = suppression.enough(link=link)
    told_of = {
        question.code: counting.figures(question, [g for _role, g in responses], least=least)
        for question in asked
    }
    shown = {code for code, taken in stands.items() if may_tell(list(taken.values()), link=link)}
    shown |= {code for code, told in told_of.items() if told}
    shown = {code for code in shown if all_shown(code, shown, decided or {})}
    for code in statements:
        told = statistics.distribution(given.get(code) for _role, given in responses)
        yield Part.STATEMENT, code, ALL, asdict(told) if code in shown else None
    for code, told in told_of.items():
        yield Part.QUESTION, code, ALL, told if code in shown else None
    for theme in dict.fromkeys(filter(None, statements.values())):
        items = [code for code in statements if statements[code] == theme]
        if shown.issuperset(items):
            taken = [stands[code] for code in items]
            yield from of_theme(theme, items, responses, taken, reached if not link else None)
        else:
            yield Part.THEME, theme, ALL, None


def all_shown(code, shown, decided):
    """Whether a question is shown, and those that decide of it, and so on."""
    return code in shown and all(all_shown(each, shown, decided) for each in decided.get(code, ()))


def of_theme(theme, items, responses, taken, reached):
    """The index of a theme among all and, where it tells of nobody, among those of each role.

    Where those of the theme and those of a statement differ by a few, the index of the one and the
    mean of the other would tell what these few answered. Then the index is worked out of the
    statements' means alone, which are shown anyway: without an interval and without roles.
    """
    means = {}
    for person, (_role, given) in enumerate(responses):
        mean = statistics.mean_of([given.get(code, "") for code in items], len(items))
        if mean is not None:
            means[person] = mean
    values = list(means.values())
    if not may_tell(values, link=reached is None):
        yield Part.THEME, theme, ALL, None
        return
    if any(suppression.too_near(means, stand) for stand in taken):
        value = statistics.to_index(fmean(fmean(stand.values()) for stand in taken))
        yield Part.THEME, theme, ALL, figures(statistics.Index(value, None, None, len(means)))
        return
    people = sum(reached.values()) if reached is not None else None
    told = figures(statistics.index(values, people))
    answers = [[given.get(code, "") for code in items] for _role, given in responses]
    yield Part.THEME, theme, ALL, told | {"alpha": statistics.alpha(answers)}
    if reached is not None:
        yield from of_roles(theme, responses, means, reached)


def of_roles(theme, responses, means, reached):
    groups = {role: [] for role, _given in responses}
    for person, mean in means.items():
        groups[responses[person][0]].append(mean)
    if len(groups) < 2:
        return
    hidden = suppression.hidden(groups)
    rest = sum(n for role, n in reached.items() if role not in groups or role == ALL)
    for role, values in groups.items():
        people = rest if role == ALL else reached.get(role)
        of_role = statistics.index(values, people) if values and role not in hidden else None
        yield Part.GROUP, theme, role, figures(of_role) if of_role else None


def stands_on(code, responses):
    """{person: stand} of those who took a stand, 1–5, on a statement."""
    told = ((person, given.get(code, "")) for person, (_role, given) in enumerate(responses))
    return {person: int(choice) for person, choice in told if choice.isdigit()}


def may_tell(values, *, link):
    """Whether a figure of these may be shown: through a link anyone may have answered for many."""
    least = suppression.enough(link=link)
    return len(values) >= least and suppression.tells_of_nobody(values)


def figures(index):
    return asdict(index)


def merged_sums(invited):
    """{role: reached}, of all roles."""
    return {role: reached for role, (reached, _answered) in invited.items()}


def rates(invited):
    """(role, {"reached", "answered"}), roles that fewer than five were reached of merged.

    What is hidden of answers never hides who did not answer.
    """
    kept = suppression.merged(merged_sums(invited))
    sums = Counter(), Counter()
    for role, (reached, answered) in invited.items():
        if role in kept:
            sums[0][kept[role]] += reached
            sums[1][kept[role]] += answered
    for role in dict.fromkeys(kept.values()):
        yield role, {"reached": sums[0][role], "answered": sums[1][role]}
