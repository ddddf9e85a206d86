"""What Sukkula's remarks are about, by name, and where that is put right or read."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst

from rahoitus.applications import rules, wanted

# Where a part is written: a page and a place on it; and read: a place on the application's page.
WRITTEN = {
    "purpose": ("write", "#id_summary"),
    "answers": ("answers", ""),
    "budget": ("write", "#costs"),
    "partners": ("write", "#id_partners"),
}
READ = {"purpose": "#purpose", "answers": "#answers", "budget": "#costs", "partners": "#costs"}


@dataclass(frozen=True)
class About:
    """A remark with what it is about; `url` is "" where the call asks it no more."""

    remark: object
    name: str
    url: str


def about(remarks, application, user):
    """[About] of remarks on an application, as the person may write or only read it."""
    remarks = list(remarks)
    asked, was = {}, {}
    if any(remark.question for remark in remarks):
        asked = {question.pk: str(question) for question in wanted.questions(application)}
        was = {row.question: row.asked for row in application.answers.all()}
    writes = application.is_open_text and rules.can_write(user, application)

    def told(remark):
        part, number = remark.part, remark.question
        name = asked.get(number) or was.get(number) or capfirst(remark.get_part_display())
        if number and number not in asked:
            return About(remark, name, "")
        return About(remark, name, place(application, part, number, writes=writes))

    return [told(remark) for remark in remarks]


def place(application, part, question=None, *, writes):
    """The address of a part, or of one answer."""
    if part == "documents":  # everyone reads them on their own page
        return reverse("rahoitus:documents", args=[application.pk])
    if writes:
        page, there = WRITTEN[part]
        there = f"#id_q{question}" if question else there
        return reverse(f"rahoitus:{page}", args=[application.pk]) + there
    there = f"#answer-{question}" if question else READ[part]
    return application.get_absolute_url() + there
