"""What becomes of each line of a list of people to invite.

What protects those who answer is the number of independent people. So one mailbox is one person,
and who runs the survey is not asked by it.
"""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from arviointi.surveys.opt_outs import OptOut
from kehityspolku.models import User

MOST = 2000  # people on the list of one survey
LONGEST = 254  # characters of an address
ADDED = _("added")
WITHOUT_DOTS = {"gmail.com", "googlemail.com"}  # a dot in the name makes no other mailbox there

is_address = EmailValidator()


def verdicts(lines, *, listed, running):
    """[(line, verdict in words, address or None)], in the lines' order.

    `listed`: addresses on the list already; `running`: addresses of those who run the survey.
    """
    addresses = [line.lower() for line in lines]
    own = {mailbox(address) for address in running}
    known = {mailbox(address) for address in listed}
    unwilling = OptOut.objects.among(addresses)
    back = User.objects.filter(email__in=addresses).exclude(bounced_at=None)
    unreached = set(back.values_list("email", flat=True))
    found = []
    for line, address in zip(lines, addresses, strict=True):
        box = mailbox(address)
        if not may_be_mailed(address):
            verdict = _("not an address")
        elif box in own:
            verdict = _("runs the survey, so is not asked")
        elif box in known:
            verdict = _("on the list already")
        elif address in unwilling:
            verdict = _("wants no invitations to surveys")
        elif address in unreached:
            verdict = _("mail to it has come back")
        elif len(known) >= MOST:
            verdict = _("the list is full")
        else:
            verdict = ADDED
            known.add(box)
        found.append((line, verdict, address if verdict is ADDED else None))
    return found


def may_be_mailed(address):
    try:
        is_address(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST


def mailbox(address):
    """Where the mail of an address comes: what is written after "+" makes no other person."""
    name, _at, domain = address.rpartition("@")
    name = name.partition("+")[0] or name
    if domain in WITHOUT_DOTS:
        name, domain = name.replace(".", ""), "gmail.com"
    return f"{name}@{domain}"
