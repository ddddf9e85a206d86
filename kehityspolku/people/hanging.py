"""What hangs on a person's portal-wide roles, told by each app (see kehityspolku/by_name.py)."""

from kehityspolku import by_name


def on_roles(person):
    """In words, one for each kind of thing; what there is none of is not told."""
    told = by_name.found("personal", "hangs").values()
    return [words % {"n": n} for hangs in told for n, words in hangs(person) if n]
