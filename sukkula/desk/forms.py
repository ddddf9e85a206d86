"""Forms of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kehityspolku import moments
from kehityspolku.forms import DayField, ProseField
from kehityspolku.models import Role, User
from kehrat.models import Absence, Duty, Kehra, MajorDistrict, Project
from sukkula import turns
from sukkula.models import CriteriaSet, Message, Note, Verdict
from sukkula.models.panel import serving

TABS = {
    "mine": _("Mine"),
    "open": _("Not taken"),
    "late": _("Late"),
    "others": _("Waiting for others"),
    "all": _("All"),
}
ORDERS = ["since", "-since", "title", "-title"]


class DeskFilter(forms.Form):
    """What the desk's address says: the tab, the words, the Kehrä, the stage, the order."""

    tab = forms.ChoiceField(choices=list(TABS.items()), required=False, widget=forms.HiddenInput)
    order = forms.ChoiceField(
        choices=[(order, order) for order in ORDERS], required=False, widget=forms.HiddenInput
    )
    search = forms.CharField(
        label=_("Title"), max_length=80, required=False, widget=forms.SearchInput
    )
    kehra = forms.ModelChoiceField(
        label=_("Kehrä"),
        queryset=Kehra.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All"),
    )
    adviser = forms.ModelChoiceField(
        label=_("Adviser"), queryset=User.objects.none(), required=False, empty_label=_("All")
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[("", _("All")), *((name, s.label) for name, s in turns.STAGES.items())],
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = staff()

    def asked(self):
        """What to narrow by; nothing when the address says something the list doesn't know."""
        return self.cleaned_data if self.is_valid() else {}


class WriteMessage(forms.ModelForm):
    """A message to the other side, in the language of the page."""

    class Meta:
        model = Message
        fields = ["text"]
        field_classes = {"text": ProseField}
        labels = {"text": _("New message")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class WriteNote(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["text"]
        field_classes = {"text": ProseField}
        labels = {"text": _("New internal note")}
        help_texts = {"text": _("Only Sukkula's staff ever see it.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


def words(name, label, hint="", *, required=True):
    """A form of one long text, named as the verb's own argument."""
    field = ProseField(label=label, help_text=hint, max_length=4000, required=required)
    return type("Words", (forms.Form,), {name: field})


LATER = "later"


def conclusion(label, hint, *, required=True):
    """A decision's words, and when it is announced: at once unless said otherwise."""
    when = forms.ChoiceField(
        label=_("When is it announced?"),
        help_text=_("Until it is announced, nobody outside Sukkula sees it and no mail is sent."),
        choices=[("now", _("At once")), (LATER, _("Later, with other decisions"))],
        initial="now",
        required=False,
        widget=forms.RadioSelect,
    )
    when.unmarked = True
    return type("Conclusion", (words("reason", label, hint, required=required),), {"when": when})


class ChosenVerdicts(forms.Form):
    """Decisions ticked on the page of those that wait; also ones that wait no more, to be told."""

    verdict = forms.ModelMultipleChoiceField(
        queryset=Verdict.objects.none(),
        error_messages={"required": _("Tick the decisions first.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verdict"].queryset = Verdict.objects.of(user)


class PanelForm(forms.Form):
    """Whom to ask for scores of a card, by what, until when; a panel that is open takes people."""

    criteria = forms.ModelChoiceField(
        label=_("Scored by"), queryset=CriteriaSet.objects.none(), empty_label=None
    )
    due_on = DayField(label=_("Scores wanted by"))
    reviewers = forms.ModelMultipleChoiceField(
        label=_("Reviewers"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Members of the card's own Kehrä and its writer are left out."),
    )

    def __init__(self, *args, project, panel=None, **kwargs):
        super().__init__(*args, initial={"due_on": moments.in_days(14)}, **kwargs)
        people = serving(User.objects.all(), project).order_by("name", "pk")
        if panel:
            del self.fields["criteria"], self.fields["due_on"]
            people = people.exclude(pk__in=panel.reviews.values("reviewer"))
        else:
            calls = project.applications.values("call")
            self.fields["criteria"].queryset = CriteriaSet.objects.usable(calls)
        self.fields["reviewers"].queryset = people

    def clean_due_on(self):
        if self.cleaned_data["due_on"] < moments.today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return self.cleaned_data["due_on"]


class ScoreForm(forms.Form):
    """A card scored: for each criterion 0 to 5 or "can't say", and a comment."""

    NONE = "-"
    VALUES = [(str(n), str(n)) for n in range(6)] + [(NONE, _("Can't say"))]

    words = ProseField(
        label=_("In a few words"),
        required=False,
        max_length=4000,
        rows=4,
        help_text=_("Sukkula and the other reviewers read it."),
    )

    def __init__(self, *args, review, **kwargs):
        self.criteria = list(review.panel.criteria.criteria.all())
        kept = {score.criterion_id: score for score in review.scores.all()}
        initial = {"words": review.words}
        for pk, score in kept.items():
            initial[f"value{pk}"] = self.NONE if score.value is None else str(score.value)
            initial[f"comment{pk}"] = score.comment
        super().__init__(*args, initial=initial, **kwargs)
        for criterion in self.criteria:
            self.fields |= self.fields_of(criterion)
        self.order_fields([name for name in self.fields if name != "words"] + ["words"])

    def fields_of(self, criterion):
        value = forms.ChoiceField(
            label=_("%(name)s (weight %(weight)s)")
            % {"name": criterion, "weight": criterion.weight},
            help_text=criterion.help,
            choices=self.VALUES,
            required=False,
            widget=forms.RadioSelect,
        )
        value.unmarked = True  # needed when the scores are given, not while they are kept
        comment = ProseField(
            label=_("Comment: %(name)s") % {"name": criterion},
            required=False,
            max_length=2000,
            rows=2,
        )
        return {f"value{criterion.pk}": value, f"comment{criterion.pk}": comment}

    def scores(self):
        """{criterion's pk: (0–5 or None, comment)} of those that have been scored."""
        data = self.cleaned_data
        return {
            c.pk: (None if value == self.NONE else int(value), data[f"comment{c.pk}"])
            for c in self.criteria
            if (value := data[f"value{c.pk}"])
        }


class DeclareForm(forms.Form):
    """Before the card opens: is one free to review it?"""

    FREE, TIED = "free", "tied"

    answer = forms.ChoiceField(
        label=_("Does something tie you to this card?"),
        choices=[
            (FREE, _("No: I can score it fairly.")),
            (TIED, _("Yes, there is a conflict of interest.")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "You or someone near you works in it, gains from it, or has a quarrel with its people."
        ),
    )
    words = ProseField(
        label=_("What ties you to it?"),
        required=False,
        max_length=4000,
        rows=3,
        help_text=_("Needed when there is a conflict. Sukkula reads it."),
    )
    words.unmarked = True

    def clean(self):
        data = super().clean()
        if data.get("answer") == self.TIED and not data.get("words"):
            self.add_error("words", _("Say in a few words what ties you to the card."))
        return data


def staff():
    """Those who work at Sukkula's desk today, by name."""
    kinds = Role.objects.current().filter(kind__in=[Role.Kind.ADVISER, Role.Kind.LEAD])
    return User.objects.filter(is_active=True, pk__in=kinds.values("user")).order_by("name", "pk")


class AssignForm(forms.Form):
    adviser = forms.ModelChoiceField(
        label=_("Adviser"), queryset=User.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adviser"].queryset = staff()


class AssignManyForm(AssignForm):
    """Cards of the work list, ticked, and who takes care of them."""

    cards = forms.ModelMultipleChoiceField(
        queryset=Project.objects.none(),
        error_messages={"required": _("Tick the cards first.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cards"].queryset = Project.objects.visible_to(user).filter(
            state__in=Project.assign.sources
        )


class PromiseForm(forms.Form):
    day = DayField(label=_("An answer by"))
    reason = ProseField(label=_("Why another day"), max_length=2000, rows=3)

    def clean_day(self):
        if not moments.today() <= self.cleaned_data["day"] <= moments.in_days(365):
            raise forms.ValidationError(_("Choose a day from today to a year from now."))
        return self.cleaned_data["day"]


class DutyForm(forms.Form):
    """The default adviser of each major district."""

    def __init__(self, *args, **kwargs):
        duties = Duty.objects.in_bulk(field_name="major_id")
        super().__init__(*args, **kwargs)
        for major in MajorDistrict.objects.all():
            self.fields[major.code] = forms.ModelChoiceField(
                label=major.name,
                queryset=staff(),
                required=False,
                empty_label=_("Nobody"),
                initial=duties[major.pk].adviser_id if major.pk in duties else None,
            )

    def save(self, *, by):
        for major in MajorDistrict.objects.all():
            if major.code in self.changed_data:
                Duty.objects.give(major, self.cleaned_data[major.code], by=by)


class AbsenceForm(forms.ModelForm):
    """When one is away and who stands in."""

    starts_on = DayField(label=_("Away from"))
    ends_on = DayField(label=_("Last day away"))

    class Meta:
        model = Absence
        fields = ["starts_on", "ends_on", "deputy"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = staff().exclude(pk=self.instance.person_id)
        self.fields["deputy"].queryset = others
        self.fields["deputy"].empty_label = _("Nobody")

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Choose the first day or a later one."))
        return data
