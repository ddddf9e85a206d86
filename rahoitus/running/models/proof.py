"""What vouchers and volunteer work have in common: they are proofs, which somebody else approves
and a claim holds."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from kehrat.groups import readers
from kehrat.groups.models import Membership
from rahoitus.running.followed import followed_by
from rahoitus.running.standing import refuse_closed


class Proofs(models.QuerySet):
    """Of a model with a project, a claim and a state: `WAITS` until it is settled."""

    def visible_to(self, user):
        """Those of the projects that the person follows from inside."""
        return self.filter(project__in=followed_by(user))

    def readable(self, pairs):
        """Of (proof, user) pairs those that may still be read, as keys."""
        return readers.of_kehra(
            pairs, Membership.objects, kehra_of=lambda found: found.project.kehra_id
        )

    def waiting(self):
        """Those that wait for approval."""
        return self.filter(state=self.model.WAITS)

    def approved(self):
        return self.filter(state=self.model.State.APPROVED)

    def standing(self):
        """Those that count or may come to count."""
        return self.exclude(state=self.model.State.REJECTED)


def refuse_settled(proof):
    """WrongState once its grant is closed; ValidationError once it is in a claim."""
    refuse_closed(proof.application)
    if proof.claim_id:
        raise ValidationError(
            gettext("It is in a claim that was sent. Have the claim returned first.")
        )
