"""Cards read from texts and files: brought in, read by the worker, seen and corrected, stored."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku.files import fields
from kehityspolku.web import pieces, sent_once
from kehityspolku.web.limits import limited
from kehrat.cards.contradictions import contradictions
from kehrat.cards.written import KINDS
from kehrat.groups import who_heard
from kehrat.groups.pieces import of_kehra
from kehrat.projects import preview, rules
from kehrat.projects.forms.intake import BringForForm, BringForm, StoreForm, owner_of, owners
from kehrat.projects.intake import check, figures, read_again
from kehrat.projects.models.intake import CardReading, Intake
from kehrat.projects.models.project import Project
from kehrat.projects.pieces import visible
from kehrat.projects.similar import alike

TOO_LARGE = ("too_large", "heavy_word")


@limited("bring_in")
@of_kehra(rules.can_bring_in)
def project_import(request, kehra):
    """Bring in the texts of cards, pasted or in files. Nothing is stored before it was seen."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = (BringForm if kehra else BringForForm)(*given)
    if given and form.is_valid():
        owner = {"kehra": kehra} if kehra else owner_of(form.cleaned_data["owner"])
        bring_in, brought = Intake.objects.bring_in, form.cleaned_data["brought"]
        return redirect(sent_once.make(request, bring_in, brought, by=request.user, **owner))
    context = {"form": form, "kehra": kehra}
    context["on_behalf"] = kehra and not rules.can_begin(request.user, kehra)
    large = form.is_bound and any(form.has_error(n, c) for n in form.fields for c in TOO_LARGE)
    return render(request, "kehrat/projects/import.html", context, status=413 if large else 200)


def intake(request, key):
    """What one brought in at once: what was read, what needs a look, what was refused; stored."""
    found = get_object_or_404(Intake.objects.visible_to(request.user), key=key)
    readings = in_order(found.readings.select_related("kehra", "project", "intake", "original"))
    if request.method == "POST":
        choose_owners(request, readings)
        projects = store_chosen(request, found, readings) if "store" in request.POST else []
        if projects:
            tell(request, projects)
            return redirect(found)
    elif len(readings) == 1:
        return redirect(readings[0])
    chooses = request.user.is_sukkula
    context = {"intake": found, "readings": readings, "owners": list(owners()) if chooses else []}
    context["counts"] = counts(readings)
    if request.method != "POST":
        for reading in readings:  # what is in order is ticked already
            reading.ticked = reading.is_read and reading.has_owner and not reading.needs_look
    page = "kehrat/projects/intake.html"
    return pieces.answer(request, page, f"{page}#readings", context)


def in_order(readings):
    """The readings as their files came, the cards of one file together."""
    first = {}
    for reading in readings:
        first.setdefault(reading.original_id or -reading.pk, reading.pk)
    return sorted(readings, key=lambda r: (first[r.original_id or -r.pk], r.pk))


def counts(readings):
    """How many of the readings came to what."""
    waiting = sum(reading.is_on_the_way for reading in readings)
    look = sum(reading.needs_look for reading in readings)
    read = sum(reading.is_read for reading in readings)
    return {
        "all": len(readings),
        "waiting": waiting,
        "done": len(readings) - waiting,
        "readable": read,
        "good": read - look,
        "look": look,
        "refused": sum(reading.is_refused for reading in readings),
        "stored": sum(reading.is_stored for reading in readings),
    }


def choose_owners(request, readings):
    """Note whose card each becomes, where Sukkula has told it."""
    if not request.user.is_sukkula:
        return
    for reading in readings:
        told = request.POST.get(f"owner-{reading.pk}")
        if told is not None and told != reading.owner and not reading.is_stored:
            reading.give_to(**owner_of(told))


def store_chosen(request, found, readings):
    """Store those that were ticked and can be; the others bear their `problem` in words."""
    ticked, ready = set(request.POST.getlist("keep")), []
    for reading in readings:
        reading.ticked = str(reading.pk) in ticked
        if reading.ticked and reading.is_read:
            card = read_again(reading).card
            reading.problem = problem_of(reading, card)
            if not reading.problem:
                ready.append((reading, card))
    return found.store(ready, by=request.user)


def problem_of(reading, card):
    """Why the card can't be stored as it is, in words; "" when it can."""
    if not card.title:
        return _("Write the card's title.")
    if not reading.has_owner:
        return _("Choose whose card it is.")
    if reading.kehra and not reading.kehra.stands:
        return _("The Kehrä has ended.")
    try:
        check(card)
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""


def tell(request, projects):
    """Say how many cards were stored, and who heard of it."""
    number = len(projects)
    told = ngettext(
        "The card is stored as a draft. Check it and submit it.",
        "%(number)s cards are stored as drafts. Check them and submit them.",
        number,
    )
    told %= {"number": number}
    behalf = [p for p in projects if p.kehra and not rules.can_begin(request.user, p.kehra)]
    if behalf:
        told = who_heard.of_team(told, behalf[0], "bring_in")
    messages.success(request, told)


def card_reading(request, key, pk):
    """One card on its way in: how far its reading is, then the preview that can be corrected."""
    readings = CardReading.objects.visible_to(request.user)
    readings = readings.select_related("intake", "kehra", "original", "project")
    reading = get_object_or_404(readings, intake__key=key, pk=pk)
    if reading.is_stored:
        return redirect(reading.project)
    if "progress" in request.GET and not reading.is_on_the_way:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if not reading.is_read:
        page = "kehrat/projects/reading.html"
        return pieces.answer(request, page, f"{page}#progress", {"reading": reading})
    data = request.POST if request.method == "POST" else None
    form = StoreForm(data, reading=reading, user=request.user)
    if form.is_valid():
        form.correct(request.POST)
        if "store" not in request.POST:
            return look_again(request, reading)
        if not (problem := problem_of(reading, form.card)):
            projects = reading.intake.store([(reading, form.card)], by=request.user)
            tell(request, projects)
            return redirect(projects[0])
        form.add_error(None, problem)
    return pieces.answer(
        request,
        "kehrat/projects/reading_preview.html",
        "kehrat/projects/reading_preview.html#preview",
        seen(request, reading, form),
    )


def look_again(request, reading):
    """Back to the preview, at the line that was asked for."""
    line = request.POST.get("open", "")
    at = f"?open={line}#line-{line}" if line.isdecimal() and len(line) < 6 else ""
    return HttpResponseRedirect(f"{reading.get_absolute_url()}{at}")


def seen(request, reading, form):
    """What the preview shows of a reading."""
    line = request.GET.get("open", "")
    opened = int(line) if line.isdecimal() and len(line) < 6 else 0
    found = form.reading
    return {
        "reading": reading,
        "form": form,
        "card": found.card,
        "figures": figures(found),
        "lines": preview.shown(found, form.written, reading.corrections, opened),
        "doubts": preview.asked(found, reading.corrections),
        "left_out": [(KINDS[left.kind], left.words) for left in found.left_out],
        "flags": contradictions(found.card),
        "likes": likes(request.user, reading, found.card.title),
    }


def likes(user, reading, title):
    """Cards of a like title that the reader may read, once it is told whose card it becomes."""
    if not reading.has_owner:
        return []
    return alike(reading.kehra, title, among=Project.objects.visible_to(user))


def original(request, pk, key):
    """The file or text that a card was read from, to those who write the card and Sukkula."""
    project = visible(request, pk)
    seen = project.originals.visible_to(request.user).open()
    return fields.answer(get_object_or_404(seen, key=key), public=False)
