"""Publishing a call, changing its rules, ending it early, copying it to next year."""

import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kehityspolku import languages, moments
from kehityspolku.events.steps import lock
from rahoitus.calls import missing
from rahoitus.calls.models.call import TAKEN, Call
from rahoitus.calls.models.version import ROWS, Version
from rahoitus.sending.models import FunderForm
from rahoitus.sources.models import Source
from rahoitus.upkeep.rules import can_keep_calls

DAYS = ["opens_on", "closes_on", "register_by", "second_stage_on", "ends_latest_on"]
DAYS += ["costs_from_on"]


@transaction.atomic
def publish(call, *, by):
    """Make a draft public with its first version; pressed twice, it is public once.

    Raises PermissionDenied, or ValidationError with what the call lacks.
    """
    _hold(call, by)
    if call.published_at:
        return
    _refuse_lacks(call)
    call.published_at = moments.now()
    call.save(update_fields=["published_at"])
    Version.objects.freeze(call, by=by, why=_("Published"))


def changed(call, *, by, why):
    """Keep what has just been saved of a call's rules: of a public call it is the next version,
    told to those who prepare an application. In the transaction that saved.

    Raises ValidationError with what the call lacks now.
    """
    if call.published_at:
        _refuse_lacks(Call.objects.get(pk=call.pk))
        tell(call, by=by, why=why)


def tell(call, *, by, why):
    """Keep the rules of a public call as they stand now, and tell those who prepare for it."""
    call = Call.objects.get(pk=call.pk)
    Version.objects.freeze(call, by=by, why=why)
    for application in _preparing(call):
        application.rules_changed(by=by, why=why)


@transaction.atomic
def end_early(call, *, by, day, why):
    """End a call at the end of a day before the one it told, and tell those who prepare. What it
    lacks otherwise keeps it from nothing.

    Raises PermissionDenied; ValidationError unless it is public and its own last day is later.
    """
    _hold(call, by)
    opens, closes = call.opens_on, call.closes_on
    if not call.published_at or call.ended_early_on or (closes and day >= closes) or day < opens:
        raise ValidationError({"day": _("A public call ends early once, before its own last day.")})
    Version.objects.keep_first(call)
    call.ended_early_on, call.ended_early_why = day, why
    call.save(update_fields=["ended_early_on", "ended_early_why"])
    call.refresh_from_db(fields=["closes_at"])
    told = {"day": moments.day_text(day), "why": why}
    tell(call, by=by, why=_("The call ended early on %(day)s: %(why)s") % told)


@transaction.atomic
def copy(call, *, by):
    """A draft of next year's call with the same rules; nothing of it is checked yet."""
    if not can_keep_calls(by):
        raise PermissionDenied
    made = Call.objects.get(pk=call.pk)
    for name in DAYS:
        day = getattr(made, name)
        setattr(made, name, day and moments.months_after(day, 12))
    for code in languages.CODES:
        setattr(made, f"name_{code}", _years_on(getattr(made, f"name_{code}")))
    made.pk, made._state.adding = None, True
    made.slug = free_slug(Call, made.name)
    made.published_at = made.checked_on = made.ended_early_on = None
    made.ended_early_why = ""
    made.save()
    made.districts.set(call.districts.all())
    for name in ROWS:
        for row in getattr(call, name).all():
            row.pk, row.call = None, made
            row.save(force_insert=True)
    return made


def begin_source(form):
    """The new source of a valid form, at an address of its own."""
    form.instance.slug = free_slug(Source, form.instance.name)
    return form.save()


@transaction.atomic
def load_form(form):
    """The funder's form of a valid FormFileForm, with the questions of its file if one came."""
    made, text = form.instance, form.cleaned_data["file"]
    if not made.pk:
        made.slug = free_slug(FunderForm, made.name_fi)
    form.save()
    if text:
        FunderForm.objects.load(text, slug=made.slug, source=made.source)
    return made


def free_slug(model, name):
    """A slug for a call, a source or a form of a name, that no other has."""
    stem = slugify(name)[:40] or "haku"
    taken = {*TAKEN, *model.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


def _hold(call, by):
    if not can_keep_calls(by):
        raise PermissionDenied
    lock(call)


def _refuse_lacks(call):
    if lacks := list(missing.of(call)):
        raise ValidationError(lacks)


def _preparing(call):
    unsent = [a for a in call.applications.select_related("project") if a.state in a.UNSENT]
    return [application for application in unsent if not application.for_record]


def _years_on(name):
    """A name whose years are one later."""
    return re.sub(r"\b20\d\d\b", lambda found: str(int(found[0]) + 1), name)
