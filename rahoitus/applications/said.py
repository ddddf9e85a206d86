"""What a part of an application says, as text: kept with a remark, to be compared later."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from kehityspolku import money
from rahoitus.applications import wanted


def of(application, part, question=None):
    """The text of a part, of one answer where a question's number is told: in the card's language,
    so that it compares whoever reads it.
    """
    with override(application.project.language):
        return "\n".join(map(str, PARTS[part](application, question)))


def answers(application, question):
    for each in wanted.answers(application):
        if question in (None, each.question.pk):
            yield each.text if question else f"{each.question}: {each.text or '–'}"


def purpose(application, _question):
    yield from filter(None, (application.summary, application.period))


def budget(application, _question):
    for line in application.costs.all():
        yield f"{line.get_category_display()}: {line.text}, {money.euros(line.amount)}"
    for line in application.funding.all():
        who = ", ".join(filter(None, (line.text, money.euros(line.amount))))
        yield f"{line.get_kind_display()}: {who}"


def documents(application, _question):
    for document in wanted.documents(application):
        names = ", ".join(file.name for file in document.files if not file.is_infected)
        yield f"{document.name}: {names or document.state}"


def partners(application, _question):
    yield from wanted.partners(application) or [_("no partners")]


PARTS = {
    "purpose": purpose,
    "answers": answers,
    "budget": budget,
    "documents": documents,
    "partners": partners,
}
