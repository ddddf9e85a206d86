"""Writing to a Kehrä or to Sukkula without an account, and reading what came."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kehityspolku.events.steps import open_steps
from kehityspolku.web import limits, paging, sent_once
from kehityspolku.web.kept_form import given, keeps_typed
from kehityspolku.web.limits import limited
from kehrat.enquiries.forms import AgainForm, EnquiryFilter, EnquiryForm, ReplyForm
from kehrat.enquiries.models import Enquiry
from kehrat.groups import who_heard
from kehrat.groups.pieces import of_kehra


@login_not_required
@of_kehra(public=True)
def write(request, kehra):
    """Write to the coordinators of a Kehrä; without one to Sukkula."""
    if kehra and not kehra.stands:
        return redirect("kehrat:write_sukkula")
    form = EnquiryForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        if refused := too_much(request, form):
            return refused
        if enquiry := sent(request, kehra, form):
            if not form.user:
                return redirect("kehrat:enquiry_sent")
            messages.success(request, heard(enquiry, "deliver_enquiry"))
            return redirect(enquiry.link)
        form.add_error(None, _("The mail could not be sent just now. Try again in a moment."))
    return render(request, "kehrat/enquiries/write.html", {"form": form, "kehra": kehra})


def too_much(request, form):
    """The page to refuse with when one place writes too often, or to one address."""
    if form.user:
        return limits.too_often(request, "enquiry_known")
    return limits.too_often(request, "enquiry") or limits.too_often(
        request, "enquiry_address", key=form.cleaned_data["email"].lower()
    )


def sent(request, kehra, form):
    """The message, on its way; None when the mail that asks for the sender's yes was not sent."""
    facts = form.content() | {"by": form.user, "language": get_language()}
    try:
        return sent_once.make(request, Enquiry.objects.write, kehra, **facts)
    except OSError:
        return None


def heard(enquiry, verb):
    """Who got the message."""
    told = who_heard.of_team if enquiry.kehra else who_heard.of_sukkula
    return told(_("Your message is sent."), enquiry, verb)


@login_not_required
@never_cache
def enquiry_sent(request):
    """What happens next. The same for everyone, whatever was written."""
    return render(request, "kehrat/enquiries/sent.html")


@login_not_required
@never_cache
def confirm(request, token):
    """The link of the mail: opening it asks, pressing sends; later it leads to the conversation."""
    if sent := Enquiry.objects.by_link(token).first():
        return redirect(sent.link)
    enquiry = Enquiry.objects.fresh().filter(token=token).select_related("kehra").first()
    if not enquiry:
        return render(request, "kehrat/enquiries/confirm.html", status=404)
    if request.method == "POST":
        enquiry.deliver()
        messages.success(request, heard(enquiry, "deliver_enquiry"))
        return redirect(enquiry.link)
    return render(request, "kehrat/enquiries/confirm.html", {"enquiry": enquiry})


@login_not_required
@never_cache
def thread(request, token):
    """The conversation, for who wrote it: the link of a mail leads here."""
    enquiry = get_object_or_404(Enquiry.objects.by_link(token).select_related("kehra"))
    form = AgainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if refused := limits.too_often(request, "enquiry_again", key=str(token)):
            return refused
        text = form.cleaned_data["text"]
        sent_once.make(request, written_again, enquiry, text=text, language=get_language())
        messages.success(request, heard(enquiry, "write_again"))
        return redirect(enquiry.link)
    context = {"enquiry": enquiry, "conversation": enquiry.conversation(), "form": form}
    return render(request, "kehrat/enquiries/thread.html", context)


def written_again(enquiry, **words):
    enquiry.write_again(**words)
    return enquiry


def enquiries(request):
    """Messages from outside to one's Kehrät, or to Sukkula: what waits the longest first."""
    form = EnquiryFilter(request.GET)
    state = form.state_shown
    seen = Enquiry.objects.visible_to(request.user).filter(state=state).select_related("kehra")
    shown, newer_url, older_url = paging.page(
        seen, request, soonest=state == Enquiry.State.DELIVERED
    )
    context = {
        "states": EnquiryFilter.STATES,
        "state": state,
        "enquiries": shown,
        "newer_url": newer_url,
        "older_url": older_url,
    }
    return render(request, "kehrat/enquiries/list.html", context)


@keeps_typed
def enquiry(request, pk):
    """A message that came, what was answered to it, and the form to answer."""
    seen = Enquiry.objects.visible_to(request.user).select_related("kehra")
    enquiry = get_object_or_404(seen, pk=pk)
    form = ReplyForm(given(request))
    if request.method == "POST" and form.is_valid():
        return answered(request, enquiry, form)
    context = {
        "enquiry": enquiry,
        "conversation": enquiry.conversation(),
        "form": form,
        "steps": open_steps(enquiry, request.user),
    }
    return render(request, "kehrat/enquiries/enquiry.html", context)


@limited("answer")
def answered(request, enquiry, form):
    enquiry.answer_enquiry(by=request.user, language=get_language(), **form.cleaned_data)
    messages.success(request, _("Your answer leaves by mail. The others who answer see it too."))
    return redirect(enquiry)


@require_POST
def close(request, pk):
    """It needs no answer."""
    enquiry = get_object_or_404(Enquiry.objects.visible_to(request.user), pk=pk)
    enquiry.close_enquiry(by=request.user)
    messages.success(request, _("The message is closed. Its sender can still write again."))
    return redirect("kehrat:enquiries")
