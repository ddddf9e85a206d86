"""A form that is kept as one types: any form of any record, each opening of it for itself.

The page holds what `parts/draft_fields.html` puts into the form; the text goes to the view that
calls `keep`, and `Draft.objects.done_with` ends it when the form is saved.
"""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kehityspolku.web import kept_form
from kehityspolku.web.models import Draft

FORM, CONTINUES = "draft", "continues"
NOT_TYPED = ("csrfmiddlewaretoken", "form_key", FORM, CONTINUES)


@dataclass
class Opened:
    """An opened form: its own name, the draft that it shows, those of one's other openings."""

    form: UUID
    continues: str = ""
    shown: Draft | None = None
    others: list[Draft] = field(default_factory=list)

    def show(self, drafts):
        """Show the first of the drafts and go on from it; the others are told of."""
        self.shown, *self.others = drafts or [None]
        self.continues = self.shown.seal if self.shown else ""


def opened(request):
    """The form as it comes in a POST; one opened now has a new name."""
    return Opened(_form(request.POST), request.POST.get(CONTINUES, ""))


def chosen_first(request, drafts):
    """One's drafts, the one that the address asks for before the others."""
    return sorted(drafts, key=lambda draft: str(draft.form) != request.GET.get(FORM))


def keep(request, page, record=None):
    """Keep what is posted as a draft. Raises ValidationError when it can't be kept."""
    data = request.POST.copy()
    for name in NOT_TYPED:
        data.pop(name, None)
    if len(text := data.urlencode()) > kept_form.LONGEST:
        raise ValidationError(_("The text is too long to be kept. Shorten it."), code="too_long")
    here = opened(request)
    given = {"by": request.user, "form": here.form, "continues": here.continues, "text": text}
    return Draft.objects.keep(page, record, **given)


def _form(data):
    try:
        return UUID(data.get(FORM, ""))
    except ValueError:
        return uuid4()
