"""Forms of the card and of its rows."""

from dataclasses import replace

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kehityspolku import money
from kehityspolku.fields import DayField, EurosField, EurosInput, LineField
from kehrat.cards import as_written, card, merging
from kehrat.cards.business_id import checked
from kehrat.cards.headings import heading, label
from kehrat.cards.sections import sections
from kehrat.groups.forms.members import OrganisationInput
from kehrat.places.names import beginning, meaning, meanings
from kehrat.projects.forms.changes import AnswersForm
from kehrat.projects.models.revision import NEEDED

MOST = 60
MOST_QUESTIONS = 400
LONGEST_NAME = 120  # of a place that is sought

LONGEST = 100_000
SIGNS = _("Who may sign for the applicant. Only the Kehrä's members and Sukkula see it.")


def year(label):
    return forms.IntegerField(label=label, required=False, min_value=1900, max_value=2100)


class Row(forms.Form):
    """A row: its words as received go with it; without a name it must be empty."""

    NAMED = "name"
    UNNAMED = _("Give the row a name, or empty it.")
    SAID = ()  # the fields that the words as received are compared with

    stated = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def as_written(self):
        """The words as received where they tell otherwise than the row: shown, to keep or not."""
        stated, *said = (str(self[name].value() or "") for name in ("stated", *self.SAID))
        return stated if self.SAID and self.tells_otherwise(stated, *said) else ""

    @property
    def says_something(self):
        said = {name: value for name, value in self.cleaned_data.items() if name != "stated"}
        return any(value not in (None, "", [], False) for value in said.values())

    def clean(self):
        if self.says_something and not self.is_named:
            self.add_error(self.NAMED, self.UNNAMED)
        return self.cleaned_data

    @property
    def is_named(self):
        return bool(self.cleaned_data.get(self.NAMED))


class PhaseForm(Row):
    SAID = ("name", "starts", "ends")
    tells_otherwise = staticmethod(as_written.of_dates)
    is_named = True  # without a name it is the whole project

    name = LineField(label=_("Phase"), max_length=200, required=False)
    starts = DayField(label=_("Starts"), required=False)
    ends = DayField(label=_("Ends"), required=False)

    def value(self):
        return card.Phase(**self.cleaned_data)


class ShareField(forms.DecimalField):
    """A share in per cent as a person writes it: "70", "12,5 %"."""

    widget = EurosInput

    def __init__(self, **kwargs):
        limits = {"min_value": 0, "max_value": 100, "max_digits": 5, "decimal_places": 2}
        super().__init__(**limits, **kwargs)

    def to_python(self, value):
        bare = str(value or "").replace("%", "").replace(",", ".").strip()
        return super().to_python(bare)


class FunderForm(Row):
    SAID = ("name",)
    tells_otherwise = staticmethod(as_written.of_words)

    name = LineField(label=_("Funder"), max_length=300, required=False)
    year_from = year(_("From year"))
    year_to = year(_("To year"))
    amount = EurosField(label=_("Amount, €"), required=False)
    share = ShareField(label=_("Share of the costs, %"), required=False)
    target = forms.BooleanField(label=_("Hoped for, not decided"), required=False)
    total = forms.BooleanField(label=_("The sum of other rows"), required=False)

    def value(self):
        return card.FunderRow(**self.cleaned_data)


class Parts(forms.CharField):
    """Amounts joined by plus signs; gives a list of Decimals."""

    widget = EurosInput

    def to_python(self, value):
        try:
            return [money.parse(part) for part in (value or "").split("+") if part.strip()]
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None


class BudgetForm(Row):
    NAMED = "label"

    label = LineField(label=_("Phase or cost"), max_length=300, required=False)
    year_from = year(_("From year"))
    year_to = year(_("To year"))
    amount = EurosField(label=_("Amount, €"), required=False)
    parts = Parts(label=_("Made up of"), required=False)
    sources = LineField(label=_("Who pays"), max_length=2000, required=False)
    target = forms.BooleanField(label=_("A target, not decided"), required=False)
    total = forms.BooleanField(label=_("The sum of other rows"), required=False)

    def value(self):
        facts = dict(self.cleaned_data)
        first, last = facts.pop("year_from"), facts.pop("year_to")
        years = (first or last, last or first) if first or last else None
        return card.BudgetRow(years=years, **facts)


