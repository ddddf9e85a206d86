"""The members of a Kehrä as a list: narrowed, in order, as a table."""

from django.db.models import F, Q, TextField, Value
from django.utils.translation import gettext as _

from kehityspolku import moments
from kehityspolku.documents.sheets import csv_for_excel
from kehityspolku.text import search_words
from kehrat.places.text_search import FinnishOrder, Unaccent

ORDER = ("role", "sort")


def narrow(members, form):
    """The members that a MemberFilter asks for."""
    asked = form.chosen
    if words := search_words(asked.get("name", "")):
        sought = Unaccent(Value(words, output_field=TextField()))
        members = members.alias(
            person=Unaccent(F("user__name")), body=Unaccent(F("organisation"))
        ).filter(Q(person__contains=sought) | Q(body__contains=sought))
    if asked.get("actor"):
        members = members.filter(actor_type=asked["actor"])
    if asked.get("role"):
        members = members.filter(role=asked["role"])
    return members


def in_order(members):
    """Coordinators first, then by name: by ORDER."""
    named = members.select_related("user").annotate(sort=FinnishOrder("user__name"))
    return named.order_by(*ORDER, "pk")


def table(members):
    """The members as CSV text for a spreadsheet; no addresses: those are each person's own."""
    heads = (_("Name"), _("Takes part as"), _("Organisation"), _("Role"), _("Joined on"))
    rows = (
        (
            str(membership.user),
            membership.get_actor_type_display(),
            membership.organisation,
            membership.get_role_display(),
            moments.day_text(membership.joined_on),
        )
        for membership in in_order(members).iterator()
    )
    return csv_for_excel([heads, *rows])
