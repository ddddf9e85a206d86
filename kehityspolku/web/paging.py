"""Pages of a long list by key, not by number: as fast on the last page as on the first."""

from datetime import date
from uuid import UUID

from django.core import signing
from django.db.models import Q

SIZE = 30


def page(rows, request, *, key="state_since", size=SIZE, soonest=False, private=False):
    """One page of rows, newest or greatest `key` first, then pk: (rows, newer_url, older_url).

    `key`: a field or several, annotated ones too. With `soonest` the other way round, for what is
    to come or goes by name: (rows, sooner_url, later_url). The place is in the URL as `after` or
    `before`; what isn't a place of such a list shows the first page. Of a `private` list it tells
    the row's pk alone: what people are called, or their addresses, would come into logs.
    """
    keys = (*((key,) if isinstance(key, str) else key), "pk")
    onward, away = ("gt", "lt") if soonest else ("lt", "gt")
    rows = _ordered(rows, keys, onward)
    told = ("pk",) if private else keys
    if back := _here(rows, request.GET.get("before"), keys, told):
        before = _ordered(rows.filter(_beyond(keys, back, away)), keys, away)
        found = list(before[: size + 1])
        found, more = found[:size][::-1], len(found) > size
        newer, older = found[:1] if more else [], found[-1:]
    else:
        here = _here(rows, request.GET.get("after"), keys, told)
        found = list((rows.filter(_beyond(keys, here, onward)) if here else rows)[: size + 1])
        found, more = found[:size], len(found) > size
        newer, older = found[:1] if here else [], found[-1:] if more else []
    return found, _url(request, "before", told, newer), _url(request, "after", told, older)


def place(row, keys, order=""):
    """The place of a row in a list by these keys (and `order`), as a word for the address."""
    told = [_written(getattr(row, key)) for key in keys]
    return _signer(keys, order).sign_object(told)


def _written(value):
    match value:
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
    return value


def _here(rows, word, keys, told):
    """The keys' values at a place; None where it is none, or its row is gone from a private
    list."""
    values = read(word, told)
    if not values or told == keys:
        return values
    return rows.filter(pk=values[0]).values_list(*keys).first()


def read(word, keys, order=""):
    """The values of a place that `place` told of such a list; None of anything else."""
    try:
        return _signer(keys, order).unsign_object(word) if word else None
    except signing.BadSignature:
        return None


def _beyond(keys, values, way):
    """A condition on rows: behind these values, by the first key that differs."""
    behind, same = [], {}
    for key, value in zip(keys, values, strict=True):
        behind.append(Q(**same, **{f"{key}__{way}": value}))
        same[key] = value
    return Q(*behind, _connector=Q.OR)


def _signer(keys, order):
    return signing.Signer(salt=f"paging {' '.join(keys)} {order}")


def _ordered(rows, keys, way):
    return rows.order_by(*(key if way == "gt" else f"-{key}" for key in keys))


def _url(request, way, keys, rows):
    if not rows:
        return ""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    query[way] = place(rows[0], keys)
    return f"?{query.urlencode()}"
