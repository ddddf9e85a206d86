"""A survey on paper: the form as a PDF, and Sukkula's page to type in what was filled in on it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from arviointi.surveys import paper, rules
from arviointi.surveys.answer_form import AnswerForm
from arviointi.surveys.paper import PersonForm
from arviointi.surveys.views.answers import key_of
from arviointi.surveys.views.surveys import survey_of
from kehityspolku.documents.names import file_name
from kehityspolku.events.steps import WrongState, check
from kehityspolku.web import downloads


def paper_form(request, pk):
    """The form to print, in the page's language."""
    survey = survey_of(request, pk)
    check(rules.can_edit, request.user, survey)
    context = {
        "survey": survey,
        "title": str(survey),
        "pages": AnswerForm(survey, whole=True).pages,
    }
    name = file_name("pdf", pgettext_lazy("file name", "survey form"), survey.pk)
    return downloads.pdf(request, "arviointi/pdf/form.html", context, name)


def paper_answer(request, pk):
    """Type in an answer that came on paper."""
    survey = survey_of(request, pk)
    check(rules.can_hold_list, request.user, survey)
    if not survey.is_open:
        raise WrongState(survey)
    data = request.POST if request.method == "POST" else None
    person = PersonForm(survey, data)
    found = person.chosen() if person.is_valid() else None
    form = AnswerForm(survey, data, role=found.role if found else "", whole=True)
    if data is not None and form.is_valid() and person.is_valid():
        given = {"by": request.user, "invitation": found, "form_key": key_of(request.POST)}
        if paper.enter(survey, form.values(), **given):
            messages.success(request, _("The answer is in the ballot box, marked as from paper."))
        else:
            messages.error(request, _("This answer was typed in before. It was not counted again."))
        return redirect(reverse("arviointi:paper_answer", args=[survey.pk]))
    context = {
        "survey": survey,
        "person": person,
        "form": form,
        "form_key": key_of(request.POST),
    }
    return render(request, "arviointi/surveys/paper_answer.html", context)
