"""Reading what belongs to records in one query, however many kinds of it a page shows.

    read_together(([application], "budgets", "decisions"), ([call], "parts", "questions"))

Afterwards `application.budgets.all()` asks nothing, as after `prefetch_related_objects`, which asks
once for each kind. For small sets: rows come as JSON.

    ideas, news = at_once(kehra.ideas.all()[:6], kehra.announcements.all()[:3])

gives what several querysets find, lists in one query.
"""

import json
from collections import defaultdict
from decimal import Decimal

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, F, Func, IntegerField, JSONField, Value, Window
from django.db.models.functions import Cast, RowNumber


class Exact(json.JSONDecoder):
    """Numbers with their decimals as they are stored."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"parse_float": Decimal})


class Kind:
    """The rows behind one relation of some records, all of one model."""

    def __init__(self, records, name):
        self.owners = defaultdict(list)
        for record in records:
            self.owners[str(record.pk)].append(record)
        self.name = name
        self.relation = records[0]._meta.get_field(name)
        self.model = self.relation.related_model

    def rows(self, place):
        """A queryset of its rows as columns that all kinds have alike."""
        keys = [records[0].pk for records in self.owners.values()]
        many = self.relation.many_to_many
        back = self.relation.remote_field.name if not many else self.relation.related_query_name()
        found = self.model._base_manager.filter(**{f"{back}__in": keys})
        table = connection.ops.quote_name(self.model._meta.db_table)
        order = [*self.model._meta.ordering, "pk"]
        return found.order_by().values_list(
            Value(place, output_field=IntegerField()),
            Cast(F(back), CharField()),
            Window(RowNumber(), order_by=order),
            Func(template=f"to_jsonb({table})", output_field=JSONField(decoder=Exact)),
        )

    def keep(self, found):
        """Give each record its rows, [(its key, the row's columns)]."""
        rows = defaultdict(list)
        for key, columns in found:
            rows[key].append(made(self.model, columns))
        for key, records in self.owners.items():
            if not self.relation.many_to_many:
                for row in rows[key]:
                    setattr(row, self.relation.remote_field.name, records[0])
            for record in records:
                known = getattr(record, self.name).all()
                known._result_cache, known._prefetch_done = rows[key], True
                record.__dict__.setdefault("_prefetched_objects_cache", {})[self.name] = known


def made(model, columns):
    """A row as an instance of its model."""
    fields = model._meta.concrete_fields
    values = [getattr(f, "output_field", f).to_python(columns[f.column]) for f in fields]
    row = model.from_db(connection.alias, [f.attname for f in fields], values)
    for name in columns.keys() - {f.column for f in fields}:  # annotations
        setattr(row, name, columns[name])
    return row


def read_together(*wanted):
    """Read all that is `wanted` in one query: (records, names of relations to many) of each."""
    kinds = [Kind(records, name) for records, *names in wanted if records for name in names]
    if not kinds:
        return
    one, *others = [kind.rows(place) for place, kind in enumerate(kinds)]
    found = defaultdict(list)
    rows = one.union(*others, all=True).order_by() if others else one
    for place, key, number, columns in rows:
        found[place].append((number, key, columns))
    for place, kind in enumerate(kinds):
        kind.keep([row[1:] for row in sorted(found[place], key=lambda row: row[0])])


def at_once(*querysets):
    """The rows of each queryset as a list, all in one query: records, or dicts of `values()`.

    They come without `select_related` and `prefetch_related`; annotations are plain JSON values.
    """
    parts, asked = [], []
    for place, queryset in enumerate(querysets):
        query = queryset.query.chain()
        query.select_related = False
        try:
            sql, params = query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"SELECT {place}, row_number() OVER (), to_jsonb(f) FROM ({sql}) AS f")
        asked += params
    found = [[] for _ in querysets]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"{' UNION ALL '.join(parts)} ORDER BY 1, 2", asked)
            rows = cursor.fetchall()
        for place, _number, columns in rows:
            queryset = querysets[place]
            columns = json.loads(columns, cls=Exact)
            is_plain = queryset._fields is not None
            found[place].append(columns if is_plain else made(queryset.model, columns))
    return found
