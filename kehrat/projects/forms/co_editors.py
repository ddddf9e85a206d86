"""The form that names a co-editor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehrat.groups.models import Membership
from kehrat.places.text_search import FinnishOrder


class CoEditorForm(forms.Form):
    """Which member writes the card too: of those who don't yet."""

    member = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Who is named"), empty_label=_("Choose a member")
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        members = project.kehra.memberships.active().exclude(role=Membership.Role.COORDINATOR)
        members = members.exclude(user__in=project.co_editors.current().values("user"))
        self.fields["member"].queryset = members.select_related("user").order_by(
            FinnishOrder("user__name"), "pk"
        )
        self.fields["member"].label_from_instance = lambda membership: str(membership.user)