class ContactForm(Row):
    stated = None

    name = LineField(label=_("Name"), max_length=300, required=False)
    email = forms.EmailField(label=_("Email"), required=False)
    phone = LineField(label=_("Phone"), max_length=100, required=False)
    other = LineField(
        label=_("Anything else"),
        max_length=2000,
        required=False,
        help_text=_("For example a role or an address."),
    )

    as_written = ""
    is_named = True

    def value(self):
        return card.Contact(**self.cleaned_data)


def rows(form):
    return forms.formset_factory(form, extra=1, max_num=MOST, absolute_max=MOST * 4)


ROWS = {
    "phases": rows(PhaseForm),
    "funders": rows(FunderForm),
    "budget": rows(BudgetForm),
    "contacts": rows(ContactForm),
}
HINTS = {
    "phases": _("A row without a name is the whole project's time."),
    "budget": _(
        "Costs only: what is bought and done. What the funders pay has its own rows. Of an amount "
        "made up of several write the parts too, for example 47 000 + 40 000."
    ),
    "contacts": _(
        "Whom may Sukkula ask about the project? Only the Kehrä's members and Sukkula see it; it "
        "is in no public page, file or version."
    ),
}
OPTIONAL = ("funders", "contacts")


class Lines(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return card.levelled((value or "").splitlines())


class Names(Lines):
    """A list of names, one a line; marks of a list before them are none of theirs."""

    def to_python(self, value):
        return [depth_free(line) for line in super().to_python(value)]


def depth_free(line):
    return card.depth_of(line)[1]


def text(hint="", rows=4, **kwargs):
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        required=False, help_text=hint, widget=area, max_length=LONGEST, **kwargs
    )


def lines(hint="", rows=4):
    area = forms.Textarea(attrs={"rows": rows})
    hint = hint or _("One on each line. Begin with a dash what belongs under the line above.")
    return Lines(required=False, help_text=hint, widget=area, max_length=LONGEST)


def names(hint, rows):
    area = forms.Textarea(attrs={"rows": rows})
    return Names(required=False, help_text=hint, widget=area, max_length=LONGEST)


def is_among(area, lines):
    """Whether one of the lines names the place already, maybe in other words."""
    same = [meaning(line) for line in map(depth_free, lines)]
    written = {depth_free(line).casefold() for line in lines}
    return area.casefold() in written or (meaning(area) is not None and meaning(area) in same)


class BeginForm(forms.Form):
    """What a card begins with."""

    title = LineField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(
        label=_("The card is written in"), choices=settings.LANGUAGES, initial="fi"
    )


class CardForm(BeginForm):
    """The texts and lists of a card; nothing but the title has to be there while it is a draft."""

    description = text(_("What is done, where and with whom? Two or three sentences."))
    goals = lines()
    purpose = text()
    benefits = text()
    benefits_unstated = text(_("Only if nothing can be said of them: a few words why."), 2)
    results = lines()
    legacy_least = lines(_("What stays at least when the money has ended? One on each line."), 3)
    legacy_best = lines(_("And at best? One on each line."), 3)
    legacy_unstated = text(_("Only if nothing can be said of it yet: a few words why."), 2)
    evaluation = lines(_("How will you know that it worked? One on each line."), 3)
    all_districts = forms.BooleanField(label=_("The whole of Helsinki"), required=False)
    target_areas = names(
        _("Names of districts or sub-areas, one on each line, for example Kallio."), 3
    )
    actors = text(_("Who takes part: kinds of people and organisations, no names."), 3)
    partners = names(_("Organisations, one on each line."), 3)
    applicant_name = LineField(
        max_length=200,
        required=False,
        widget=OrganisationInput(attrs={"dir": "auto", "autocomplete": "organization"}),
        help_text=_("The organisation that applies for the money and answers for it."),
    )
    business_id = LineField(
        max_length=20, required=False, help_text=_("Seven digits, a dash and a check digit.")
    )
    signatory = LineField(max_length=200, required=False, help_text=SIGNS)
    signatory_role = LineField(
        max_length=200, required=False, help_text=_("For example chair of the board.")
    )
    need = text(_("Why is the project needed? What is the starting point in the area?"))
    target_group = text(_("For whom is it, and who else has use of it?"), 3)
    measures = text(_("What is done in practice to reach the goals?"))
    risks = text(_("What may go wrong, and what is then done?"), 3)
    remainder = text(_("Move what belongs elsewhere to its place. The rest stays here."), 3)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # Needed before submitting, though not yet: the page tells what is missing.
            field.unmarked = name in NEEDED
            if not field.label:
                field.label = label(name)

    def clean_business_id(self):
        return checked(self.cleaned_data["business_id"])


