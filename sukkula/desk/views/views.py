"""Named views of the work list: keeping one, removing one."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kehityspolku.text import inner_quotes
from sukkula.desk.forms import KeepViewForm
from sukkula.desk.models import SavedView
from sukkula.review.pieces import at_desk


@require_POST
@at_desk
def keep(request):
    """Keep the list as it is seen under a name, in place of one's view of that name."""
    form = KeepViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
        return redirect("sukkula:desk")
    view = SavedView.objects.keep(by=request.user, **form.cleaned_data)
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": inner_quotes(view)})
    return redirect(f"{reverse('sukkula:desk')}?{view.query}")


@require_POST
@at_desk
def remove(request, pk):
    """Remove one of one's own views; one that another tab has removed is gone too."""
    SavedView.objects.visible_to(request.user).filter(pk=pk).delete()
    messages.success(request, _("The view is removed."))
    return redirect("sukkula:desk")
