"""The step: a verb that moves a record from one state to another.

It locks the row, refuses a wrong person or state, acts, saves and records the event, in one
transaction. django-fsm-2 keeps the table of transitions, so that it can be listed and drawn.
"""

from functools import wraps

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django_fsm import FSMField, can_proceed, transition

from kehityspolku import grants, moments
from kehityspolku.events import verbs
from kehityspolku.events.past_states import PastState
from kehityspolku.events.record import record


class StateField(FSMField):
    """A state that steps move. To migrations it is a plain text: theirs would listen to every model
    that is made while they run, which takes minutes."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class WrongState(Exception):
    """The record is not in a state where this can be done; somebody may have been faster."""

    def __init__(self, record, told=""):
        self.record, self.why = record, str(told)
        super().__init__(self.why or self.in_words(record))

    @staticmethod
    def in_words(record):
        return _(
            "This could not be done, because the state is now “%(state)s”. Read the page again."
        ) % {"state": record.get_state_display()}


class NotYours(PermissionDenied):
    """The person may not do this to the record, for a reason that they can be told."""


class Gone(ObjectDoesNotExist):
    """The record was removed by somebody else a moment ago."""

    def __init__(self):
        super().__init__(_("It was removed a moment ago, so nothing was saved."))


def step(*sources, to, allow, **follows):
    """Make a verb a state transition: `verb(self, *, by, **facts) -> the event's facts or None`.

    `sources`: states it starts from. `to`: the state it leads to, None keeps the state.
    `allow`: a rule, `allow(user, record) -> bool`. `follows`: what follows from it, see verbs.Verb.
    Raises PermissionDenied or WrongState; nothing is then changed.
    """

    def decorate(verb):
        move = transition(field="state", source=list(sources), target=to)(verb)

        @wraps(move)
        def run(self, *, by, **given):
            with transaction.atomic():
                lock(self)
                check(allow, by, self)
                if not can_proceed(getattr(self, verb.__name__)):
                    raise WrongState(self)
                before = self.state
                facts = move(self, by=by, **given) or {}
                if hasattr(self, "state_since") and self.state != before:
                    enter_state(self, before, on=given.get("on"))
                self.save()
                record(verb.__name__, self, by=by, **facts)

        run.allow, run.sources, run.to = allow, sources, to
        return verbs.verb(**follows)(run)

    return decorate


def enter_state(record, before, *, on=None):
    """Note since when the record is in its new state: from now, or from a past day that was told.
    Of a model that `keeps_states` the one before is kept. Not saved."""
    since = record.state_since
    record.state_since = moments.now()
    if on and on < moments.today():
        record.state_since = moments.start_of(on)
    if getattr(record, "keeps_states", False):
        PastState.objects.keep(record, before, since)


def check(rule, user, record):
    """Raises PermissionDenied where the rule does not let the user; WrongState where it would let
    them in another state (`by_state`), or did until what the record is within ended (`ended_for`),
    so that it is never told as a matter of rights; NotYours where the record or what it is within
    can tell why it is another's (`why_not_for`)."""
    if rule(user, record):
        return
    if hasattr(rule, "who") and rule.who(user, record):
        raise WrongState(rule.of(record), rule.told)
    behind = (record, *(record.within() if hasattr(record, "within") else ()))
    for each in behind:
        if hasattr(each, "ended_for") and each.ended_for(user):
            raise WrongState(each)
    for each in behind:
        if hasattr(each, "why_not_for") and (why := each.why_not_for(user)):
            raise NotYours(why)
    raise PermissionDenied


def check_step(record, user, name):
    """Raises as the step of this name would, before anyone writes words for it."""
    step = getattr(type(record), name)
    check(step.allow, user, record)
    if record.state not in step.sources:
        raise WrongState(record)


def lock(record):
    """Lock the record's row until the transaction ends and read it afresh, as who may do what.
    Raises Gone when it is no more.

    A model's `guarded_by` names the foreign key whose row is held first: a rule that counts the
    record's siblings then finds no one else at work on them. Its `READ_WITH` are the records read
    with it, those that its rules and circles ask about.
    """
    if guard := getattr(record, "guarded_by", None):
        hold(getattr(record, guard))
    rows = type(record)._base_manager.select_for_update(of=("self",))
    if hasattr(record, "READ_WITH"):
        rows = rows.select_related(*record.READ_WITH)
    try:
        record.refresh_from_db(from_queryset=rows)
    except type(record).DoesNotExist:
        raise Gone from None
    grants.forget()


def hold(record):
    """Keep others who hold the record waiting until the transaction ends; it is not read afresh."""
    rows = type(record)._base_manager.select_for_update(of=("self",), no_key=True)
    rows.values_list("pk").get(pk=record.pk)
    grants.forget()


def steps_of(model):
    """The steps of a model as {name: verb}, in the order they are written."""
    methods = verbs.methods_of(model)
    return {name: verb for name, verb in methods.items() if hasattr(verb, "allow")}


def open_steps(record, user):
    """Names of the steps this person can take now: what a page shows as buttons."""
    return {
        name
        for name, verb in steps_of(type(record)).items()
        if record.state in verb.sources and verb.allow(user, record)
    }