class CardEntry:
    """The form and its rows as one: what the edit page shows and takes in."""

    def __init__(self, base, data=None, initial=None, asks=()):
        """`base`: the Card as stored. `data`: a POST. `initial`: what to show instead of `base`.

        `asks`: the changes that are asked for, each answered beside its field.
        """
        self.base = base
        given = data or initial or {}
        self.seen = given.get("seen") or merging.sealed(base)
        self.read = merging.unsealed(self.seen)  # what is compared with when it is saved
        self.sought = str(given.get("sought", ""))[:LONGEST_NAME]
        self.crossed, self.taken = _keys(given, "crossed"), _keys(given, "take")
        initial = initial or shown_of(base)
        self.form = CardForm(data, initial=initial)
        if not base.remainder and not given.get("remainder"):
            del self.form.fields["remainder"]
        self.rows = {
            name: formset(data, prefix=name, initial=initial[name])
            for name, formset in ROWS.items()
        }
        for name, rows in self.rows.items():
            rows.title, rows.hint = label(name), HINTS.get(name, "")
            rows.is_optional = name in OPTIONAL
        self.answers = AnswersForm(data, initial=initial, asks=asks)
        self.asks = []  # of the card as a whole; a field and the rows have their own
        for name, pairs in self.answers.beside().items():
            beside = self.rows.get(name) or (self.form[name] if name else self)
            beside.asks = pairs

    added = None  # the area that was added last: its name, whether it was not there already

    def areas(self):
        """What was sought for the target areas: the words, the names found, what was added, and
        which of those written mean no place that is known, each with those that are like it."""
        language = get_language()
        places = (*meanings(self.sought), *beginning(self.sought)) if self.sought else ()
        names = [each.name(language) for each in places]
        written = self.form["target_areas"].value() or []
        written = written.splitlines() if isinstance(written, str) else written
        unknown = [line for line in map(depth_free, written) if line and not meaning(line)]
        like = {line: [each.name(language) for each in meanings(line)] for line in unknown}
        found = {"names": list(dict.fromkeys(names)), "unknown": like, "added": self.added}
        return {"sought": self.sought, **found}

    def name_host(self, kehra):
        """Say whose name stands as the applicant's while none is written."""
        if kehra and kehra.host:
            told = _("While this is empty, it is %(host)s, the Kehrä's host organisation.")
            self.form.fields["applicant_name"].help_text = told % {"host": kehra.host}

    def sections(self):
        """The form in its sections."""
        return sections({**{name: self.form[name] for name in self.form.fields}, **self.rows})

    def __iter__(self):
        """Every field, in the order of the page: the summary of errors reads it."""
        for part in (part for section in self.sections() for part in section.parts):
            if isinstance(part, forms.BaseFormSet):
                yield from (field for form in part for field in form)
            else:
                yield part
        yield from self.answers

    @property
    def errors(self):
        in_rows = any(any(rows.errors) for rows in self.rows.values())
        return self.form.errors or self.answers.errors or in_rows

    @property
    def non_field_errors(self):
        return [
            *self.form.non_field_errors(),
            *(error for rows in self.rows.values() for error in rows.non_form_errors()),
        ]

    def is_valid(self):
        rows = (rows.is_valid() for rows in self.rows.values())
        return all([self.form.is_valid(), self.answers.is_valid(), *rows])

    def card(self):
        """The Card that was written, once valid; what the form does not ask stays as it was."""
        return replace(
            self.base,
            **self.form.cleaned_data,
            **{
                name: [form.value() for form in rows if form.says_something]
                for name, rows in self.rows.items()
            },
        )

    def questions(self):
        """What both changed, asked while the form was shown before; answered when it is saved."""
        return merging.questions(self.read, self.crossed) if self.read else []

    @classmethod
    def showing(cls, theirs, together, data, asks, questions):
        """The form of a card that was put together with what another saved, `theirs`."""
        initial = shown_of(together) | _answers(data, asks)
        initial |= {"seen": merging.sealed(theirs), "crossed": [each.key for each in questions]}
        return cls(theirs, initial=initial, asks=asks)

    @classmethod
    def typed(cls, base, data, *, without="", asks=()):
        """The form again with all that was typed and an empty row more, less the row `without`; the
        focus goes to the new row, to the one behind what is gone, to the search for areas."""
        initial = {name: data.get(name, "") for name in ("seen", "sought", *CardForm.base_fields)}
        area, focus = data.get("area", "").strip(), {}
        if area:
            if is_new := not is_among(area, initial["target_areas"].splitlines()):
                initial["target_areas"] = f"{initial['target_areas'].rstrip()}\n{area}".strip()
            initial["sought"] = ""
        for name, formset in ROWS.items():
            typed = {
                form.prefix: {key: data.get(form.add_prefix(key), "") for key in form.fields}
                for form in formset(data, prefix=name)
            }
            empty = [row for row in typed.values() if not any(row.values())]
            filled = [prefix for prefix, row in typed.items() if any(row.values())]
            initial[name] = [typed[prefix] for prefix in filled if prefix != without]
            if data.get("add") == name:
                initial[name] += empty
                focus[name] = -1
            elif without in typed:
                focus[name] = filled.index(without) if without in filled else -1
        initial |= {name: _keys(data, name) for name in ("crossed", "take")}
        initial |= _answers(data, asks)
        entry = cls(base, initial=initial, asks=asks)
        for name, place in focus.items():
            first = [*entry.rows[name]][place].visible_fields()[0]
            first.field.widget.attrs["autofocus"] = True
        if area:
            entry.added = {"name": area, "is_new": is_new}
        return entry


