"""Files and pictures of a card: read by those who may, attached by those who write it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehityspolku.events.steps import check
from kehityspolku.files import fields, scanner
from kehityspolku.web.limits import limited
from kehrat.projects import rules
from kehrat.projects.forms.attached import AttachForm, AttachmentForm
from kehrat.projects.models.attachment import Attachment
from kehrat.projects.pieces import attached, visible


@login_not_required
def attachment_file(request, pk, key):
    """The file; of a public card and for everyone, it may be kept by others a while."""
    having = {"project": pk, "key": key}
    if public := Attachment.objects.public().filter(**having).first():
        return fields.answer(public, public=True)
    seen = Attachment.objects.visible_to(request.user).open()
    return fields.answer(get_object_or_404(seen, **having), public=False)


@limited("attach", tries=True)
def attachments(request, pk):
    """The card's files. What is taken of those chosen is kept, whatever is said of the others."""
    project = visible(request, pk)
    form = AttachForm(*given(request))
    if request.method == "POST":
        check(rules.can_attach, request.user, project)
        made = form.attach(project, by=request.user) if form.is_valid() else []
        tell(request, made)
        if form.is_valid():
            return next_page(project, request.user)
    context = {"project": project, "form": form, **attached(request.user, project)}
    return render(request, "kehrat/projects/attachment_list.html", context)


def attachment_edit(request, pk, key):
    """Tell a file's title, what a picture shows and who may open it."""
    attachment = changeable(request, pk, key)
    form = AttachmentForm(request.POST or None, attachment=attachment)
    if request.method == "POST" and form.is_valid():
        attachment.change(by=request.user, **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return next_page(attachment.project, request.user)
    context = {"project": attachment.project, "attachment": attachment, "form": form}
    return render(request, "kehrat/projects/attachment_edit.html", context)


def attachment_remove(request, pk, key):
    """Remove a file; asked once."""
    attachment = changeable(request, pk, key)
    if request.method == "POST":
        attachment.remove(by=request.user)
        messages.success(request, _("The file is removed."))
        return redirect("kehrat:attachments", pk)
    context = {"project": attachment.project, "attachment": attachment}
    return render(request, "kehrat/projects/attachment_remove.html", context)


def given(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def changeable(request, pk, key):
    """The file of a card one sees (else 404), if one may change it (else 403)."""
    project = visible(request, pk)
    seen = project.attachments.visible_to(request.user)
    attachment = get_object_or_404(seen, key=key)
    check(rules.can_change_attachment, request.user, attachment)
    return attachment


def tell(request, made):
    """Say how many files were attached, and when others can open them."""
    if not made:
        return
    told = ngettext("%(n)s file is attached.", "%(n)s files are attached.", len(made))
    words = [told % {"n": len(made)}]
    if scanner.is_configured():
        words.append(_("It can be opened once it has been checked for viruses."))
    messages.success(request, " ".join(words))


def next_page(project, user):
    """Where one goes on: to the first of one's pictures that lacks words, else to the files."""
    mine = project.attachments.filter(kind="picture", alt="", by=user)
    if lacking := mine.exclude(state="infected").first():
        return redirect("kehrat:attachment_edit", project.pk, lacking.key)
    return redirect("kehrat:attachments", project.pk)
