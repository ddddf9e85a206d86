"""What many modules stand on, made once by a process: the tables' world, the demonstration."""

from django.db import connection, transaction

from kehityspolku.dev import demo_template
from tests.arranged import shared


def world():
    """A person in each role, a record in each state."""
    from tests.tables.rights.world import build  # which not every test needs

    with transaction.atomic():
        made = build()
        connection.run_on_commit.clear()  # as in every test, nobody is told of it
    return made


def demo():
    """All of the demonstration's data."""
    demo_template.prepare(id)  # which says nothing


database_of_world, world = shared(world, "world")
database_of_demo, demo = shared(demo, "demo", migrated=False)
