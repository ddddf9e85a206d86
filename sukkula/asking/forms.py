"""Forms of what to ask to have changed: one part of a card, or all of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku import marks, moments, working_days
from kehityspolku.fields import ComingDay, MarkedForm, ProseField
from kehrat.cards.headings import label
from kehrat.projects.models import FIELDS
from sukkula.asking.models import MESSAGE


class PartForm(MarkedForm):
    """What to ask of one part; emptied, nothing is asked of it."""

    words = ProseField(max_length=4000, required=False, rows=4)
    words.unmarked = True
    words.widget.attrs["autofocus"] = True

    def __init__(self, *args, stands, heading, **kwargs):
        self.stands = stands  # gives the row as it is now, or None
        row = stands()
        initial = {"words": row.words if row else "", "seen": row.mark() if row else ""}
        super().__init__(*args, initial=initial, **kwargs)
        told = _("What should be changed in “%(part)s”?") % {"part": heading}
        self.fields["words"].label = told

    def stored(self):
        row = self.stands()
        words = row.words if row else ""
        return marks.mark(words), [(row.by if row else _("Removed"), words)]


class AskChangesForm(forms.Form):
    """A message, and a text for each field of the card; the fields left empty are not asked for.

    It begins from the draft (`planned` of what is `initial`: {part: its row}), and can be kept as
    one.
    """

    DAYS = 10  # working days in which the changes are wanted, unless told otherwise

    message = ProseField(
        label=_("Message to the applicants"),
        max_length=4000,
        required=False,
        help_text=_("Say what is good, and what the changes are for."),
    )
    message.unmarked = True  # needed when no part of the card is named
    day = ComingDay(
        label=_("Changes wanted by"),
        required=False,
        help_text=_("The applicants see the day, and are reminded before and after it."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, initial=None, **kwargs):
        planned = (initial or {}).pop("planned", {})
        day = working_days.after(moments.today(), self.DAYS)
        given = {"day": day, "seen": marks_of(planned), **(initial or {})}
        given |= {box(part): planned[part].words for part in planned}
        super().__init__(*args, initial=given, **kwargs)
        for name in FIELDS:
            field = ProseField(label=label(name), max_length=4000, required=False, rows=3)
            field.unmarked = True
            self.fields[box(name)] = field

    def clean(self):
        """{"message", "changes": {field: words}, "day", "seen"}, as the verb and the draft take
        them."""
        given = super().clean()
        changes = {name: words for name in FIELDS if (words := given.get(box(name)))}
        if not (given.get("message") or changes or self.errors):
            self.add_error("message", _("Write a message, or say of one part what to change."))
        told = {"message": given.get("message", ""), "changes": changes, "day": given.get("day")}
        return told | {"seen": read_marks(given.get("seen", ""))}

    def by_field(self):
        """The boxes of the single fields, in the card's order."""
        return [self[box(name)] for name in FIELDS]

    def texts(self):
        """{part: words} of all boxes, once valid."""
        given = self.cleaned_data
        return {MESSAGE: given["message"]} | {f: given["changes"].get(f, "") for f in FIELDS}

    def tell(self, overtaken, planned):
        """Show what others wrote meanwhile; what is in the boxes goes over it when sent again."""
        for each in overtaken:
            words = _("%(name)s wrote here meanwhile: “%(words)s”")
            if not each.words:
                words = _("This was removed from the draft meanwhile.")
            who = each.by or _("a person who has left")
            self.add_error(box(each.part), words % {"name": who, "words": each.words})
        self.data = self.data.copy()
        self.data["seen"] = marks_of(planned)


def box(part):
    """The name of a part's text box."""
    return part if part == MESSAGE else f"change_{part}"


def marks_of(planned):
    """Which words of the draft a form has shown, as its hidden field carries it."""
    return " ".join(f"{part}:{planned[part].mark()}" for part in planned)


def read_marks(text):
    """{part: mark} of the hidden field; what is no mark is passed by."""
    pairs = (pair.partition(":") for pair in text.split(" "))
    return {part: mark for part, colon, mark in pairs if colon}
