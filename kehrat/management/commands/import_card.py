"""Read project cards from files: show what was understood, store it on confirmation."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from kehityspolku.models import User
from kehrat.cards import apart
from kehrat.cards.reading import TITLE
from kehrat.cards.written import KINDS, CardRefused
from kehrat.groups import rules as group_rules
from kehrat.models import Kehra
from kehrat.projects import rules as project_rules
from kehrat.projects.intake import check, reading_of, store, understood


class Command(BaseCommand):
    help = "Read project cards from Word, PDF or text files and store them as drafts."

    def add_arguments(self, parser):
        parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
        owner = parser.add_mutually_exclusive_group(required=True)
        owner.add_argument("--kehra", metavar="SLUG", help="the Kehrä that owns the card")
        owner.add_argument("--host", action="store_true", help="a card of Sukkula's host, Helka")
        parser.add_argument("--by", metavar="EMAIL", help="who reads it in (default: coordinator)")
        parser.add_argument("--title", default="", help="the card's title, if it has none or other")
        parser.add_argument("--yes", action="store_true", help="store without asking")

    def handle(self, *, files, kehra, by, yes, title, **options):
        kehra = self.kehra(kehra) if kehra else None
        person = self.person(by, kehra)
        for reading in [reading for file in files for reading in self.read(file, title)]:
            self.show(**understood(reading))
            self.ask(reading)
            if not yes and not self.confirmed():
                self.stdout.write(_("Nothing was stored."))
                continue
            project = store([reading], kehra, by=person)
            self.stdout.write(_("Stored as a draft card: %(title)s") % {"title": project.title})
            self.stdout.write(project.get_absolute_url())

    def read(self, file, title):
        """The cards of a file. CommandError names the file that can't be read."""
        try:
            return readings_of(file.read_bytes(), {TITLE: title} if title else {})
        except (OSError, CardRefused) as problem:
            raise CommandError(f"{file}: {problem}") from None
        except ValidationError as problem:
            raise CommandError("\n".join([f"{file}:", *problem.messages])) from None

    def kehra(self, slug):
        if found := Kehra.objects.filter(slug=slug).first():
            return found
        known = ", ".join(Kehra.objects.order_by("slug").values_list("slug", flat=True))
        told = _("There is no Kehrä “%(slug)s”. The ones there are: %(known)s")
        raise CommandError(told % {"slug": slug, "known": known})

    def person(self, email, kehra):
        """Who reads the card in: the one named, a coordinator of the Kehrä, or a lead."""
        if not email:
            team = kehra.coordinators() if kehra else User.objects.none()
            return team.first() or User.objects.holding("lead").first()
        person = User.objects.filter(email__iexact=email).first()
        if not person or not (
            project_rules.can_begin(person, kehra) or group_rules.is_sukkula(person)
        ):
            raise CommandError(
                _("%(email)s has no right to begin cards in this Kehrä.") % {"email": email}
            )
        return person

    def show(self, *, card, lines, flags, facts):
        width = max((len(field) for _number, _text, field in lines), default=0)
        for number, text, field in lines:
            self.stdout.write(f"{number:>4}  {field:<{width}}  {text}")
        if facts:
            self.stdout.write("\n" + _("Dates, years and sums as they were understood:"))
            for field, words in facts:
                self.stdout.write(f"      {field:<{width}}  {words}")
        if flags:
            self.stdout.write("\n" + _("What does not agree on the card:"))
            for flag in flags:
                self.stdout.write(f"- {flag.message}")
        if card.remainder:
            self.stdout.write("\n" + _("Text that was not understood, kept as it is:"))
            self.stdout.write(card.remainder)
        self.stdout.write("")

    def ask(self, reading):
        """What may be meant otherwise, and what was left out of the text."""
        if reading.doubts:
            self.stdout.write(_("What needs a look:"))
        for doubt in reading.doubts:
            words = f"{doubt.words} → {doubt.reading}" if doubt.words else doubt.reading
            self.stdout.write(f"{doubt.line:>4}  {doubt.question} {words}")
        if kinds := dict.fromkeys(left.kind for left in reading.left_out):
            told = ", ".join(str(KINDS[kind]) for kind in kinds)
            self.stdout.write(_("Left out: %(kinds)s") % {"kinds": told})
        self.stdout.write("")

    def confirmed(self):
        try:
            return input(_("Store the card? (yes/no) ")).strip().lower() in YES
        except EOFError:
            return False


def readings_of(data, corrections):
    """The Reading of each card in a file. Raises CardRefused, ValidationError."""
    readings = [reading_of(written, corrections) for written in apart.cards_of(data)]
    for reading in readings:
        check(reading.card)
    return readings


YES = {"y", "yes", "k", "kyllä", "j", "ja"}
