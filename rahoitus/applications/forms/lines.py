"""The lines of a budget as a form: each shows only what an application can use."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.fields import EurosField, LineField
from rahoitus.applications import budget
from rahoitus.applications.models.lines import CostLine, FundingLine

MOST_LINES = 100
MOST_HOURS = 99_999
CHOOSE = ("", _("Choose"))
LEFT_OUT = {  # by the lines' prefix
    "costs": _("Row %(n)s of the costs is not counted. %(why)s"),
    "funding": _("Row %(n)s of the money is not counted. %(why)s"),
}
AHEAD = 4  # years offered after the first when the application tells no end


def capital(choices):
    """Choices with a capital letter, as they stand alone in a list."""
    return [(value, capfirst(label)) for value, label in choices.choices]


class HoursField(EurosField):
    """Hours as a person writes them: "1 720", "7,5"."""

    def to_python(self, value):
        hours = super().to_python(value)
        if hours is not None and hours > MOST_HOURS:
            raise forms.ValidationError(gettext("Write at most 99 999 hours on a line."))
        return hours


class LineForm(forms.Form):
    """A row: short of room, it does not say of each field that it is optional."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.unmarked = True


class CostForm(LineForm):
    field_order = ["category", "text", "hours", "amount", "year", "phase", "partner_id"]

    category = forms.ChoiceField(label=_("Category"), choices=[CHOOSE, *capital(CostLine.Category)])
    text = LineField(label=_("What"), max_length=200)
    amount = EurosField(label=_("Amount, €"), required=False)

    by_hour = ()  # the categories that have a price for an hour

    def clean(self):
        given = super().clean()
        hours = given.get("hours") if given.get("category") in self.by_hour else None
        if "amount" in given and given["amount"] is None and not hours:
            self.add_error("amount", self.fields["category"].error_messages["required"])
        return given


class FundingForm(LineForm):
    field_order = ["kind", "text", "amount", "year", "promised"]

    kind = forms.ChoiceField(label=_("Kind of money"), choices=[CHOOSE, *capital(FundingLine.Kind)])
    text = LineField(label=_("Who pays"), max_length=200, required=False)
    amount = EurosField(label=_("Amount, €"))
    promised = forms.BooleanField(label=_("Promised"), required=False)


def cost_form(application):
    """The form of a cost of this application, without what it has no use for."""
    call, project = application.call, application.project
    models = call.models()
    by_hour = [
        category
        for category in CostLine.BY_HOUR
        if any(budget.hour_price(category, call, model) for model in [None, *models])
    ]
    known = [line for kept in application.budgets.all() for line in kept.costs.all()]
    phases = dict.fromkeys([p.name for p in project.phases.all()] + [line.phase for line in known])
    partners = [(partner.pk, str(partner)) for partner in application.named_partners()]
    fields = {
        "hours": HoursField(label=_("Hours"), required=False) if by_hour else None,
        "phase": choice(_("Phase"), [(name, name) for name in phases if name]),
        "year": year(application, known),
        "partner_id": choice(_("Whose cost"), partners, _("The applicant's"), int),
    }
    return made(CostForm, fields, by_hour=by_hour)


def changed_form(application):
    """The form of a cost in another budget: hidden in it is the line that it goes on from."""
    roots = {line.root for kept in application.budgets.all() for line in kept.costs.all()}
    first = forms.TypedChoiceField(
        choices=[(key, key) for key in sorted(roots)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.HiddenInput,
    )
    return made(cost_form(application), {"first_id": first})


def funding_form(application):
    """The form of a line of its funding plan."""
    known = [line for kept in application.budgets.all() for line in kept.funding.all()]
    return made(FundingForm, {"year": year(application, known)})


def made(form, fields, **more):
    """The form with those of the fields that there are."""
    return type(form.__name__, (form,), {n: f for n, f in fields.items() if f} | more)


def choice(label, choices, blank="–", kind=str):
    """A choice that may be left open; None where there is nothing to choose from."""
    given = {"choices": [("", blank), *choices], "coerce": kind, "required": False}
    empty = "" if kind is str else None
    return forms.TypedChoiceField(label=label, empty_value=empty, **given) if choices else None


def year(application, known):
    """A choice of the years that the money is for and that lines have; None for one year alone."""
    starts, ends = application.starts_on, application.ends_on
    first = (starts or moments.today()).year
    last = ends.year if ends else first + AHEAD
    years = {*range(first, min(last, first + 30) + 1), *(line.year for line in known if line.year)}
    return choice(_("Year"), [(n, n) for n in sorted(years)], kind=int) if len(years) > 1 else None


class Lines(forms.BaseFormSet):
    """Lines of which empty ones are left out: to take a line away, one empties or ticks it."""

    def initial_form_count(self):
        return 0

    def clean(self):
        if self.management_form.cleaned_data["TOTAL_FORMS"] < 0:
            raise forms.ValidationError(gettext("Some of the lines did not arrive. Save again."))

    def rows(self):
        """The lines that can be used as they stand: dicts of cleaned values."""
        names = list(self.form.base_fields)
        return [
            {name: form.cleaned_data[name] for name in names}
            for form in self.forms
            if form.has_changed() and form.is_valid() and not self._should_delete_form(form)
        ]

    def left_out(self):
        """In words the lines that no sum counts, each with the first thing that is wrong in it."""
        kept = [f for f in self.forms if f.has_changed() and not self._should_delete_form(f)]
        return [
            LEFT_OUT[self.prefix] % {"n": number, "why": next(iter(form.errors.values()))[0]}
            for number, form in enumerate(kept, start=1)
            if not form.is_valid()
        ]


def lines(form, prefix, *, data=None, rows=(), spare=1):
    """The lines as posted or, without `data`, those in `rows` (dicts) and `spare` empty ones."""
    kind = forms.formset_factory(
        form,
        formset=Lines,
        extra=len(rows) + spare,
        can_delete=True,
        max_num=MOST_LINES,
        absolute_max=MOST_LINES + 50,
        validate_max=True,
    )
    return kind(data, prefix=prefix) if data is not None else kind(initial=rows, prefix=prefix)


def typed(given, prefix, form):
    """The lines as typed; ticked ones are left out, empty ones stand last, and one that is added
    has the focus."""
    names, rows, spare = list(form.base_fields), [], int(given.get("add") == prefix)
    for number in range(_number(given.get(f"{prefix}-TOTAL_FORMS"))):
        row = {name: given.get(f"{prefix}-{number}-{name}", "") for name in names}
        if not any(row.values()):
            spare += 1
        elif not given.get(f"{prefix}-{number}-DELETE"):
            rows.append(row)
    shown = lines(form, prefix, rows=rows, spare=min(spare, MOST_LINES - len(rows)))
    if given.get("add") == prefix:
        first = shown.forms[-1].visible_fields()[0]
        first.field.widget.attrs["autofocus"] = True
    return shown


def stored(lines, form):
    """Rows of the lines there are, as the form shows them."""
    names = list(form.base_fields)
    rows = ({name: getattr(line, name) for name in names} for line in lines.all())
    if "first_id" not in names:
        return list(rows)
    return [row | {"first_id": line.root} for row, line in zip(rows, lines.all(), strict=True)]


def _number(text):
    return min(int(text), MOST_LINES) if (text or "").isdecimal() else 0
