"""Forms of invitations and of the coordinators' role."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, MarkedForm, ProseField
from kehityspolku.text import decode
from kehrat.coordination import addresses
from kehrat.groups.forms.members import PartForm
from kehrat.groups.models import Membership
from kehrat.places.text_search import FinnishOrder

LONGEST_NOTICE = 90  # days from the giving up to the end of the role


class AcceptForm(PartForm):
    """What one who is invited takes part as."""


class LinkForm(forms.Form):
    """A link that many can join by: how long it is good, and for how many."""

    days = forms.TypedChoiceField(
        label=_("How long the link works"),
        choices=[(7, _("a week")), (14, _("two weeks")), (30, _("30 days")), (90, _("90 days"))],
        coerce=int,
        initial=14,
    )
    most = forms.IntegerField(
        label=_("How many can join by it"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Leave it empty if there is no limit."),
    )


class MailForm(forms.Form):
    """An invitation to one address."""

    address = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the message"), choices=settings.LANGUAGES, initial="fi"
    )
    greeting = ProseField(
        label=_("Greeting"),
        max_length=1000,
        rows=4,
        required=False,
        help_text=_("It is in the message under your name. Write who you are and why you invite."),
    )


class NameForm(forms.Form):
    """A member who is willing to coordinate, as Sukkula was told."""

    member = forms.ModelChoiceField(Membership.objects.none(), label=_("Member"))
    willing = forms.BooleanField(label=_("The member has said yes."))

    def __init__(self, *args, kehra, **kwargs):
        super().__init__(*args, **kwargs)
        members = kehra.memberships.active().present().select_related("user")
        self.fields["member"].queryset = members
        self.fields["member"].label_from_instance = lambda membership: str(membership.user)


class ManyForm(forms.Form):
    """Invitations to many addresses: a list that is pasted, a CSV file, or both."""

    addresses = ProseField(
        label=_("E-mail addresses"),
        max_length=addresses.LONGEST,
        rows=10,
        required=False,
        help_text=_(
            "One a line, or apart from each other by commas. Names beside them do no harm: only "
            "the addresses are read."
        ),
    )
    file = forms.FileField(
        label=_("Or a list as a file (CSV or TXT)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=_("A spreadsheet is saved as CSV first. Its lines are added to those above."),
    )
    language = forms.ChoiceField(
        label=_("Language of the messages"), choices=settings.LANGUAGES, initial="fi"
    )
    greeting = MailForm.base_fields["greeting"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("addresses", "file"):
            self.fields[name].unmarked = True  # one of them is needed

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > addresses.LONGEST:
            raise forms.ValidationError(gettext("The file is too long. Bring it in parts."))
        text = decode(file.read())
        if text is None:
            told = gettext("This is not a list as text. Save it as CSV or TXT and choose it again.")
            raise forms.ValidationError(told)
        return text

    def clean(self):
        fields = super().clean()
        file = fields.pop("file", "")
        if self.errors:
            return fields
        fields["addresses"] = ProseField.tidied(f"{fields['addresses']}\n{file}")
        self.show(fields["addresses"])
        if not fields["addresses"]:
            self.add_error("addresses", gettext("Write the addresses, or choose a file."))
        elif fields["addresses"].count("@") > addresses.READ:
            told = gettext("A list may have %(n)s addresses at most. Bring it in parts.")
            self.add_error("addresses", told % {"n": addresses.READ})
        return fields

    def show(self, text):
        """Let the box hold this text: the file's lines too, for a browser keeps no chosen file."""
        self.data = self.data.copy()
        self.data[self.add_prefix("addresses")] = text


class NoteForm(forms.Form):
    """A note that goes along, if one likes."""

    note = ProseField(label=_("Note to the person"), max_length=2000, rows=4, required=False)


class OfferForm(forms.Form):
    note = ProseField(
        label=_("Why you"),
        max_length=2000,
        rows=4,
        required=False,
        help_text=_("The members and Sukkula read it."),
    )


class NominateForm(NoteForm):
    """Which member is asked to take the role over."""

    nominee = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Who is asked"), empty_label=_("Choose a member")
    )
    field_order = ["nominee", "note"]

    def __init__(self, *args, kehra, **kwargs):
        super().__init__(*args, **kwargs)
        members = kehra.memberships.active().exclude(role=Membership.Role.COORDINATOR)
        asked = kehra.nominations.waiting().values("nominee")
        members = members.exclude(pk__in=asked).select_related("user")
        self.fields["nominee"].queryset = members.order_by(FinnishOrder("user__name"), "pk")
        self.fields["nominee"].label_from_instance = lambda membership: str(membership.user)


class GiveUpForm(forms.Form):
    """The day from which one doesn't coordinate any more."""

    on = DayField(label=_("The last day of your role"), initial=moments.today)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if not moments.today() <= day <= moments.in_days(LONGEST_NOTICE):
            last = moments.day_text(moments.in_days(LONGEST_NOTICE))
            raise forms.ValidationError(
                gettext("Choose a day from today to %(last)s.") % {"last": last}
            )
        return day


class HandoverNoteForm(MarkedForm):
    """Where things are and what was promised, for the next coordinator."""

    text = ProseField(
        label=_("Where things are and what was promised"),
        max_length=8000,
        rows=14,
        help_text=_("Keys, papers, bank, contacts, what others wait for. Never write a password."),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)

    def __init__(self, *args, note, **kwargs):
        self.note = note
        initial = {"text": note.text, "language": note.language, "seen": note.mark()}
        super().__init__(*args, initial=initial, **kwargs)

    def stored(self):
        note = type(self.note).objects.begun(self.note.kehra)
        return note.mark(), [(self.fields["text"].label, note.text)]
