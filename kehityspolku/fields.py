from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments, money
from kehityspolku.marks import Outdated
from kehityspolku.text import tidy, tidy_line


class PortalRenderer(TemplatesSetting):
    """Label above, hint under it, error beside the field and in a linked summary on top."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"


class EurosInput(forms.TextInput):
    """A text box that takes "12 500,50"; a phone shows digits."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value):
        if value in (None, "") or isinstance(value, str):
            return value
        return money.figures(value)


class EurosField(forms.Field):
    """Euros as a person writes them; gives a Decimal with two decimals, never negative, and more
    than zero where that is wanted."""

    widget = EurosInput

    def __init__(self, *, more_than_zero=False, **kwargs):
        self.more_than_zero = more_than_zero
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            amount = money.parse(value)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None
        if amount < 0:
            raise forms.ValidationError(_("Write an amount that is zero or more."))
        if self.more_than_zero and not amount:
            raise forms.ValidationError(_("Write an amount that is more than zero."))
        return amount


class PercentInput(EurosInput):
    """A text box that takes "67,5"."""

    def format_value(self, value):
        return (
            value if value in (None, "") or isinstance(value, str) else money.percent_figures(value)
        )


class PercentField(forms.Field):
    """A percentage as a person writes it; gives a Decimal from 0 to 100 with one decimal."""

    widget = PercentInput

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return money.parse_percent(value)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None


class DayField(forms.DateField):
    """A date from the browser's own calendar, or typed as 24.11.2026, in every language.

    A year that nobody means is refused: what is counted from it would lie outside the calendar.
    """

    YEARS = 1900, 2199

    def __init__(self, **kwargs):
        # The browser's calendar wants dates as 2026-11-24.
        calendar = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        formats = ["%Y-%m-%d", "%d.%m.%Y"]
        super().__init__(**{"widget": calendar, "input_formats": formats, **kwargs})

    def to_python(self, value):
        day = super().to_python(value)
        first, last = self.YEARS
        if day and not first <= day.year <= last:
            years = {"first": first, "last": last}
            raise forms.ValidationError(gettext("Write a year from %(first)s to %(last)s.") % years)
        return day


class ComingDay(DayField):
    """A day from today to a year from now; what is promised by it moves to a working day."""

    def clean(self, value):
        day = super().clean(value)
        if day and not moments.today() <= day <= moments.in_days(365):
            raise forms.ValidationError(gettext("Choose a day from today to a year from now."))
        return day


class ProseField(forms.CharField):
    """Plain text of several lines, tidied (kehityspolku/text.py); shown with the filter `prose`.

    The browser doesn't cut what is pasted: a text too long is told to be so, and stays.
    """

    widget = forms.Textarea
    tidied = staticmethod(tidy)

    def __init__(self, *, max_length, rows=6, **kwargs):
        kwargs.setdefault("widget", self.widget(attrs={"rows": rows, "dir": "auto"}))
        super().__init__(**kwargs)
        self.max_length = max_length

    def to_python(self, value):
        text = self.tidied(super().to_python(value))
        if over := max(0, len(text) - self.max_length):
            raise forms.ValidationError(too_long(len(text), self.max_length, over))
        return text


class LineField(ProseField):
    """A title or a name: tidied, on one line."""

    widget = forms.TextInput
    tidied = staticmethod(tidy_line)

    def __init__(self, *, max_length, **kwargs):
        kwargs.setdefault("widget", self.widget(attrs={"dir": "auto"}))
        super().__init__(max_length=max_length, **kwargs)


def too_long(length, most, over):
    """How long a text is and how long it may be, in figures that are easy to read."""
    figures = {"length": length, "most": most, "over": over}
    figures = {name: f"{n:,}".replace(",", "\u00a0") for name, n in figures.items()}
    return (
        _("The text has %(length)s characters and may have %(most)s. Shorten it by %(over)s.")
        % figures
    )


class Trap(forms.TextInput):
    """A field that no person sees and a robot fills (limits.py)."""

    is_hidden = True

    def __init__(self, attrs=None):
        unseen = {"tabindex": "-1", "autocomplete": "off", "aria-hidden": "true"}
        super().__init__(unseen | (attrs or {}))

    def render(self, *args, **kwargs):
        return format_html('<span class="hush">{}</span>', super().render(*args, **kwargs))


class NoWords(forms.Form):
    """Nothing to write: the page asks once."""


def words(name, label, hint="", *, required=True):
    """A form of one long text, named as the verb's own argument."""
    field = ProseField(label=label, help_text=hint, max_length=4000, required=required)
    return type("Words", (forms.Form,), {name: field})


class Narrowing(forms.Form):
    """A list's filter that lives in the address; what is no choice of it narrows nothing."""

    @cached_property
    def chosen(self):
        """What is understood of the address."""
        self.is_valid()
        return self.cleaned_data

    @property
    def is_narrowing(self):
        return any(self.chosen.values())

    @property
    def told(self):
        """What narrows, as text: the same for all addresses that say the same."""
        found = {name: getattr(value, "pk", value) for name, value in self.chosen.items() if value}
        return str(sorted(found.items()))


class MarkedForm(forms.Form):
    """A stored text written anew: `seen` is the mark of the text that was read (marks.py).

    `stored()` says what stands now: its mark, and [(label, text)] of what the form tells otherwise.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    meanwhile = None  # what somebody else saved while one wrote

    def given(self):
        """The text of the valid form, as what writes it takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def saved(self, write, **more):
        """Whether `write(seen=…, **given, **more)` took the text of the valid form.

        If somebody else has saved meanwhile, both texts are shown, and what is in the form is
        written over the other's when it is sent again.
        """
        try:
            write(seen=self.cleaned_data["seen"], **self.given(), **more)
        except Outdated:
            mark, self.meanwhile = self.stored()
            self.data = self.data.copy()
            self.data["seen"] = mark
            return False
        return True

    @property
    def status(self):
        return 200 if self.meanwhile is None else 409
