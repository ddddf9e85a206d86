"""Forms of comments, announcements and moderation."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import LineField, Narrowing, ProseField
from kehrat.groups.forms.choices import KehraChoice
from kehrat.talk.models.case import Ground


class WrittenForm(forms.Form):
    """A text and the language it is written in; the page's own unless told."""

    text = ProseField(max_length=4000)
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)

    def __init__(self, *args, initial=None, **kwargs):
        initial = {"language": get_language(), **(initial or {})}
        super().__init__(*args, initial=initial, **kwargs)


class CommentForm(WrittenForm):
    text = ProseField(label=_("Your comment"), max_length=4000, rows=4)


class AnnouncementForm(WrittenForm):
    title = LineField(label=pgettext_lazy("announcement", "Title"), max_length=160)
    text = ProseField(
        label=_("Text"),
        max_length=10_000,
        rows=10,
        help_text=_("An empty line begins a paragraph, “- ” a list. Addresses become links."),
    )
    members_only = forms.TypedChoiceField(
        label=_("Who reads it"),
        choices=[("", _("Everyone")), ("yes", _("Members of the Kehrä only"))],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    members_only.unmarked = True
    field_order = ["title", "text", "language", "members_only"]


class FlagForm(forms.Form):
    """What is wrong with a text."""

    kind = forms.ChoiceField(
        label=_("What is wrong?"), choices=Ground.choices, widget=forms.RadioSelect
    )
    words = ProseField(
        label=_("In your own words"),
        max_length=2000,
        rows=4,
        required=False,
        help_text=_("Moderators read it, the author does not."),
    )


class ReasonForm(forms.Form):
    """A moderator's decision, with the reason that the author reads."""

    reason = ProseField(
        label=pgettext_lazy("moderation", "Reason"),
        max_length=2000,
        rows=4,
        help_text=_("The author reads it. Say which words are the trouble and why."),
    )


class HideForm(ReasonForm):
    """Why a text is hidden: one of the grounds that the public rules name, and the reason."""

    ground = forms.ChoiceField(
        label=_("On which ground?"), choices=Ground.choices, widget=forms.RadioSelect
    )
    field_order = ["ground", "reason"]


class NoteForm(ReasonForm):
    """A decision that needs no reason."""

    reason = ProseField(
        label=pgettext_lazy("moderation", "Note for the history"),
        max_length=2000,
        rows=3,
        required=False,
    )


class AppealForm(forms.Form):
    words = ProseField(
        label=_("Why should the text be shown?"),
        max_length=2000,
        rows=5,
        help_text=_("Sukkula reads it and decides anew."),
    )


class QueueFilter(Narrowing):
    """The moderators' queue, by kind of text and Kehrä."""

    STATES = {
        "waiting": ["waiting", "appealed"],
        "appealed": ["appealed"],
        "hidden": ["hidden", "upheld"],
        "cleared": ["cleared"],
    }
    kind = forms.ChoiceField(
        label=pgettext_lazy("moderation", "Kind of text"),
        choices=[
            ("", pgettext_lazy("moderation", "All")),
            ("idea", _("Ideas")),
            ("comment", _("Comments")),
            ("announcement", _("Announcements")),
        ],
        required=False,
    )
    kehra = KehraChoice(all_words=pgettext_lazy("moderation", "All"))

    def __init__(self, *args, kehrat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kehra"].of(kehrat)

    def narrow(self, cases):
        """The cases of the chosen kind and Kehrä."""
        if kind := self.chosen.get("kind"):
            cases = cases.filter(**{f"{kind}__isnull": False})
        if kehra := self.chosen.get("kehra"):
            cases = cases.filter(kehra=kehra)
        return cases
