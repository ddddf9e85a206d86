"""The legal applicant that a card names, among the organisations that all cards share."""

from kehityspolku.text import tidy_line
from kehrat.cards.business_id import business_id
from kehrat.cards.contradictions import Contradiction
from kehrat.groups.models import Organisation

LONGEST = 200  # of an organisation's name


def known(card):
    """The organisation that a card (or project) names: by its business ID, else by its name."""
    number, name = business_id(card.business_id), tidy_line(card.applicant_name)
    by_number = Organisation.objects.filter(business_id=number).first() if number else None
    by_name = Organisation.objects.filter(name__iexact=name).first() if name else None
    return by_number or by_name


def settle(project):
    """Tie a card that is submitted to its applicant, which is written down if it is new.

    One that is there stays as it is, but for a business ID that it had none of. It is known to be
    registered when it has one. Not saved.
    """
    project.applicant = known(project)
    name, number = tidy_line(project.applicant_name), business_id(project.business_id)
    if project.applicant:
        project.applicant.learn(number)
    elif 0 < len(name) <= LONGEST:
        facts = {"business_id": number, "registered": True if number else None}
        project.applicant, _made = Organisation.objects.get_or_create(name=name, defaults=facts)


def differences(card):
    """Where the card says another thing of its applicant than the portal knows."""
    found, number = known(card), business_id(card.business_id)
    if not found:
        return []
    values = {"name": found.name, "known": found.business_id, "stated": number}
    if number and found.business_id == number:
        same = tidy_line(card.applicant_name).casefold() in ("", found.name.casefold())
        return [] if same else [Contradiction("applicant_name_differs", "applicant_name", values)]
    if number and found.business_id:
        return [Contradiction("applicant_id_differs", "business_id", values)]
    return []
