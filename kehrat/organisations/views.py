"""Pages of an organisation's profile: reading, writing, its documents."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku import money
from kehityspolku.files import fields
from kehityspolku.models import Event
from kehityspolku.web import kept_form, paging
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from kehrat.groups.circles import behind_organisation
from kehrat.groups.models import Organisation
from kehrat.groups.rules import can_mend_organisation
from kehrat.organisations import rules
from kehrat.organisations.facts import FACTS, YES_NO, in_words, mended
from kehrat.organisations.forms import DocumentForm, MendForm, ProfileForm
from kehrat.organisations.models import ProfileFact, StandingDocument, seen_by


def organisation_list(request):
    """The organisations behind one's Kehrät; for Sukkula all, by name."""
    rows, newer_url, older_url = paging.page(
        seen_by(request.user), request, key="name", soonest=True
    )
    context = {"organisations": rows, "newer_url": newer_url, "older_url": older_url}
    return render(request, "kehrat/organisations/list.html", context)


def visible(request, pk):
    """The organisation, if the reader may see its profile; else 404."""
    return get_object_or_404(seen_by(request.user), pk=pk)


def writable(request, pk):
    """The same for writing: 403 to those who may only read it."""
    organisation = visible(request, pk)
    if not rules.can_write_profile(request.user, organisation):
        raise PermissionDenied
    return organisation


def facts_of(organisation, *, private):
    """[(fact, its row or None, its value in words)] of the profile."""
    rows = ProfileFact.objects.standing(organisation)
    return [
        (fact, row := rows.get(fact.name), row and value_in_words(fact, row.value))
        for fact in FACTS
        if private or not fact.private
    ]


def value_in_words(fact, value):
    """A fact's value as people read it."""
    if fact.kind == "euros":
        return money.euros(money.cents(value))
    return dict(YES_NO).get(value, value) if fact.kind == "choice" else value


def organisation(request, pk):
    """The profile: each fact with its day, and what should be looked at."""
    organisation = visible(request, pk)
    can_write = rules.can_write_profile(request.user, organisation)
    facts = facts_of(organisation, private=can_write)
    happened = Event.objects.about(organisation).filter(verb="mend").reverse()
    documents = StandingDocument.objects.visible_to(request.user).filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "facts": facts,
        "old": sum(bool(row and row.is_old) for _fact, row, _value in facts),
        "can_write": can_write,
        "can_mend": can_mend_organisation(request.user, organisation),
        "known": [(field_label(name), in_words(name, v)) for name, v in known(organisation)],
        "mended": [(event, mended(event)) for event in happened],
        "documents": documents,
    }
    return render(request, "kehrat/organisations/organisation.html", context)


def known(organisation):
    """[(name, value)] of what it is known by, besides its name."""
    return [(name, value) for name, value in organisation.known_by().items() if name != "name"]


def field_label(name):
    return Organisation._meta.get_field(name).verbose_name


@keeps_typed
def organisation_mend(request, pk):
    """Sukkula puts right what the organisation is known by, for a reason."""
    organisation = visible(request, pk)
    if not can_mend_organisation(request.user, organisation):
        raise PermissionDenied
    form = MendForm(kept_form.given(request), organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.saved(organisation.mend, by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            if saved:
                messages.success(request, _("The organisation's facts are put right."))
                return redirect(organisation)
    hear = behind_organisation(organisation, None)
    context = {"organisation": organisation, "form": form, "hear": hear}
    return render(request, "kehrat/organisations/mend.html", context, status=form.status)


@keeps_typed
def organisation_edit(request, pk):
    """Write the profile, all facts at once."""
    organisation = writable(request, pk)
    form = ProfileForm(kept_form.given(request), organisation=organisation)

    def write(**words):
        return ProfileFact.objects.write(organisation, **words)

    if request.method == "POST" and form.is_valid() and form.saved(write, by=request.user):
        messages.success(request, _("The profile is saved."))
        return redirect("kehrat:organisation", pk)
    context = {"organisation": organisation, "form": form}
    page = "kehrat/organisations/edit.html"
    return render(request, page, context, status=form.status)


@limited("attach", tries=True)
def document_add(request, pk):
    """Keep a standing document."""
    organisation = writable(request, pk)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts = {"what": given["what"], "as_of": given["as_of"], "by": request.user}
        try:
            StandingDocument.objects.add(organisation, given["file"], **facts)
        except ValidationError as problem:
            form.add_error("file", problem)
        else:
            messages.success(request, _("The file is saved."))
            return redirect("kehrat:organisation", pk)
    context = {"organisation": organisation, "form": form}
    return render(request, "kehrat/organisations/document.html", context)


def document_file(request, pk, key):
    """The file of a standing document, for those who may write the profile."""
    seen = StandingDocument.objects.visible_to(request.user).open()
    return fields.answer(get_object_or_404(seen, organisation=pk, key=key), public=False)


@require_POST
def document_remove(request, pk, key):
    """Remove a standing document."""
    seen = StandingDocument.objects.visible_to(request.user)
    get_object_or_404(seen, organisation=pk, key=key).remove(by=request.user)
    messages.success(request, _("The file is removed."))
    return redirect("kehrat:organisation", pk)
