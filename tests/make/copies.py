"""Many rows like one, where their number is what matters and not the way there."""

import copy

from django.db import models

from tests.make.people import number as counter


def copies(record, number, **fields):
    """As many more rows like this one, with what it points at, but for `fields`; no verb is walked.
    A text that no two may share gets a number in front."""
    return [_copy(record, fields) for _ in range(number)]


def _copy(record, fields):
    made, meta = copy.copy(record), record._meta
    made._state = models.base.ModelState()
    values = {field: _other(field, record) for field in meta.concrete_fields if field.unique}
    values |= {meta.get_field(name): value for name, value in fields.items()}
    for field, value in values.items():  # past what guards a state
        made.__dict__[field.attname] = getattr(value, "pk", value)
    made.save(force_insert=True)
    for field in meta.many_to_many:
        getattr(made, field.name).set(field.value_from_object(record))
    return made


def _other(field, record):
    value = getattr(record, field.attname)
    if isinstance(value, str) and not field.primary_key:
        return f"{next(counter)}-{value}"
    return field.get_default()
