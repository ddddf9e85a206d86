"""Forms of meetings: the call, an answer, a cancellation, the minutes."""

import re
from datetime import date, time, timedelta

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import DayField, LineField, MarkedForm, Narrowing, ProseField
from kehrat.groups.forms.choices import KehraChoice
from kehrat.groups.models import Kehra
from kehrat.meetings.models.minutes import BLOCS
from kehrat.meetings.models.poll import MOST, Said
from kehrat.meetings.models.rsvp import Rsvp
from kehrat.places.models import MajorDistrict

AHEAD = 731  # days
LENGTH = timedelta(hours=2)  # what a meeting whose end is left open is taken to last
DAY_AND_TIME = re.compile(  # a weekday before it does no harm
    r"(?:[^\W\d]+\.?\s+)?(\d{1,2})\.(\d{1,2})\.(\d{4})[ ,]+(?:klo|kl\.?|at)?\s*"
    r"(\d{1,2})(?:[.:](\d{2}))?"
)

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
    ends = ClockField(
        label=_("Ends at"),
        required=False,
        help_text=_("Leave it empty if you do not know: the end is then left open."),
    )
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
    repeat = forms.ChoiceField(
        label=_("Is it held again?"),
        required=False,
        choices=[
            ("", _("Once")),
            ("7", _("Every week")),
            ("14", _("Every two weeks")),
            ("month", _("Every month, on the same weekday")),
        ],
        help_text=_(
            "Each gets a page of its own and can be changed alone. The members get one call."
        ),
    )
    times = forms.IntegerField(
        label=_("How many times in all"), min_value=2, max_value=12, required=False
    )

    def __init__(self, *args, meeting=None, like=None, option=None, **kwargs):
        """`meeting`: the one that is changed; `like`: one whose call is copied for another day;
        `option`: the moment of a poll that was chosen."""
        super().__init__(*args, initial=initial_of(meeting, like, option), **kwargs)
        self.meeting, self.fields["times"].unmarked = meeting, True
        if meeting:
            del self.fields["repeat"], self.fields["times"]
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
        if starts and (problem := self._wrong_time(starts)):
            self.add_error("day", problem)
        if fields.get("day") and fields["day"] > moments.in_days(AHEAD):
            self.add_error("day", gettext("Choose a day within the next two years."))
        if fields.get("answer_by") and fields.get("day") and fields["answer_by"] > fields["day"]:
            self.add_error("answer_by", gettext("Choose a day that is not after the meeting."))
        if not (fields.get("place") or fields.get("link") or {"place", "link"} & set(self.errors)):
            self.add_error("place", gettext("Write the place, the link, or both."))
        if fields.get("repeat") and starts:
            fields["again"] = self._again(fields)
        return fields

    def _wrong_time(self, starts):
        """Why the meeting can't begin then, "" if it can."""
        if starts < moments.now() and not self._is_as_it_was(starts):
            return gettext("Choose a moment that is still to come.")
        return ""

    def _again(self, fields):
        """The moments at which it is held again, at the same time of day."""
        if not fields.get("times"):
            if "times" not in self.errors:
                self.add_error("times", gettext("Write how many times, from 2 to 12."))
            return []
        every, first = fields["repeat"], fields["day"]
        days = [
            same_weekday(first, n) if every == "month" else first + timedelta(int(every) * n)
            for n in range(1, fields["times"])
        ]
        if days[-1] > moments.in_days(AHEAD):
            self.add_error("times", gettext("Choose fewer: the last is within two years."))
            return []
        try:
            return [moments.at(day, fields["begins"]) for day in days]
        except ValueError:
            told = gettext("There is no such time on that day: the clocks are changed.")
            self.add_error("begins", told)
            return []

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
        if fields.get("answer_by"):
            until = min(moments.end_of(fields["answer_by"]), fields["begins_at"])
        ends = fields.get("ends_at")
        again = {"again": fields["again"]} if fields.get("again") else {}
        return {
            **{name: fields[name] for name in SAME if name in fields},
            "starts": fields["begins_at"],
            "ends": ends or fields["begins_at"] + LENGTH,
            "ends_open": ends is None,
            "rsvp_until": until,
            **again,
        }


