"""Arranging tests: plain functions that reach states through verbs."""

from itertools import count

from allauth.account.models import EmailAddress

from kehityspolku.models import Role, User

number = count(1)


def user(role=None, **fields):
    """A confirmed person; with `role`, one who holds a portal-wide role."""
    n = next(number)
    email = fields.pop("email", f"person{n}@kehityspolku.example")
    person = User.objects.create_user(email, name=fields.pop("name", f"Person {n}"), **fields)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    if role:
        Role.objects.give(person, role)
    return person
