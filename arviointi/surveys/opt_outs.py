"""Those who want no invitations to any survey any more."""

from hashlib import sha256

from django.db import models


def mark_of(address):
    """What is kept of an address: it is recognised when it comes again, and not read back."""
    return sha256(f"no surveys to {address.strip().lower()}".encode()).hexdigest()


class OptOuts(models.QuerySet):
    def among(self, addresses):
        """Those of the addresses whose owners want no invitations."""
        marks = {mark_of(address): address for address in addresses}
        found = self.filter(mark__in=marks).values_list("mark", flat=True)
        return {marks[mark] for mark in found}


class OptOut(models.Model):
    """An address that gets no invitations: its mark alone stays, also when the address is gone."""

    mark = models.CharField(max_length=64, primary_key=True)

    objects = OptOuts.as_manager()

    def __str__(self):
        return "wants no invitations"
