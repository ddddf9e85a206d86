"""Give a portal-wide role, or end it, from the server's own shell: so a first lead is made."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kehityspolku.models import Role, User


class Command(BaseCommand):
    help = "Give a person a role: it is recorded, the person and Sukkula's leads are told."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the person's address in the portal")
        parser.add_argument("role", choices=Role.Kind.values)
        parser.add_argument("--end", action="store_true", help="end the role instead")

    @transaction.atomic
    def handle(self, *, email, role, end, **options):
        person = User.objects.filter(email=email.strip().lower()).first()
        if not person:
            raise CommandError(f"Nobody has the address {email}.")
        held = Role.objects.current().filter(user=person, kind=role).first()
        if end and not held:
            raise CommandError(f"{person} does not hold this role.")
        if end:
            held.end(by=None)
        else:
            Role.objects.give(person, role, by=None)
        self.stdout.write(f"{person}: {role} {'ended' if end else 'given'}")
