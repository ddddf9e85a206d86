"""Comments: read what is said of a thing, say more, mend or take back what one said."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kehityspolku.events import after_sign_in
from kehityspolku.events.steps import check
from kehityspolku.web import kept_form, pieces, sent_once, taken_away
from kehityspolku.web.kept_form import keeps_typed
from kehityspolku.web.limits import limited
from kehrat.ideas.models import Idea
from kehrat.projects.models import Project
from kehrat.talk import rules
from kehrat.talk.conversation import conversation, thread
from kehrat.talk.forms import CommentForm
from kehrat.talk.models.announcement import Announcement
from kehrat.talk.models.comment import Comment

THINGS = {"idea": Idea, "announcement": Announcement, "project": Project}


@limited("comment")
def written(request, thing, form):
    given = {"by": request.user, "parent": answered(request.POST), **form.cleaned_data}
    comment = sent_once.make(request, Comment.objects.write, thing, **given)
    messages.success(request, _("Your comment is published."))
    return redirect(comment if comment.parent_id else place(thing, comment))


@limited("wish")
def written_after_sign_in(request, thing, form):
    """Signed out: what was written is kept and published when the person's address is known."""
    reply = answered(request.POST)
    after_sign_in.make(request, thing, "comment", parent=reply and reply.pk, **form.cleaned_data)
    return redirect("wish_kept")


@login_not_required
def comments(request, kind, pk):
    """What is said of an idea, announcement or project, and the form to say more."""
    seen = THINGS[kind].objects.visible_to(request.user).select_related("kehra")
    thing = get_object_or_404(seen, pk=pk)
    kept = kept_form.again(request)
    form = CommentForm(request.POST or kept)
    if request.method == "POST" and form.is_valid():
        signed_in = request.user.is_authenticated
        return (written if signed_in else written_after_sign_in)(request, thing, form)
    talk = conversation(request, thing)
    here = Comment.objects.shown().filter(discussion=talk.discussion.pk)
    reply = answered(request.POST or kept or request.GET, here)
    if reply:
        form.auto_id = f"comment{reply.pk}_%s"
        form.fields["text"].widget.attrs["autofocus"] = True
    context = {"talk": talk, "form": form, "thing": thing, "reply": reply}
    page, piece = "kehrat/talk/comment_page.html", "kehrat/talk/comment_form.html"
    return pieces.answer(request, page, piece, context)


def answered(fields, among=Comment.objects):
    """The comment that is answered, or None; whether it may be is asked when it is written."""
    number = fields.get("reply", "")
    return among.filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None


def place(thing, comment):
    """Where a comment that begins a thread stands on its thing's page."""
    return f"{thing.get_absolute_url()}#c{comment.pk}"


def visible(request, pk):
    """The comment if the reader may see it; 410 when it is hidden, else 404."""
    seen = Comment.objects.visible_to(request.user).select_related("parent", "discussion")
    return taken_away.get(seen, Comment.objects.taken_away(), pk=pk)


@login_not_required
def comment(request, pk):
    """One comment in its thread."""
    comment = visible(request, pk)
    context = {"talk": thread(request, comment), "thing": comment.thing, "comment": comment}
    return render(request, "kehrat/talk/comment.html", context)


@keeps_typed
def comment_edit(request, pk):
    """Mend one's own comment within 15 minutes."""
    comment = own(request, pk, rules.can_edit_comment)
    told = {"text": comment.text, "language": comment.language}
    form = CommentForm(kept_form.given(request), initial=told)
    if request.method == "POST" and form.is_valid():
        comment.edit_comment(by=request.user, **form.cleaned_data)
        messages.success(request, _("Your comment is changed."))
        return redirect(comment)
    context = {"comment": comment, "form": form, "thing": comment.thing}
    return render(request, "kehrat/talk/comment_edit.html", context)


def comment_remove(request, pk):
    """Take one's own comment back, asked once."""
    comment = own(request, pk, rules.can_remove_comment)
    if request.method == "POST":
        comment.remove_comment(by=request.user)
        messages.success(request, _("Your comment is removed."))
        return redirect(comment.thing)
    context = {"comment": comment, "thing": comment.thing}
    return render(request, "kehrat/talk/comment_remove.html", context)


def own(request, pk, rule):
    comment = visible(request, pk)
    check(rule, request.user, comment)
    return comment
