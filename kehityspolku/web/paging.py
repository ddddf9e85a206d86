"""Pages of a long list by key, not by number: as fast on the last page as on the first."""

from datetime import datetime

from django.db.models import IntegerField, Q

SIZE = 30


def page(rows, request, *, key="state_since", size=SIZE, soonest=False):
    """One page of rows, newest or greatest `key` first, then pk: (rows, newer_url, older_url).

    `key`: a moment or a whole number. With `soonest` the other way round, for what is to come:
    (rows, sooner_url, later_url). The place is in the URL as `after` or `before`; what isn't a
    place shows the first page.
    """
    onward, away = (("", "gt"), ("-", "lt")) if soonest else (("-", "lt"), ("", "gt"))
    rows = rows.order_by(f"{onward[0]}{key}", f"{onward[0]}pk")
    read = _number if isinstance(rows.model._meta.get_field(key), IntegerField) else _moment
    back = _place(request.GET.get("before"), read)
    if back:
        before = rows.filter(_beyond(key, *back, away[1]))
        found = list(before.order_by(f"{away[0]}{key}", f"{away[0]}pk")[: size + 1])
        found, more = found[:size][::-1], len(found) > size
        newer, older = found[:1] if more else [], found[-1:]
    else:
        here = _place(request.GET.get("after"), read)
        found = list((rows.filter(_beyond(key, *here, onward[1])) if here else rows)[: size + 1])
        found, more = found[:size], len(found) > size
        newer, older = found[:1] if here else [], found[-1:] if more else []
    return found, _url(request, "before", key, newer), _url(request, "after", key, older)


def _place(text, read):
    try:
        value, pk = (text or "").rsplit("_", 1)
        return (read(value), int(pk)) if abs(int(pk)) < 2**63 else None
    except ValueError:
        return None


def _moment(text):
    moment = datetime.fromisoformat(text)
    if not moment.tzinfo:
        raise ValueError(text)
    return moment


def _number(text):
    number = int(text)
    if abs(number) >= 2**31:
        raise ValueError(text)
    return number


def _beyond(key, moment, pk, way):
    return Q(**{f"{key}__{way}": moment}) | Q(**{key: moment, f"pk__{way}": pk})


def _url(request, way, key, rows):
    if not rows:
        return ""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    value = getattr(rows[0], key)
    value = value.isoformat() if isinstance(value, datetime) else value
    query[way] = f"{value}_{rows[0].pk}"
    return f"?{query.urlencode()}"
