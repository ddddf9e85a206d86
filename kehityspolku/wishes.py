"""What of the ground can be begun before sign-in (see kehityspolku/events/after_sign_in.py)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehityspolku.events import follows
from kehityspolku.events.after_sign_in import Wished


def follow(record, *, by):
    follows.follow(by, record)
    return record


def followed(record):
    return _("You follow this now: %(what)s") % {"what": record}


WISHES = {"follow": Wished(follow, followed, gettext_lazy("Follow: %(what)s"))}
