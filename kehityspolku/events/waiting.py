"""What waits for a person by role, told by each app in its `waits.py` (see by_name.py).

One source for the page of all that waits, the number in the head and the desk.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten

from django.db.models import DateField, DateTimeField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from kehityspolku import by_name, kept, moments
from kehityspolku.events.models import Notice

MOST = 99  # counts go no further
KEPT = 60  # seconds that the number in the head may be late of what others do
LONGEST = 120  # characters of what a thing is called; it ends at a word
SHOWN = 8  # things of one kind on the page of all that waits
UNREAD = -1  # the place of unread notices among what is counted


@dataclass(frozen=True)
class Thing:
    """One thing that waits: what it is called, where, since when or until when."""

    title: str
    language: str
    url: str
    since: date | None
    due: date | None


@dataclass(frozen=True)
class Waiting:
    """Things of one kind that wait for a person: what they are, where, and their rows.

    Of each row: `title`, `language`, `since`, `due` are its fields or expressions, "" for none;
    `page` the name of its address, which takes its `key`, or several with spaces between; what is
    behind a "?" in it asks the page for something. Without a page it leads to `url`.
    """

    words: str
    url: str
    rows: QuerySet
    title: object = ""
    page: str = ""
    key: object = "pk"
    language: str = ""
    since: object = "state_since"
    due: str = ""
    listed: bool = False  # it stands on the desk's own list
    number: int = 0
    things: tuple = ()

    @property
    def shown(self):
        return shown(self.number)

    @property
    def more(self):
        """Whether there is more than its things."""
        return self.number > len(self.things)

    def told(self, place):
        """Of its rows those that are shown, the most urgent first, as columns alike in all kinds,
        and no more than are counted."""
        columns = [
            Value(place, output_field=IntegerField()),
            column(self.title, TextField()),
            column(self.language, TextField()),
            column(self.key, TextField()),
            column(self.since, DateTimeField()),
            column(self.due, DateField()),
        ]
        order = self.due or self.since
        return self.rows.order_by(*([order] if order else []), "pk").values_list(*columns)[
            : MOST + 1
        ]

    def thing(self, title, language, key, since, due):
        of, _mark, asks = key.partition("?")
        url = reverse(self.page, args=of.split()) if self.page else self.url
        url += f"?{asks}" if asks else ""
        title = shorten(title, LONGEST, placeholder=" …")
        return Thing(title, language, url, since and moments.day_of(since), due)


def of_both(one, other, between=" · "):
    """Two fields as one, as a title or a key."""
    return Concat(one, Value(between), other, output_field=TextField())


def column(told, kind):
    """A field by its name, an expression, or "" for none, as a column of a kind."""
    if isinstance(told, str):
        told = F(told) if told else Value("" if isinstance(kind, TextField) else None)
    return Cast(told, kind)


def shown(number):
    """A number as text, "99+" beyond it, "" for none."""
    return f"{number}" if 0 < number <= MOST else f"{MOST}+" if number else ""


def all_of(user):
    """[Waiting] as all apps tell it, from the lowest floor up, not counted."""
    told = by_name.found("waits", "waiting").values()
    return [each for waits in told for each in waits(user)]


def beside_the_list(user):
    """[Waiting] of what waits for a person of Sukkula besides what stands on the desk's list,
    counted in one query."""
    found = [each for each in all_of(user) if not each.listed]
    numbers = Counter(counted([each.rows for each in found]))
    return [replace(w, number=numbers[n]) for n, w in enumerate(found) if numbers[n]]


def with_things(user):
    """[Waiting] of all that waits for the person, each with the things that are shown, in one
    query."""
    found = all_of(user)
    rows = {n: [] for n in range(len(found))}
    for n, *columns in joined([each.told(n) for n, each in enumerate(found)]):
        rows[n].append(found[n].thing(*columns))
    return [
        replace(each, number=len(rows[n]), things=tuple(sorted(rows[n], key=urgency)[:SHOWN]))
        for n, each in enumerate(found)
        if rows[n]
    ]


def urgency(thing):
    """By the day it is wanted, then by how long it has waited."""
    return thing.due or date.max, thing.since or date.max


def head(user):
    """{"unread", "waits"}: unread notices and all that waits, as text, in one query.

    Asking all apps takes longer than most pages do: the number of what waits is kept for KEPT
    seconds, until the person sends something or gets a notice.
    """
    key = _key(user.pk)
    number = kept.found(key)
    kinds = {UNREAD: Notice.objects.visible_to(user).unread()}
    if number is None:
        kinds |= dict(enumerate(each.rows for each in all_of(user)))
    numbers = Counter(counted(kinds.values(), kinds))
    unread = numbers.pop(UNREAD, 0)
    if number is None:
        number = numbers.total()
        kept.keep(key, number, KEPT)
    return {"unread": shown(unread), "waits": shown(number)}


def forget(people):
    """Count anew what waits for the people (their keys) when it is next shown."""
    kept.drop([_key(person) for person in people])


def _key(person):
    return f"waits:{person}"


def counted(kinds, places=None):
    """The place of its kind for each row there is, of each kind no further than needed."""
    tagged = [
        rows.order_by().values_list(Value(place, output_field=IntegerField()))[: MOST + 1]
        for place, rows in zip(places or range(len(kinds)), kinds, strict=True)
    ]
    return [place for (place,) in joined(tagged)]


def joined(rows):
    """All the rows, in one query."""
    if not rows:
        return []
    one, *others = rows
    return one.union(*others, all=True).order_by() if others else one
