"""What a call's page says of itself to search engines and where its link is shared."""

from django.contrib.auth.models import AnonymousUser

from kehityspolku import languages
from kehityspolku.finding.listed import Told
from rahoitus.calls.models.call import Call


def calls():
    """Those that everyone may read."""
    return Call.objects.visible_to(AnonymousUser())


def of_call(call):
    return Told(call.name, call.about, languages.current(), "", {})
