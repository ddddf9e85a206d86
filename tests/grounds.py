"""What many modules stand on, made once by a process: the tables' world, the demonstration."""

from kehityspolku import by_name
from kehityspolku.dev import demo as dev_demo
from tests.arranged import shared


def world():
    """A person in each role, a record in each state."""
    from tests.tables.rights.world import build  # which not every test needs

    return build()


def load_demo():
    """All of the demonstration's data."""
    for load in [dev_demo.load, *by_name.found("demo", "load").values()]:
        load()


database_of_world, world = shared(world, "world")
database_of_demo, demo = shared(load_demo, "demo")
