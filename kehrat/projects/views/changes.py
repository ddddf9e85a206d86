"""What Sukkula asked to have changed on a card, for those who write it."""

from django.contrib import messages
from django.utils.translation import gettext as _

from kehityspolku.events.steps import WrongState
from kehrat.cards.headings import label
from kehrat.projects.forms.changes import AnswersForm
from kehrat.projects.models.change_request import ChangeRequest


def pending(request, project, typed):
    """The changes that are asked for and not settled, and those whose new answer is in `typed`."""
    asked = ChangeRequest.objects.visible_to(request.user).filter(project=project)
    return [
        one
        for one in asked.select_related("by", "answered_by")
        if one.is_pending or typed.get(AnswersForm.name(one), "").strip() not in ("", one.answer)
    ]


def answer(request, answers):
    """Give the answers that were written. To one settled or answered meanwhile: told, with what
    was typed."""
    late = _("Sukkula settled this meanwhile: %(field)s. Your answer was not saved: %(words)s")
    other = _("Another answered this meanwhile: %(field)s. Your answer was not saved: %(words)s")
    for asked, words, overtaken in answers.given():
        told = {"field": label(asked.field), "words": words}
        if overtaken and asked.is_pending:
            messages.warning(request, other % told)
            continue
        try:
            asked.answer_change(by=request.user, words=words)
        except WrongState:
            messages.warning(request, late % told)
