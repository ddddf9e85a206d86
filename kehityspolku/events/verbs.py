"""What follows from a verb: who hears of it, what it is to them, where it is read.

It is said beside the verb: `@step(…)` takes it, and `@verb(…)` stands above a method that records
its event itself. `gather` reads both at start from the models and their querysets, so that feeds,
histories and clocks ask here and keep no lists of names. A floor that counts the verbs of one
below it names them by `names`, which refuses those that do not exist.
"""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from kehityspolku.events.models import Event, Notice

Kind = Notice.Kind
# (record, event) -> people
Circle = Callable[[Model, Event], object]


class UnknownVerb(LookupError):
    """No model has said what follows from a verb of this name."""


@dataclass(frozen=True)
class Verb:
    """What follows when a verb happens to a record of a model."""

    name: str
    model: type[Model]
    _: KW_ONLY
    waits_for: Circle | None = None  # those for whom it waits because of a role: a duty
    tells: Circle | None = None  # those who hear of it besides
    kind: Kind = None  # what it is to those who hear: the model's `notice_kind` unless said
    news: bool = False  # told to everyone in feeds, if the record is public
    public: bool = False  # in the history that everyone reads who sees the record
    listed: bool = True  # in the history that the record's own people read
    sign_of_life: bool = None  # its group is heard of: yes, unless the verb or its model says no
    hands_over: bool = False  # others answer for its group from then on
    deadline: bool = False  # it reminds of a last day, `closes_on` of its facts
    reminds: tuple = ()  # the states in which the clock does it, so that no turn is forgotten
    station: str = ""  # of the path line: the one that begins with it
    ends_station: str = ""  # of the path line: the one that is behind with it
    says: str = ""  # whose words with it stand on the record's page until the other's: desk, team
    dated: str = ""  # the fact that tells its day, if that is another than its recording's

    def __post_init__(self):
        for circle in filter(None, (self.waits_for, self.tells)):
            if not callable(circle):  # in a model's body a field hides a circle of its name
                raise TypeError(f"{self.model._meta.label}.{self.name}: {circle!r} is no circle")
        if not self.kind:
            kind = getattr(self.model, "notice_kind", Kind.PROJECT)
            object.__setattr__(self, "kind", kind)
        if self.sign_of_life is None:
            object.__setattr__(self, "sign_of_life", getattr(self.model, "sign_of_life", True))

    def is_read(self, inside):
        """Whether it is in the history of the record's own people (`inside`), or of everyone."""
        return self.listed and (inside or self.public)


def verb(name="", *, of="", **follows):
    """Say beside a method of a model or its queryset what follows from the event that it records.

    `name`: the event's, unless it is the method's; `of`: the label of the model whose record it
    happens to, unless it is the method's; `follows`: fields of `Verb`.
    """

    def decorate(method):
        method.follows = (of, name or method.__name__, follows)
        return method

    return decorate


_known: dict[tuple[str, str], Verb] = {}


def gather():
    """Read all verbs afresh. Raises TypeError for one that is told twice, by a wrong word, or with
    something that is no circle."""
    _known.clear()
    for model in apps.get_models():
        for place in (model, *_querysets(model)):
            for of_other, name, follows in _told_by(place):
                happens_to = apps.get_model(of_other) if of_other else model
                key = happens_to._meta.label, name
                if key in _known:
                    raise TypeError(f"{'.'.join(key)}: what follows is told twice")
                _known[key] = Verb(name, happens_to, **follows)


def _querysets(model):
    found = {getattr(manager, "_queryset_class", None) for manager in model._meta.managers}
    return found - {None}


def _told_by(place):
    """What `verb` has noted at the methods of a class, its parts' too."""
    return [method.follows for method in methods_of(place).values() if hasattr(method, "follows")]


def methods_of(kind):
    """All that the class of a model or queryset has as {name: value}: its own, then that of the
    parts it is made of, in their order. What a part has too is as the first says it."""
    found = {}
    for part in kind.__mro__:
        for name, value in vars(part).items():
            found.setdefault(name, value)
    return found


def of(record, name):
    """The verb of a record or model; raises UnknownVerb."""
    try:
        return _known[record._meta.label, name]
    except KeyError:
        raise UnknownVerb(f"{record._meta.label}.{name}") from None


def behind(event):
    """The verb of an event; one of a verb that is no more has no consequences."""
    model = ContentType.objects.get_for_id(event.target_type_id).model_class()
    return _known.get((model._meta.label, event.verb)) or Verb(event.verb, model)


def names(model, *wanted):
    """These names of verbs of the model as a tuple; raises UnknownVerb."""
    return tuple(of(model, name).name for name in wanted)


def where(test, *models):
    """The verbs that pass a test, of these models or of all, in the order they are written."""
    return [v for v in _known.values() if test(v) and (not models or v.model in models)]


def on_path(verb):
    """Whether a station of the path line begins or ends with the verb."""
    return bool(verb.station or verb.ends_station)


def events_of(verbs):
    """A condition on events: those of these verbs."""
    condition = Q(pk__in=[])
    for model in {v.model for v in verbs}:
        kind = ContentType.objects.get_for_model(model)
        condition |= Q(target_type=kind, verb__in=[v.name for v in verbs if v.model is model])
    return condition
