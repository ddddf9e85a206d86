"""Writing a draft: its questions are added, changed, moved, removed, copied to another survey.

Once a survey is open its questions stay as they are: a copy is a new version, or its next round.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from arviointi.results.counting import DECIDING, Kind
from arviointi.surveys import rules
from arviointi.surveys.answers import Role
from arviointi.surveys.questions import Question
from kehityspolku import languages, marks
from kehityspolku.events.steps import WrongState, check, lock

STAYS = _("The questions stay as they are once the survey is open. Make a copy to change them.")
MOST = 100  # parts of a survey
COPIED = [
    field.name
    for field in Question._meta.concrete_fields
    if field.name not in ("id", "survey", "shown_if")
]


def take(survey, by):
    """Lock the draft for writing. Raises PermissionDenied, or WrongState once it is open."""
    check(rules.can_edit, by, survey)
    lock(survey)
    if not survey.is_draft:
        raise WrongState(survey, STAYS)


@transaction.atomic
def settle(survey, *, by, **facts):
    """Change the draft's titles, languages, who can answer and until when."""
    take(survey, by)
    for name, fact in facts.items():
        setattr(survey, name, fact)
    survey.save(update_fields=list(facts))


@transaction.atomic
def add(survey, kind, *, by, **texts):
    """A new part at the end. Raises ValidationError when there are too many."""
    take(survey, by)
    taken = set(survey.parts.values_list("code", flat=True))
    if len(taken) >= MOST:
        raise ValidationError(_("The survey is full."))
    code, place = Question.objects.free_code(taken), Question.objects.next_place(survey)
    return survey.parts.create(kind=kind, code=code, place=place, **texts)


@transaction.atomic
def write(part, *, by, seen, **texts):
    """Change a part. Raises Outdated if it is another now than the one that was `seen`."""
    take(part.survey, by)
    lock(part)
    marks.check(seen, part.mark())
    for name, text in texts.items():
        setattr(part, name, text)
    part.save()


@transaction.atomic
def show_if(part, decides, when, *, by):
    """Show it only to those who gave one of these answers to an earlier question; None: to all.

    Raises ValidationError for a question that cannot decide.
    """
    take(part.survey, by)
    if decides and decides not in deciding(part):
        raise ValidationError(_("Choose one of the earlier questions."))
    part.shown_if, part.shown_when = decides, when if decides else []
    part.save(update_fields=["shown_if", "shown_when"])


def deciding(part):
    """The questions whose answers can decide whether it is shown."""
    return part.survey.questions.filter(kind__in=DECIDING, place__lt=part.place)


@transaction.atomic
def move(part, place, *, by):
    """Move it to a place among all parts, counted from 0.

    Raises ValidationError if a question came before the one that decides whether it is shown.
    """
    take(part.survey, by)
    parts = list(part.survey.parts.select_related("shown_if"))
    moved = next(each for each in parts if each == part)
    parts.remove(moved)
    parts.insert(max(place, 0), moved)
    order = {each.pk: number for number, each in enumerate(parts)}
    for each in parts:
        if each.shown_if_id and order[each.shown_if_id] >= order[each.pk]:
            words = _("“%(one)s” is shown by an answer to “%(other)s” and has to come after it.")
            raise ValidationError(words % {"one": each, "other": each.shown_if})
    for each in parts:
        each.place = order[each.pk] + 1
    Question.objects.bulk_update(parts, ["place"])


@transaction.atomic
def remove(part, *, by):
    """Take it out. Raises ValidationError while another is shown by its answers."""
    take(part.survey, by)
    if shown := part.decides.first():
        raise ValidationError(
            _("“%(one)s” is shown by an answer to this question. Change that first.")
            % {"one": shown}
        )
    part.delete()


@transaction.atomic
def add_battery(survey, *, by):
    """The standard battery, at the end; what of it is there already is not added again."""
    take(survey, by)
    survey.parts.copy_battery(survey)


def add_roles(survey, *, by):
    """A question as what one answers, of which several can fit; at the end, as add() does."""
    texts = {}
    for code in languages.CODES:
        with override(code):
            texts[f"text_{code}"] = gettext("As what do you answer?")
            labels = [str(role.label) for role in Role if role != Role.OTHER]
            texts[f"options_{code}"] = "\n".join(label.capitalize() for label in labels)
    return add(survey, Kind.MULTIPLE, by=by, other=True, **texts)


def copy_parts(source, survey):
    """Give a new draft the questions of another survey, and what decides who is asked them."""
    made = {}
    for part in source.parts.all():
        facts = {name: getattr(part, name) for name in COPIED}
        made[part.pk] = survey.parts.create(shown_if=made.get(part.shown_if_id), **facts)
