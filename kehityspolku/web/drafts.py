"""A form that is kept as one types: any form of any record, each opening of it for itself.

The page holds what `parts/draft_fields.html` puts into the form and `parts/draft_line.html` under
it. The text goes to the address `draft`, or to a view of the form's own that calls `keep`;
`Draft.objects.done_with` ends it when the form is saved.
"""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.apps import apps
from django.core import signing
from django.core.exceptions import BadRequest, ValidationError
from django.shortcuts import render
from django.utils.translation import gettext as _

from kehityspolku.web import kept_form
from kehityspolku.web.models import Draft

FORM, CONTINUES, PLACE = "draft", "continues", "place"
NOT_TYPED = ("csrfmiddlewaretoken", "form_key", FORM, CONTINUES, PLACE)
SALT = "kehityspolku.draft"


@dataclass
class Opened:
    """An opened form: its own name, the draft that it shows, those of one's other openings."""

    form: UUID
    place: str = ""  # where it belongs, as `place_of` tells it; for the address `draft`
    continues: str = ""
    shown: Draft | None = None
    others: list[Draft] = field(default_factory=list)

    def show(self, drafts):
        """Show the first of the drafts and go on from it; the others are told of."""
        self.shown, *self.others = drafts or [None]
        self.continues = self.shown.seal if self.shown else ""


def opened(request, page="", record=None):
    """The form as it comes in a POST; one opened now has a new name.

    `page`, `record`: where it belongs, unless a view of its own keeps it.
    """
    place = place_of(request.user, page, record) if page else ""
    return Opened(_form(request.POST), place, request.POST.get(CONTINUES, ""))


def place_of(user, page, record=None):
    """A page and its record, as the person's form carries them; nobody can forge it."""
    return signing.dumps(
        [user.pk, page, record and record._meta.label, record and record.pk], salt=SALT
    )


def placed(request):
    """(page, record) of a form's place. Raises BadRequest for another's, or none."""
    try:
        owner, page, label, pk = signing.loads(request.POST.get(PLACE, ""), salt=SALT)
    except signing.BadSignature:
        raise BadRequest from None
    record = label and apps.get_model(label)._base_manager.filter(pk=pk).first()
    if owner != request.user.pk or (label and not record):
        raise BadRequest
    return page, record


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


def told(request, event, status=200, **context):
    """A few words for the page that is left open, and the event that its script hears."""
    answer = render(request, "parts/draft.html", context, status=status)
    answer["HX-Trigger"] = event
    return answer


def _form(data):
    try:
        return UUID(data.get(FORM, ""))
    except ValueError:
        return uuid4()
