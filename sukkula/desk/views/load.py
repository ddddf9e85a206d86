"""Who takes care of what: loads, default advisers, absences; giving many cards at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kehityspolku.text import inner_quotes
from kehrat.groups import rules as group_rules
from kehrat.models import Absence, Duty, Project
from sukkula.desk import front, handover, load
from sukkula.desk.forms import AbsenceForm, AssignManyForm, DeskFilter, DutyForm, HandOverForm
from sukkula.desk.turns import CARD
from sukkula.desk.worklist import WorkList
from sukkula.review import deciding
from sukkula.review.pieces import at_desk

MOST_AT_ONCE = 1000  # cards given by one press
MOST_TOLD = 10  # cards that could not be given, each by its name


@at_desk
def load_page(request):
    """What waits for each adviser, who is away, who gets which major district's cards."""
    may_lead = group_rules.is_lead(request.user)
    form = DutyForm(request.POST or None) if may_lead else None
    if request.method == "POST":
        if not form:
            raise PermissionDenied
        if form.is_valid():
            form.save(by=request.user)
            messages.success(request, _("The default advisers are saved."))
            return redirect("sukkula:load")
    absences = Absence.objects.coming().select_related("person", "deputy")
    return render(
        request,
        "sukkula/desk/load.html",
        {
            "loads": load.loads(request.user),
            "form": form,
            "duties": Duty.objects.select_related("major", "adviser"),
            "absences": absences,
            "left": handover.by_adviser(),
            "hand_over": HandOverForm(),
            "may_lead": may_lead,
        },
    )


@at_desk
def absence(request):
    """Tell when one is away and who stands in."""
    form = AbsenceForm(request.POST or None, instance=Absence(person=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:  # two at once; the form's own check came too early
            form.add_error(None, _("You are away on some of these days already."))
        else:
            messages.success(
                request,
                _("Your absence is saved. Your deputy sees your desk and gets its reminders."),
            )
            return redirect("sukkula:load")
    return render(request, "sukkula/desk/absence.html", {"form": form})


@require_POST
@at_desk
def absence_end(request, pk):
    """Take an absence back: one's own, or anyone's by a lead. One taken back already is."""
    found = Absence.objects.filter(pk=pk).first()
    if found and found.person != request.user and not group_rules.is_lead(request.user):
        raise PermissionDenied
    if found:
        found.delete()
    messages.success(request, _("The absence is taken back."))
    return redirect("sukkula:load")


def chosen(told, request):
    """The ticked cards; or those of the list in the address that are not the adviser's yet."""
    if not told["all"]:
        return told["cards"]
    free = cards_of_list(request).filter(state__in=Project.assign.sources)
    return free.exclude(adviser=told["adviser"]).order_by("state_since", "pk")


def cards_of_list(request):
    """The cards of the list in the address, on every page."""
    asked = DeskFilter(request.GET).asked()
    tab, _order, _shown = front.asked_for(asked, request.user)
    work = WorkList.of(request.user).desk_of(asked.get("adviser")).tab(tab).narrow(**asked)
    [cards] = (part.records for part in work.parts if part.kind == CARD)
    return cards


@require_POST
@at_desk
def assign_many(request):
    """Give the ticked cards, or all of the list, to an adviser; each that was free to be given
    is. `choose`: decide on them instead."""
    if "choose" in request.POST:
        return redirect(deciding_on(request))
    form = AssignManyForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
        return redirect("sukkula:desk")
    give(request, chosen(form.cleaned_data, request), form.cleaned_data["adviser"])
    return redirect("sukkula:desk")


def deciding_on(request):
    """The address of the form that decides on the ticked cards, or on those of the list that are in
    review: one more than it takes is told there."""
    keys = request.POST.getlist("cards")
    if request.POST.get("all"):
        in_review = cards_of_list(request).filter(state=Project.State.IN_REVIEW)
        keys = in_review.order_by("state_since", "pk").values_list("pk", flat=True)
    query = QueryDict(mutable=True)
    query.setlist("cards", keys[: deciding.MOST + 1])
    return f"{reverse('sukkula:decide_many')}?{query.urlencode()}"


@require_POST
@at_desk
def hand_over(request, pk):
    """Give all cards of an adviser who is none any more to another one."""
    form = HandOverForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
    else:
        give(request, handover.cards().filter(adviser=pk), form.cleaned_data["adviser"])
    return redirect("sukkula:load")


def give(request, cards, adviser):
    """Give the cards to the adviser, and say of how many it was done and which stayed."""
    keys = [card.pk for card in cards[: MOST_AT_ONCE + 1]]
    now = Project.objects.filter(pk__in=keys[:MOST_AT_ONCE])
    given, kept = now.assign_all(by=request.user, adviser=adviser)
    told = ngettext(
        "%(n)s card is handed over to %(name)s.",
        "%(n)s cards are handed over to %(name)s.",
        len(given),
    )
    messages.success(request, told % {"n": len(given), "name": adviser})
    for card, why in list(kept.items())[:MOST_TOLD]:
        words = _("“%(title)s” could not be handed over. %(why)s")
        messages.warning(request, words % {"title": inner_quotes(card), "why": why})
    if (more := len(kept) - MOST_TOLD) > 0:
        words = ngettext("So could not %(n)s other card.", "So could not %(n)s other cards.", more)
        messages.warning(request, words % {"n": more})
    if len(keys) > MOST_AT_ONCE:
        words = _("So many cards are given at once and no more: press again for the rest.")
        messages.warning(request, words)
