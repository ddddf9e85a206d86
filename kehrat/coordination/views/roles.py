"""Coordinating a Kehrä: handing the role over, giving it up, the open call."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import check, open_steps
from kehityspolku.fields import NoWords
from kehrat.coordination import rules
from kehrat.coordination.forms import GiveUpForm, NameForm, NominateForm, NoteForm, OfferForm
from kehrat.coordination.models.nomination import Nomination
from kehrat.coordination.models.vacancy import Offer, Vacancy
from kehrat.groups import rules as group_rules
from kehrat.groups import who_heard
from kehrat.groups.pieces import of_kehra
from kehrat.groups.rules import can_see_members


@of_kehra(group_rules.is_coordinator)
def role(request, kehra):
    """One's own role as a coordinator: ask a member to take it over, or end it."""
    mine = kehra.membership_of(request.user)
    form = NominateForm(request.POST or None, kehra=kehra)
    if request.method == "POST" and form.is_valid():
        asked, note = form.cleaned_data["nominee"], form.cleaned_data["note"]
        Nomination.objects.nominate(asked, by=request.user, note=note)
        messages.success(request, _("%(name)s was asked.") % {"name": asked.user})
        if unreached := who_heard.unreached([asked.user]):
            messages.warning(request, unreached)
        return redirect("kehrat:role", kehra.slug)
    context = {
        "kehra": kehra,
        "mine": mine,
        "form": form,
        "steps": open_steps(mine, request.user),
        "nominations": kehra.nominations.open().select_related("nominee__user", "nominator__user"),
    }
    return render(request, "kehrat/coordination/role.html", context)


@of_kehra(group_rules.is_coordinator)
def role_end(request, kehra):
    """Step down, or as the last coordinator give the role up on a date; asked once."""
    mine = kehra.membership_of(request.user)
    last = "give_up" in open_steps(mine, request.user)
    form = (GiveUpForm if last else NoWords)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        (mine.give_up if last else mine.step_down)(by=request.user, **form.cleaned_data)
        messages.success(request, _("The members got a message."))
        return redirect("kehrat:members", kehra.slug)
    context = {"kehra": kehra, "mine": mine, "form": form, "last": last}
    return render(request, "kehrat/coordination/role_end.html", context)


@require_POST
@of_kehra(group_rules.is_coordinator)
def role_stay(request, kehra):
    """Take back the giving up."""
    kehra.membership_of(request.user).stay_on(by=request.user)
    messages.success(request, _("You go on as the coordinator. The members got a message."))
    return redirect("kehrat:role", kehra.slug)


@of_kehra(can_see_members)
def nomination(request, kehra, pk):
    """The nominee answers; who asked may take it back."""
    asked = kehra.nominations.select_related("nominee__user", "nominator__user")
    asked = get_object_or_404(asked, pk=pk)
    check(rules.can_see_nomination, request.user, asked)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, asked, form.cleaned_data["note"])
    context = {"kehra": kehra, "nomination": asked, "form": form}
    context["steps"] = set() if asked.is_late else open_steps(asked, request.user)
    return render(request, "kehrat/coordination/nomination.html", context)


def _answer(request, nomination, note):
    match request.POST.get("answer"):
        case "accept":
            nomination.accept_nomination(by=request.user)
            told = _("You now coordinate %(kehra)s.") % {"kehra": nomination.kehra}
        case "decline":
            nomination.decline_nomination(by=request.user, note=note)
            told = _("You said no, and the coordinator sees your answer.")
        case _:
            nomination.withdraw_nomination(by=request.user)
            told = _("%(name)s is no longer asked.") % {"name": nomination.nominee.user}
    messages.success(request, told)
    return redirect("kehrat:members", nomination.kehra.slug)


@of_kehra(can_see_members)
def call(request, kehra):
    """The vacancy of coordination: since when, who offers; a member offers here."""
    vacancy = get_object_or_404(kehra.vacancies.order_by("-pk")[:1])
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        offer = vacancy.offer(by=request.user, note=form.cleaned_data["note"])
        thanks = who_heard.of_sukkula(_("Thank you."), offer, "offer_to_coordinate")
        messages.success(request, thanks)
        return redirect("kehrat:call", kehra.slug)
    offers = vacancy.offers.shown().select_related("membership__user")
    context = {
        "kehra": kehra,
        "vacancy": vacancy,
        "form": form,
        "offers": [(offer, open_steps(offer, request.user)) for offer in offers],
        "mine": next((o for o in offers if o.membership.user_id == request.user.pk), None),
        "is_member": group_rules.is_member(request.user, kehra),
        "steps": open_steps(vacancy, request.user),
    }
    return render(request, "kehrat/coordination/call.html", context)


@require_POST
@of_kehra(group_rules.is_sukkula)
def call_open(request, kehra):
    """Sukkula opens the call before its day."""
    get_object_or_404(kehra.vacancies.standing()).open_call(by=request.user)
    messages.success(request, _("The call is open. The members got a message."))
    return redirect("kehrat:call", kehra.slug)


@of_kehra(group_rules.is_sukkula)
def call_name(request, kehra):
    """Sukkula names a member who is willing as the coordinator."""
    form = NameForm(request.POST or None, kehra=kehra)
    if request.method == "POST" and form.is_valid():
        member = form.cleaned_data["member"]
        member.name_coordinator(by=request.user)
        told = _("%(name)s now coordinates the Kehrä.") % {"name": member.user}
        messages.success(request, told)
        return redirect(kehra)
    return render(request, "kehrat/coordination/name.html", {"kehra": kehra, "form": form})


@require_POST
@of_kehra(can_see_members)
def offer(request, kehra, pk):
    """Take one's own offer back, or (Sukkula) choose it."""
    found = get_object_or_404(Offer, vacancy__kehra=kehra, pk=pk)
    if request.POST.get("answer") == "choose":
        found.choose_offer(by=request.user)
        told = _("%(name)s now coordinates the Kehrä.") % {"name": found.membership.user}
    else:
        found.withdraw_offer(by=request.user)
        told = _("Your offer is taken back.")
    messages.success(request, told)
    return redirect("kehrat:call", kehra.slug)


def vacancies(request):
    """Sukkula's list: Kehrät without a coordinator, the longest first."""
    if not group_rules.is_sukkula(request.user):
        raise PermissionDenied
    rows = Vacancy.objects.standing().of_working().with_offers().select_related("kehra")
    return render(request, "kehrat/coordination/vacancies.html", {"vacancies": rows})
