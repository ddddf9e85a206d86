"""What a person brought as JSON, to be kept until it is stored as a card: only what is told.

Zero bytes and halves of letters, which files may hold and a database can't, are left out.
"""

from dataclasses import fields

from kehityspolku.text import BINARY
from kehrat.cards.written import CardRefused, LeftOut, Line, Written


def to_json(written: Written) -> dict:
    told = {"lines": [_told(line) for line in written.lines]}
    return told | {"left_out": [_told(left) for left in written.left_out]}


def from_json(data: dict) -> Written:
    lines = tuple(_line(line) for line in data["lines"])
    return Written(lines, tuple(LeftOut(**left) for left in data["left_out"]))


def told(read, data: bytes) -> dict:
    """The JSON of what a reader makes of bytes, or {"refused": code}."""
    try:
        return to_json(read(data))
    except CardRefused as refused:
        return {"refused": refused.code}


def _told(row) -> dict:
    """The fields that are not as they are unless told otherwise."""
    values = {field.name: _clean(getattr(row, field.name)) for field in fields(row)}
    default = {field.name: field.default for field in fields(row)}
    return {name: value for name, value in values.items() if value != default[name]}


def _line(data: dict) -> Line:
    return Line(**{"text": "", **data, "cells": tuple(data.get("cells", ()))})


def _clean(value):
    if isinstance(value, tuple):
        return tuple(map(_clean, value))
    return BINARY.sub("", value) if isinstance(value, str) else value
