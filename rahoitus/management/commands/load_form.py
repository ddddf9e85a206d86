"""The questions of a funder's own service, for the copy sheet."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from rahoitus.models import Call, FunderForm, Source
from rahoitus.sending import form_file
from rahoitus.sending.form_file import COLUMNS, LARGEST


class Command(BaseCommand):
    help = (
        "Loads a funder's form from a CSV file, in the order of the service; run again, it"
        f" replaces its questions. Columns: {', '.join(COLUMNS)}, and if wanted required, fills."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--form", required=True, metavar="SLUG", help="the form's short name")
        parser.add_argument("--name", required=True, help="its name in Finnish")
        parser.add_argument("--source", required=True, metavar="SLUG", help="whose form it is")
        parser.add_argument(
            "--call",
            dest="calls",
            action="append",
            default=[],
            metavar="SLUG",
            help="a call that uses it, may be repeated (default: all of the source)",
        )

    @transaction.atomic
    def handle(self, *, file, form, name, source, calls, **options):
        source = self.found(Source, source)
        calls = [self.found(Call, slug) for slug in calls]
        text = text_of(file)
        try:
            made = FunderForm.objects.load(text, slug=form, source=source, name_fi=name)
        except ValidationError as problem:
            raise CommandError(f"{file}: {' '.join(problem.messages)}") from None
        made.calls.set(calls)
        filled = made.questions.exclude(fills="").count()
        self.stdout.write(f"{made}: {made.questions.count()} questions, {filled} can be filled.")
        for sentence in form_file.left_out(text):
            self.stdout.write(sentence)

    def found(self, model, slug):
        if record := model.objects.filter(slug=slug).first():
            return record
        known = ", ".join(model.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"There is no {model.__name__.lower()} “{slug}”. There are: {known}")


def text_of(file):
    """The file's text. CommandError when it is none, or too large: no more is read of it."""
    try:
        with file.open("rb") as stream:
            return form_file.text_of(stream.read(LARGEST + 1))
    except OSError as problem:
        raise CommandError(f"{file}: {problem.strerror}") from None
    except ValidationError as problem:
        raise CommandError(f"{file}: {' '.join(problem.messages)}") from None
