"""A form that makes a record makes it once, though it is sent twice: its key is kept with it."""

from datetime import timedelta
from uuid import UUID, uuid5

from django.db import transaction

from kehityspolku import moments
from kehityspolku.web.models import SentForm

NAME = "form_key"
KEPT = timedelta(days=2)  # after that a form that is sent again counts as new


def make(request, act, *args, **facts):
    """What `act(*args, **facts)` makes, a saved record; for a form sent before, what it made then.

    The form holds `{% form_key %}`; without one (a client of its own) each sending makes one. The
    key of one page's form is none for another's.
    Sent twice at the same time, the second waits for the first.
    """
    key = _key(request)
    if not key:
        return act(*args, **facts)
    person = request.user if request.user.is_authenticated else None
    with transaction.atomic():
        sent, _new = SentForm.objects.select_for_update(of=("self",)).get_or_create(
            key=key, user=person
        )
        if not sent.made:
            sent.made = act(*args, **facts)
            sent.save()
        return sent.made


def forget():
    """Delete the keys of old forms; returns how many."""
    return SentForm.objects.filter(at__lt=moments.now() - KEPT).delete()[0]


def _key(request):
    try:
        return uuid5(UUID(request.POST.get(NAME, "")), request.path)
    except ValueError:
        return None
