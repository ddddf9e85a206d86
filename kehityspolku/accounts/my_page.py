"""What a person takes part in, as each app tells it in its `personal.py`, found by name."""

from kehityspolku import by_name


def parts(user):
    """[{"template": name, ...}]: what each app's `personal.part(user)` gives for the own page."""
    return [part(user) for part in by_name.found("personal", "part").values()]
