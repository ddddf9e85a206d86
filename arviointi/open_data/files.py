"""A table as a file: CSV in UTF-8 with commas and decimal points, or JSON."""

import json
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import override

from arviointi.open_data.columns import Kind
from kehityspolku import moments
from kehityspolku.documents.sheets import csv

KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def written(table, kind):
    """The table as the text of a file of the kind, the same in every language."""
    with override("fi"):  # addresses among the values begin with the language
        return {"csv": _csv, "json": _json}[kind](table)


def _csv(table):
    head = [column.name for column in table.columns]
    return csv([head, *([_cell(c, row) for c in table.columns] for row in table.rows())])


def _cell(column, row):
    value = _plain(column.read(row))
    if column.kind == Kind.CODES:
        return " ".join(map(str, value))
    if column.kind == Kind.NAMED:
        return json.dumps(value, ensure_ascii=False) if value else None
    if isinstance(value, bool):
        return str(value).lower()
    return Decimal(str(value)) if isinstance(value, float) else value


def _json(table):
    rows = [{c.name: _value(c.read(row)) for c in table.columns} for row in table.rows()]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _value(value):
    value = _plain(value)
    return float(value) if isinstance(value, Decimal) else value


def _plain(value):
    """Days and moments in ISO 8601, moments in Helsinki's time; the rest as it is."""
    if isinstance(value, datetime):
        return moments.iso(value.astimezone(moments.HELSINKI))
    return moments.iso(value) if isinstance(value, date) else value
