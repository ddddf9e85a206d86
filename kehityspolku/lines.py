from django.db import models

from kehityspolku.text import UNTIDY, tidy_line


class LineField(models.CharField):
    """A name or a title: one line, tidied whoever brings it in, by whichever way."""

    def deconstruct(self):
        """To migrations it is a CharField: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def to_python(self, value):
        value = super().to_python(value)
        return tidy_line(value) if isinstance(value, str) else value

    def pre_save(self, record, add):
        """Tidied on the record too, for what is told of it before it is read again."""
        value = super().pre_save(record, add)
        if isinstance(value, str):
            value = tidy_line(value)
            setattr(record, self.attname, value)
        return value

    def get_prep_value(self, value):
        """Also of `update`, and of what is looked for."""
        return self.to_python(super().get_prep_value(value))

    def formfield(self, **kwargs):
        from kehityspolku.fields import LineField as Line  # noqa: PLC0415 (forms need models)

        return super().formfield(**{"form_class": Line, **kwargs})


def tidy_rows(model, *names):
    """For migrations: tidy the lines of rows that are older than their field.

    What was empty to the eye gets a dash where something must be, what is now another's a number.
    """
    for name in names:
        field = model._meta.get_field(name)
        untidy = model.objects.filter(**{f"{name}__regex": UNTIDY})
        for pk, value in untidy.values_list("pk", name):
            line = tidy_line(value) or ("" if field.blank else "–")
            if field.unique and model.objects.filter(**{name: line}).exists():
                line = f"{line[: field.max_length - 25]} ({pk})"
            model.objects.filter(pk=pk).update(**{name: line})
