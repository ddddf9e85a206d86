"""Forms of meetings: the call, an answer, a cancellation, the minutes."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, LineField, MarkedForm, Narrowing, ProseField
from kehrat.groups.forms.choices import KehraChoice
from kehrat.groups.models import Kehra
from kehrat.meetings.models.rsvp import Rsvp
from kehrat.places.models import MajorDistrict

AHEAD = 731  # days

# What the form and the meeting call by the same name.
SAME = ["title", "place", "link", "agenda", "public", "capacity", "language"]


class ClockField(forms.TimeField):
    """A time of day from the browser's own clock, or typed as 18.30 or 18:30."""

    def __init__(self, **kwargs):
        clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=clock, input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], **kwargs)


class MeetingForm(forms.Form):
    """The call of a meeting. `given()` has the fields of the model."""

    title = LineField(label=_("What is the meeting called?"), max_length=160)
    day = DayField(label=_("Day"))
    begins = ClockField(label=_("Begins at"))
    ends = ClockField(label=_("Ends at"))
    place = LineField(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_("Name and street address, so that newcomers find it."),
    )
    link = forms.URLField(
        label=_("Link to take part from afar"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Everyone who sees the call sees it."),
    )
    agenda = ProseField(
        label=_("Agenda"),
        max_length=10_000,
        rows=8,
        required=False,
        help_text=_("One matter a line; begin a line with - to make a list."),
    )
    public = forms.BooleanField(
        label=_("Open to everyone; otherwise only members of the Kehrä see the meeting"),
        required=False,
        initial=True,
    )
    capacity = forms.IntegerField(
        label=_("How many there is room for"),
        min_value=1,
        max_value=10_000,
        required=False,
        help_text=_("When all places are taken, others come on a waiting list in order."),
    )
    answer_by = DayField(
        label=_("Answer by"),
        required=False,
        help_text=_("Last day to say that one comes. Empty: until the meeting begins."),
    )
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)

    def __init__(self, *args, meeting=None, **kwargs):
        super().__init__(*args, initial=initial_of(meeting), **kwargs)
        self.meeting = meeting
        if meeting and meeting.public:  # what everyone has read can't be taken back
            del self.fields["public"]

    def clean(self):
        fields = super().clean()
        for name in ("begins", "ends"):
            if fields.get("day") and fields.get(name) is not None:
                fields[f"{name}_at"] = self._moment(fields["day"], name)
        starts, ends = fields.get("begins_at"), fields.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends", gettext("The meeting ends after it begins, on the same day."))
        if starts and starts < moments.now() and not self._is_as_it_was(starts):
            self.add_error("day", gettext("Choose a moment that is still to come."))
        if fields.get("day") and fields["day"] > moments.in_days(AHEAD):
            self.add_error("day", gettext("Choose a day within the next two years."))
        if fields.get("answer_by") and fields.get("day") and fields["answer_by"] > fields["day"]:
            self.add_error("answer_by", gettext("Choose a day that is not after the meeting."))
        if not (fields.get("place") or fields.get("link") or {"place", "link"} & set(self.errors)):
            self.add_error("place", gettext("Write the place, the link, or both."))
        return fields

    def _moment(self, day, name):
        try:
            return moments.at(day, self.cleaned_data[name])
        except (ValueError, OverflowError):
            told = gettext("There is no such time on that day: the clocks are changed.")
            self.add_error(name, told)
            return None

    def _is_as_it_was(self, starts):
        return self.meeting is not None and self.meeting.starts == starts

    def given(self):
        """The fields of the model, for the verbs `call` and `change_meeting`."""
        fields, until = self.cleaned_data, None
        if fields["answer_by"]:
            until = min(moments.end_of(fields["answer_by"]), fields["begins_at"])
        return {
            **{name: fields[name] for name in SAME if name in fields},
            "starts": fields["begins_at"],
            "ends": fields["ends_at"],
            "rsvp_until": until,
        }


def initial_of(meeting):
    """What the form shows before anything is written."""
    if not meeting:
        return {"language": get_language(), "public": True}
    starts, ends = (at.astimezone(moments.HELSINKI) for at in (meeting.starts, meeting.ends))
    until = meeting.rsvp_until
    return {
        **{name: getattr(meeting, name) for name in SAME},
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "answer_by": moments.day_of(until) if until else None,
    }


class RsvpForm(forms.Form):
    """An answer to the call; the button says which."""

    answer = forms.ChoiceField(choices=[(a.value, a.label) for a in Rsvp.SAID])


class CancelForm(forms.Form):
    reason = ProseField(
        label=_("Why is it cancelled?"),
        max_length=2000,
        rows=4,
        help_text=_("It is in the message to those who would have come."),
    )


class MinutesForm(MarkedForm):
    """The minutes' draft. `given()` has the fields of the model."""

    text = ProseField(
        label=_("What was talked about"),
        max_length=30_000,
        rows=12,
        help_text=_("A few lines are enough. An empty line begins a new paragraph."),
    )
    decisions = ProseField(
        label=_("Decisions"),
        max_length=10_000,
        rows=5,
        required=False,
        help_text=_("One decision on each line."),
    )
    attended = forms.IntegerField(
        label=_("How many were there"), min_value=0, max_value=100_000, required=False
    )
    names = ProseField(
        label=_("Who was there"),
        max_length=4000,
        rows=4,
        required=False,
        help_text=_("Only members of the Kehrä and Sukkula see the names."),
    )
    correction = LineField(
        label=_("What is corrected"),
        max_length=1000,
        help_text=_("It shows with the date above the new version."),
    )
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)

    def __init__(self, *args, draft, **kwargs):
        self.draft = draft
        shown = {**self.shown(draft), "seen": draft.mark()}
        if draft.attended is None and not draft.pk and draft.version == 1:
            shown["attended"] = draft.meeting.rsvps.filter(answer=Rsvp.Answer.YES).count() or None
        super().__init__(*args, initial=shown, **kwargs)
        if draft.version == 1:
            del self.fields["correction"]

    def shown(self, draft):
        """The draft's fields as the form shows them."""
        shown = {name: getattr(draft, name) for name in self.base_fields if name != "seen"}
        return shown | {"decisions": "\n".join(draft.decisions)}

    def given(self):
        fields = super().given()
        lines = [line.strip().removeprefix("- ") for line in fields["decisions"].splitlines()]
        return {**fields, "decisions": [line for line in lines if line]}

    def stored(self):
        draft = type(self.draft).objects.begun(self.draft.meeting)
        given, shown = self.given(), self.shown(draft)
        other = [name for name in given if getattr(draft, name) != given[name]]
        return draft.mark(), [(self.fields[name].label, shown[name]) for name in other]


class MeetingFilter(Narrowing):
    """Major district and Kehrä."""

    alue = forms.ModelChoiceField(
        MajorDistrict.objects.all(),
        label=_("Major district"),
        required=False,
        empty_label=_("All of Helsinki"),
    )
    kehra = KehraChoice()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kehra"].of(Kehra.objects.visible_to(user))

    def narrow(self, meetings):
        if area := self.chosen.get("alue"):
            there = Kehra.objects.filter(sub_areas__district__major=area)
            meetings = meetings.filter(kehra__in=there)
        if kehra := self.chosen.get("kehra"):
            meetings = meetings.filter(kehra=kehra)
        return meetings
