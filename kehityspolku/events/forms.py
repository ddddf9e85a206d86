"""Forms of notices and their mail: what to show, what to mail how often."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehityspolku.events import subscriptions
from kehityspolku.events.models import Notice
from kehityspolku.fields import Narrowing

EXPLAINED = {
    "task": _(
        "Requests, letters, reports, reviews and deadlines that wait for you because of your role. "
        "They can't be muted, and they are always mailed."
    ),
    "project": _("Progress of the project cards and applications you take part in or follow."),
    "group": _("Announcements and changes of your Kehrät and of those you follow."),
    "meeting": _("Calls, changes, reminders and minutes of meetings."),
    "idea": _("New ideas and what comes of them."),
    "comment": _("Comments on what you have written or follow."),
}


class MailForm(forms.Form):
    """How often mail of each kind comes; decisions always come at once."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        for kind, pace in subscriptions.chosen(user).items():
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                help_text=EXPLAINED[kind],
                choices=subscriptions.paces_of(kind),
                widget=forms.RadioSelect,
                initial=pace,
            )

    def save(self):
        for kind in self.changed_data:
            subscriptions.choose([self.user], [kind], self.cleaned_data[kind])


class GroupMailForm(forms.Form):
    """How often mail of each kind comes of one group: as elsewhere, unless told."""

    def __init__(self, *args, user, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.group = user, group
        for kind, pace in subscriptions.chosen_of(user, group).items():
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                help_text=EXPLAINED[kind],
                choices=[("", _("as elsewhere")), *subscriptions.paces_of(kind)],
                widget=forms.RadioSelect,
                required=False,
                initial=pace,
            )
            self.fields[kind.value].unmarked = True

    def save(self):
        for kind in self.changed_data:
            if pace := self.cleaned_data[kind]:
                subscriptions.choose([self.user], [kind], pace, self.group)
            else:
                subscriptions.as_elsewhere(self.user, kind, self.group)


class NoticeFilter(Narrowing):
    kind = forms.ChoiceField(
        label=pgettext_lazy("notices", "About what"),
        choices=[("", _("everything")), *Notice.Kind.choices],
        required=False,
    )
    unread = forms.BooleanField(label=_("Only unread"), required=False)

    def narrow(self, notices):
        if kind := self.chosen.get("kind"):
            notices = notices.filter(kind=kind)
        return notices.unread() if self.chosen.get("unread") else notices


class SentFilter(Narrowing):
    STATES = [choice for choice in Notice.Mail.choices if choice[0] != Notice.Mail.NONE]
    state = forms.ChoiceField(label=_("State"), choices=[("", _("all")), *STATES], required=False)
    who = forms.CharField(label=_("To whom"), required=False, max_length=100)

    def narrow(self, notices):
        if state := self.chosen.get("state"):
            notices = notices.filter(mail=state)
        if who := self.chosen.get("who", "").replace("\0", ""):
            notices = notices.filter(recipient__email__icontains=who)
        return notices
