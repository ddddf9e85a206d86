"""Many cards decided at once: the form, what would be mailed, the keeping of the decisions."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kehityspolku.text import inner_quotes
from kehityspolku.web import kept_form
from kehityspolku.web.kept_form import keeps_typed
from sukkula.phrases.pieces import phrases_of
from sukkula.review import announcing, deciding
from sukkula.review.forms import DecideManyForm
from sukkula.review.pieces import at_desk


@keeps_typed
@at_desk
def decide_many(request):
    """Decide on the ticked cards: a form, the preview of it, and by `decide` the decisions.

    `choose`: the cards were ticked elsewhere; `edit`: back from the preview to the form.
    """
    data = kept_form.given(request) or request.GET
    keys = keys_of(data)
    if problem := not_so_many(keys):
        messages.error(request, problem)
        return redirect("sukkula:compare")
    cards, late = deciding.sort_out(request.user, keys)
    left_out = [(card, why, data.get(f"reason{card.pk}", "")) for card, why in late]
    sent = request.method == "POST" and not {"choose", "edit"} & set(data)
    given = {"data": data} if sent else {"initial": data.dict() if "edit" in data else None}
    form = DecideManyForm(**given, cards=cards)
    if not sent or (cards and not form.is_valid()):
        context = {"form": form, "left_out": left_out, "phrases": phrases_of(request.user)}
        return render(request, "sukkula/review/decide_many.html", context)
    verdicts = form.verdicts(request.user, get_language()) if cards else []
    if "decide" not in data:
        return preview(request, form, verdicts, left_out)
    became = deciding.decide(verdicts, form.seen() if cards else {}, by=request.user)
    tell(request, became.decided, [*left_out, *became.left_out])
    return redirect("sukkula:verdicts")


def preview(request, form, verdicts, left_out):
    """Who would get which words; the form's own are carried along."""
    context = {
        "left_out": left_out,
        "letters": announcing.letters(verdicts, request.user),
        "typed": [(name, words) for name, words in form.data.items() if name in form.fields],
        "keys": [card.pk for card in form.cards],
    }
    return render(request, "sukkula/review/decide_many_preview.html", context)


def keys_of(data):
    """The ticked cards' keys; what can be none is passed by."""
    ticked = data.getlist("cards")
    return [int(key) for key in ticked if key.isascii() and key.isdigit() and len(key) < 10]


def not_so_many(keys):
    """What is wrong with the number of cards, in words; "" for nothing."""
    if not keys:
        return _("Tick the cards first.")
    if len(keys) > deciding.MOST:
        return _("Choose at most %(most)s cards at a time.") % {"most": deciding.MOST}
    return ""


def tell(request, decided, left_out):
    if n := len(decided):
        words = ngettext(
            "%(n)s decision is kept. Announce it below.",
            "%(n)s decisions are kept. Announce them below.",
            n,
        )
        messages.success(request, words % {"n": n})
    for card, why, reason in left_out:
        words = _("“%(title)s” was left out. %(why)s") % {"title": inner_quotes(card), "why": why}
        if reason:
            words += " " + _("You wrote: %(reason)s") % {"reason": reason}
        messages.warning(request, words)
