"""The form of an application's text; of its lines: forms/lines.py."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import DayField, ProseField
from rahoitus.applications.models.application import Application

MOST_PARTNERS, LONGEST_NAME = 20, 200


class PartnersField(ProseField):
    """Names, one a line; gives a list of them."""

    def to_python(self, value):
        names = [line.strip() for line in super().to_python(value).splitlines()]
        names = list(dict.fromkeys(filter(None, names)))
        if len(names) > MOST_PARTNERS or any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(gettext("Write at most 20 names, each on a line."))
        return names


class ApplicationForm(forms.ModelForm):
    cost_model = forms.ChoiceField(
        label=_("Cost model"), help_text=_("The call sets which ones are possible.")
    )
    partners = PartnersField(
        label=_("Partners who carry a part of the costs"),
        help_text=_("One name a line. After saving, each cost can be marked as a partner's."),
        rows=2,
        max_length=4000,
        required=False,
    )
    note = ProseField(
        label=_("What did you change, and why?"),
        help_text=_("The Kehrä's coordinators read this, also by mail."),
        rows=3,
        max_length=2000,
    )

    class Meta:
        model = Application
        fields = ["summary", "starts_on", "ends_on", "cost_model", "part"]
        field_classes = {"summary": ProseField, "starts_on": DayField, "ends_on": DayField}
        help_texts = {
            "summary": _("Who does what, for whom and why. At most 4 000 characters."),
            "starts_on": _("Both days are needed before the application is checked."),
        }

    def __init__(self, *args, needs_note=False, **kwargs):
        super().__init__(*args, **kwargs)
        models = [(model.code, str(model)) for model in self.instance.call.models()]
        self.fields["cost_model"].choices = models or [("actual", _("actual costs"))]
        self.fields["part"].queryset = self.instance.call.parts.all()
        self.fields["part"].label_from_instance = str
        if not self.fields["part"].queryset:
            del self.fields["part"]
        names = "\n".join(map(str, self.instance.named_partners()))
        self.fields["partners"].initial = names
        order = ["summary", "starts_on", "ends_on", "cost_model", "part", "partners"]
        self.order_fields(order)
        for name in ("summary", "starts_on", "ends_on"):  # the check wants them
            self.fields[name].unmarked = True
        if not needs_note:
            del self.fields["note"]

    def clean(self):
        given = super().clean()
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", gettext("The end cannot be before the start."))
        return given
