"""The messages between a card's applicants and Sukkula."""

from django.contrib import messages as told
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kehityspolku.web import sent_once
from kehityspolku.web.limits import limited
from kehrat.groups import who_heard
from kehrat.groups.rules import is_sukkula
from kehrat.projects.pieces import visible
from sukkula import rules
from sukkula.review.forms import WriteMessage
from sukkula.review.models import Message, mailed


@limited("message")
def thread(request, pk):
    """Read and write messages about a card."""
    user = request.user
    project = visible(request, pk)
    if not rules.can_read_messages(user, project):
        raise Http404
    form = WriteMessage(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"by": user, "language": get_language(), **form.cleaned_data}
        message = sent_once.make(request, Message.objects.send, project, **given)
        heard = who_heard.of_team if message.from_sukkula else who_heard.of_sukkula
        told.success(request, heard(_("The message is sent."), message, "message"))
        return redirect("sukkula:review" if is_sukkula(user) else "sukkula:messages", pk)
    context = {
        "project": project,
        "thread": Message.objects.visible_to(user).filter(project=project).select_related("by"),
        "form": form,
        "can_message": rules.can_message(user, project),
        "receivers": mailed(project, by=user),
    }
    return render(request, "sukkula/review/messages.html", context)
