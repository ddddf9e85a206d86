"""Founding a Kehrä: the proposal, the checklist, and the steps from state to state."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.events import after_sign_in
from kehityspolku.web import acts, kept_form, sent_once
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from kehrat.groups import rules, who_heard
from kehrat.groups.acts import ACTS, open_acts
from kehrat.groups.checklist import checklist, gaps, supporters
from kehrat.groups.forms.founding import FoundForm, OrganisationForm
from kehrat.groups.hanging import hanging
from kehrat.groups.models.kehra import Kehra
from kehrat.groups.next_step import next_step
from kehrat.groups.pieces import of_kehra
from kehrat.places.models import District


@limited("wish")
def found_after_sign_in(request, form):
    """Signed out: the proposal is kept until the person's address is known."""
    proposal = form.proposal()
    areas = proposal.pop("areas").order_by("pk")
    keys = list(areas.values_list("pk", flat=True))
    after_sign_in.make(request, areas[0].district, "found", areas=keys, **proposal)
    return redirect("wish_kept")


@limited("found")
def proposed(request, form):
    kehra = sent_once.make(request, Kehra.objects.found, by=request.user, **form.proposal())
    sent = who_heard.of_sukkula(_("The proposal is sent."), kehra, "found")
    messages.success(request, f"{sent} {_('Meanwhile, gather what is needed.')}")
    return redirect("kehrat:checklist", kehra.slug)


@login_not_required
def found(request):
    """Propose a new Kehrä; the address may name the district one came from. Who is not signed in
    writes first and signs in then."""
    near = District.objects.filter(slug=request.GET.get("district", "").replace("\0", "")).first()
    given = kept_form.given(request)
    form = FoundForm(given, user=request.user, near=near)
    if request.method == "POST" and form.is_valid():
        return (proposed if request.user.is_authenticated else found_after_sign_in)(request, form)
    return render(request, "kehrat/groups/found.html", {"form": form, "near": near})


@keeps_typed
@limited("organisation")
@of_kehra(rules.can_see_checklist)
def checklist_page(request, kehra):
    """What the group has and lacks, for its people and Sukkula; organisations are listed here."""
    form = OrganisationForm(kept_form.given(request))
    if request.method == "POST" and form.is_valid():
        try:
            kehra.add_organisation(by=request.user, **form.cleaned_data)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The organisation is on the list."))
            return redirect("kehrat:checklist", kehra.slug)
    context = {"kehra": kehra, "form": form, **founding(kehra, request.user)}
    context["can_list"] = rules.can_list_organisations(request.user, kehra)
    return render(request, "kehrat/groups/checklist.html", context)


@require_POST
@of_kehra(rules.can_list_organisations)
def organisation_remove(request, kehra, pk):
    """Take an organisation off the list."""
    organisation = get_object_or_404(kehra.organisations, pk=pk)
    kehra.remove_organisation(organisation, by=request.user)
    messages.success(request, _("%(name)s is off the list.") % {"name": organisation})
    return redirect("kehrat:checklist", kehra.slug)


@keeps_typed
@of_kehra()
def act(request, kehra, word):
    """One step of the Kehrä's state, asked on a page of its own."""
    asked = acts.of_path(ACTS, word)

    def context():
        found = {"kehra": kehra}
        if asked.verb in ("rest", "ask_ending", "end_kehra"):
            found["hangs"] = hanging(kehra)
        if asked.verb in ("accept_proposal", "turn_down", "confirm", "keep_forming"):
            found |= founding(kehra, request.user)
        if asked.verb == "end_kehra":
            found |= {"open_cards": kehra.open_cards(), "coming": kehra.meetings.coming()}
        return found

    return acts.page(request, kehra, asked, "kehrat/groups/act.html", context=context)


def founding(kehra, user):
    """What the pages of founding show: the checklist, who acts next, what the reader can do."""
    items = checklist(kehra)
    return {
        "items": items,
        "gaps": gaps(kehra),
        "names": supporters(kehra),
        "organisations": kehra.organisations.all(),
        "next": next_step(kehra),
        "acts": open_acts(kehra, user),
    }
