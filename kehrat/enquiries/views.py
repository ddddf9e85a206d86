"""Writing to a Kehrä or to Sukkula without an account, and reading what came."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kehityspolku.web import limits, sent_once
from kehrat.enquiries.forms import EnquiryForm
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
            if form.user:
                messages.success(request, heard(enquiry))
            return redirect("kehrat:enquiry_sent")
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


def heard(enquiry):
    """Who got the message."""
    told = who_heard.of_team if enquiry.kehra else who_heard.of_sukkula
    return told(_("Your message is sent."), enquiry, "deliver_enquiry")


@login_not_required
@never_cache
def enquiry_sent(request):
    """What happens next. The same for everyone, whatever was written."""
    return render(request, "kehrat/enquiries/sent.html")


@login_not_required
@never_cache
def confirm(request, token):
    """The link of the mail: opening it asks, pressing sends."""
    enquiry = Enquiry.objects.fresh().filter(token=token).select_related("kehra").first()
    if not enquiry:
        return render(request, "kehrat/enquiries/confirm.html", status=404)
    if request.method == "POST":
        enquiry.deliver()
        messages.success(request, heard(enquiry))
        return redirect(enquiry.kehra or "home")
    return render(request, "kehrat/enquiries/confirm.html", {"enquiry": enquiry})


def enquiry(request, pk):
    """A message that came, for those it was written to."""
    seen = Enquiry.objects.visible_to(request.user).select_related("kehra")
    return render(
        request, "kehrat/enquiries/enquiry.html", {"enquiry": get_object_or_404(seen, pk=pk)}
    )
