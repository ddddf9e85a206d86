"""The members of a Kehrä as a list: narrowed, in order, a page at a time, as a table."""

from django.db.models import F, Q, TextField, Value
from django.utils.translation import gettext as _

from kehityspolku import moments
from kehityspolku.documents.sheets import csv
from kehityspolku.text import search_words
from kehrat.places.text_search import FinnishOrder, Unaccent

SIZE = 50


def narrow(members, form):
    """The members that a MemberFilter asks for."""
    form.is_valid()
    asked = form.cleaned_data
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
    """Coordinators first, then by name."""
    named = members.select_related("user").annotate(sort=FinnishOrder("user__name"))
    return named.order_by("role", "sort", "pk")


def page(members, after, size=SIZE):
    """A page of members, behind the one whose key is `after`: (rows, `after` of the next page)."""
    rows = in_order(members)
    last = in_order(members.model.objects).filter(pk=_key(after)).first() if after else None
    if last:
        beyond = Q(role__gt=last.role) | Q(role=last.role, sort__gt=last.sort)
        rows = rows.filter(beyond | Q(role=last.role, sort=last.sort, pk__gt=last.pk))
    found = list(rows[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def _key(text):
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def table(members):
    """The members as CSV text for a spreadsheet; no addresses: those are each person's own."""
    heads = (_("Name"), _("Takes part as"), _("Organisation"), _("Role"), _("Member since"))
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
    told = csv([heads, *rows], delimiter=";")
    return f"\ufeff{told}"  # the mark tells spreadsheets that it is UTF-8