def _keys(data, name):
    """Keys of questions as they were posted, a few hundred at most."""
    found = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    return list(dict.fromkeys(found))[:MOST_QUESTIONS]


def _answers(data, asks):
    """What was typed as answers to the changes that are asked for."""
    names = [name(asked) for asked in asks for name in (AnswersForm.name, AnswersForm.seen)]
    return {name: data[name] for name in names if name in data}


def shown_of(base):
    """What the form of a Card shows: its content and its contact persons, sums as people write."""
    return base.to_json() | {
        "funders": [_funder(row) for row in base.funders],
        "budget": [_budget(row) for row in base.budget],
        "contacts": [person.to_json() for person in base.contacts],
    }


def _funder(row):
    share = "" if row.share is None else f"{row.share.normalize():f}".replace(".", ",")
    return row.to_json() | {"amount": money.figures(row.amount), "share": share}


def _budget(row):
    first, last = row.years or ("", "")
    amount, parts = money.figures(row.amount), " + ".join(map(money.figures, row.parts))
    return row.to_json() | {"year_from": first, "year_to": last, "amount": amount, "parts": parts}


class LessonsForm(forms.Form):
    """What worked and what to improve, when the project has ended."""

    good = text(_("What would you do again?"), 6)
    improve = text(_("What would you do otherwise?"), 6)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["good"].label = heading("lessons_good")
        self.fields["improve"].label = heading("lessons_improve")

    def clean(self):
        if not any(self.cleaned_data.values()):
            raise forms.ValidationError(_("Write at least one lesson."))
        return self.cleaned_data
