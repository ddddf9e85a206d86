"""What one may do to a record, in the words of pages: what comes next, the acts, the page of one.

Each room that has acts lists them in its `acts.py`, in the order of its pages, and what comes next
in its `next_step.py`, by state.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render

from kehityspolku import moments
from kehityspolku.events.steps import WrongState, check, open_steps
from kehityspolku.fields import NoWords
from kehityspolku.web import kept_form

SOON = 7  # days


@dataclass(frozen=True, kw_only=True)
class Next:
    """What happens next to a record in one state, and who acts."""

    text: str
    short: str = ""  # the same in a few words, as Sukkula's work list says it
    by: date | None = None  # the last day, where there is one
    closes: datetime | None = None  # the moment of that day at which it closes

    @property
    def days(self):
        """How many days are left."""
        return (self.by - moments.today()).days if self.by else None

    @property
    def left(self):
        """How long it can still be done, in words; "" where there is no last day."""
        return moments.left_text(self.by, self.closes) if self.by else ""

    @property
    def is_late(self):
        return self.by is not None and self.days < SOON


@dataclass(frozen=True, kw_only=True)
class Act:
    """A step of a record as pages tell it."""

    verb: str
    button: str  # the words of the button that does it, and of the link that leads to its page
    done: str  # what is said when it is done
    path: str = ""  # its Finnish word in the address; without a page of its own a button does it
    question: str = ""  # the heading of its page, unless it is the button's words
    explains: str = ""  # what follows from it
    tells: str = ""  # who gets mail
    form: type[forms.Form] = NoWords
    kind: str = "second"  # the look of the button or link that leads to it
    # Says with what was done who heard of it: (done, record, verb) -> words.
    heard: Callable = lambda done, _record, _verb: done

    @property
    def title(self):
        return self.question or self.button

    @property
    def pressed(self):
        """The look of the button that does it."""
        return "danger" if self.kind == "danger" else "button"

    def take(self, record, *, by, **words):
        """Take the step; gives what to say of it. Raises what the step raises."""
        getattr(record, self.verb)(by=by, **words)
        return self.heard(self.done, record, self.verb)


def table(*acts, heard=None):
    """The acts by their verbs, in their order. `heard`: of each of them."""
    if heard:
        acts = [replace(act, heard=heard) for act in acts]
    return {act.verb: act for act in acts}


def of_path(acts, path):
    """The act of a word in the address; else 404."""
    found = next((act for act in acts.values() if path and act.path == path), None)
    if not found:
        raise Http404
    return found


def open_acts(acts, record, user):
    """Those of the acts that the person can take now, in their order."""
    can = open_steps(record, user)
    return [act for act in acts.values() if act.verb in can]


def page(request, record, act, template, *, back=None, take=None, initial=None, context=None):
    """The page of an act: it asks, takes the step, says what was done and goes `back`.

    Raises PermissionDenied, and WrongState before anyone writes words for nothing; what the step
    refuses later is said on the form, so that what was typed is not lost.

    `back`: where to go, or what tells it once the step is taken; the record's own page unless
    told. `take`: does it in the place of `Act.take`. `context()`: what the template takes besides
    `act` and `form`.
    """
    step = getattr(type(record), act.verb)
    form, status = act.form(kept_form.given(request), initial=initial), 200
    if late := too_early(request, record, step, form):
        form.is_valid()  # what was typed, or kept through sign-in: it is shown, and why not now
        form.add_error(None, str(late))
        status = 409
    elif request.method == "POST" and form.is_valid():
        try:
            done = (take or act.take)(record, by=request.user, **form.cleaned_data)
        except WrongState as late:
            form.add_error(None, str(late))
            status = 409
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, done)
            return redirect((back() if callable(back) else back) or record)
    more = context() if context else {}
    return render(request, template, {"act": act, "form": form, **more}, status=status)


def too_early(request, record, step, form):
    """The WrongState that keeps the person from the step before its words are looked at, or None;
    raised of a page that is only opened. What is sent in a wrong state is told by the step."""
    try:
        check(step.allow, request.user, record)
        if request.method != "POST" and record.state not in step.sources:
            raise WrongState(record)
    except WrongState as late:
        if not form.is_bound:
            raise
        return late
    return None