class PastMeetingForm(MeetingForm):
    """A meeting that was held elsewhere or long ago."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("link", "capacity", "answer_by", "repeat", "times"):
            del self.fields[name]

    def _wrong_time(self, starts):
        return gettext("Choose a moment that is past.") if starts > moments.now() else ""

    def given(self):
        return super().given() | {"rsvp_until": None}


def same_weekday(day, months):
    """The same weekday of the month so many months later, as the third Tuesday; the last one of a
    month that has fewer."""
    first = moments.months_after(day.replace(day=1), months)
    found = first + timedelta((day.weekday() - first.weekday()) % 7 + (day.day - 1) // 7 * 7)
    return found if found.month == first.month else found - timedelta(7)


def initial_of(meeting, like=None, option=None):
    """What the form shows before anything is written."""
    if option:
        poll, starts = option.poll, option.starts.astimezone(moments.HELSINKI)
        told = {"title": poll.title, "place": poll.place, "agenda": poll.text}
        told |= {"day": starts.date(), "begins": starts.time(), "public": True}
        return told | {"language": poll.language}
    if not (meeting or like):
        return {"language": get_language(), "public": True}
    told = meeting or like
    starts, ends = (at.astimezone(moments.HELSINKI) for at in (told.starts, told.ends))
    initial = {name: getattr(told, name) for name in SAME}
    initial |= {"begins": starts.time(), "ends": None if told.ends_open else ends.time()}
    if meeting:
        until = meeting.rsvp_until
        initial |= {"day": starts.date(), "answer_by": moments.day_of(until) if until else None}
    return initial


class PollForm(forms.Form):
    """A poll for a date: what it is about, and the moments that are asked of."""

    title = LineField(label=_("What is the meeting called?"), max_length=160)
    place = LineField(label=_("Place"), max_length=200, required=False)
    text = ProseField(label=_("What it is about"), max_length=2000, rows=4, required=False)
    days = ProseField(
        label=_("Days and times"),
        max_length=1000,
        rows=6,
        help_text=_("One a line, as 3.12.2026 18.00. From 2 to 12 of them."),
    )
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)

    def clean_days(self):
        starts = {}
        for line in filter(None, map(str.strip, self.cleaned_data["days"].splitlines())):
            starts[self._moment(line)] = line
        if not 2 <= len(starts) <= MOST:
            raise forms.ValidationError(
                gettext("Write from 2 to %(most)s different times.") % {"most": MOST}
            )
        return sorted(starts)

    def _moment(self, line):
        """The moment of a line; ValidationError that quotes it."""
        found = DAY_AND_TIME.fullmatch(line)
        try:
            day, month, year, hour, minute = (int(part or 0) for part in found.groups())
            moment = moments.at(date(year, month, day), time(hour, minute))
        except (AttributeError, ValueError, OverflowError):
            told = gettext("“%(line)s” is no day and time: write it as 3.12.2026 18.00.")
            raise forms.ValidationError(told % {"line": line[:60]}) from None
        if not moments.now() < moment < moments.end_of(moments.in_days(AHEAD)):
            told = gettext("“%(line)s” is not within the next two years.")
            raise forms.ValidationError(told % {"line": line})
        return moment

    def given(self):
        """What `Polls.ask_dates` takes."""
        fields = dict(self.cleaned_data)
        return fields | {"starts": fields.pop("days")}


class PollAnswerForm(forms.Form):
    """An answer to each moment of a poll."""

    def __init__(self, *args, options, said, **kwargs):
        super().__init__(*args, **kwargs)
        for option in options:
            self.fields[f"option-{option.pk}"] = forms.ChoiceField(
                label=str(option),
                choices=Said.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=said.get(option.pk, ""),
            )
            self.fields[f"option-{option.pk}"].unmarked = True

    def said(self):
        """The answers, {option's key: answer}."""
        given = self.cleaned_data.items()
        return {int(name.removeprefix("option-")): answer for name, answer in given if answer}


class GuestForm(forms.Form):
    """Who comes without an account."""

    name = LineField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A link comes here. Nobody else sees the address."),
    )


class CircularForm(forms.Form):
    """A letter to those who come, or to one member."""

    title = LineField(label=_("Subject"), max_length=160)
    text = ProseField(label=_("Text"), max_length=4000, rows=8)


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


class Number(forms.IntegerField):
    """How many people; nothing where it was not counted."""

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_value=100_000, required=False, **kwargs)


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
        help_text=_(
            "One decision a line; each becomes a § of its own. If you voted, end the line with the "
            "votes for, against and blank: (12–3–1)."
        ),
    )
    attended = forms.IntegerField(
        label=_("How many were there"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("Left empty, it is the sum of the three below."),
    )
    residents = Number(label=_("Of them residents"))
    organisations = Number(label=_("Of associations, schools and companies"))
    public_bodies = Number(label=_("Of public bodies"))
    chair = LineField(label=_("Chair"), max_length=120, required=False)
    secretary = LineField(label=_("Secretary"), max_length=120, required=False)
    scrutineers = LineField(label=_("Scrutineers"), max_length=300, required=False)
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

    def clean(self):
        fields = super().clean()
        parts = [fields.get(name) for name in BLOCS]
        known = sum(part or 0 for part in parts)
        if fields.get("attended") is None and None not in parts:
            fields["attended"] = known
        if known > (fields.get("attended") or known):
            told = gettext("The three parts are %(n)s together: more than there were in all.")
            self.add_error("attended", told % {"n": known})
        return fields

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
