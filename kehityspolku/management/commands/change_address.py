"""Change a person's e-mail address from the server's own shell, for one who can't do it oneself."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from kehityspolku.models import User


class Command(BaseCommand):
    help = "Change a person's address, which then counts as confirmed: both addresses are told."

    def add_arguments(self, parser):
        parser.add_argument("old", help="the person's address in the portal")
        parser.add_argument("new", help="the address from now on")

    def handle(self, *, old, new, **options):
        person = User.objects.filter(email=old.strip().lower()).first()
        if not person:
            raise CommandError(f"Nobody has the address {old}.")
        try:
            person.change_address(new, by=None)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        self.stdout.write(f"{person}: {person.email}")
