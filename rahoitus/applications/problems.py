"""What keeps an application from its check, part by part, in words: pages, the task list, the
package and the check all ask here.
"""

from django.utils.translation import gettext as _

from rahoitus.applications import wanted


def of(application, sums=None):
    """{part: [sentences]}, of those parts alone in which something is to be put right."""
    sums = sums or application.budget()
    found = {
        "purpose": purpose(application),
        "answers": wanted.missing_answers(application),
        "budget": sums.problems,
        "documents": wanted.missing_documents(application),
        "partners": partners(application),
    }
    told = {part: list(sentences) for part, sentences in found.items()}
    return {part: sentences for part, sentences in told.items() if sentences}


def listed(application, sums=None):
    """The same sentences as one list."""
    return [sentence for part in of(application, sums).values() for sentence in part]


def purpose(application):
    if not application.summary:
        yield _("Write what is done, for whom and why.")
    if not application.period:
        yield _("Write when the work starts and ends.")


def partners(application):
    least, there = application.held_to.partners_least, len(wanted.partners(application))
    if there < least:
        told = _("The call wants %(least)s partners at least: the application names %(there)s.")
        yield told % {"least": least, "there": there}
