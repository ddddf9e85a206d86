"""What a call has many of: its parts, and its conditions in words."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kehityspolku import languages, money
from kehityspolku.lines import LineField
from rahoitus.calls.models.call import Call


class Row(models.Model):
    """A row of a call in its place, told in three languages by the text named `told_by`."""

    told_by = "name"

    place = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["place", "pk"]

    def __str__(self):
        return languages.text_of(self, self.told_by)


class Part(Row):
    """A part of a call with limits of its own, such as development and investments."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="parts")
    name_fi = LineField(_("name in Finnish"), max_length=200, blank=True)
    name_sv = LineField(_("name in Swedish"), max_length=200, blank=True)
    name_en = LineField(_("name in English"), max_length=200, blank=True)
    smallest = money.EurosField(_("smallest grant, €"), null=True, blank=True)
    largest = money.EurosField(_("largest grant, €"), null=True, blank=True)
    highest_share = money.PercentField(_("highest share of costs, %"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("part of a call")
        verbose_name_plural = _("parts of a call")
        constraints = [
            models.CheckConstraint(condition=languages.any_of("name"), name="call_part_has_a_name"),
            models.CheckConstraint(
                condition=Q(largest=None) | Q(smallest=None) | Q(largest__gte=models.F("smallest")),
                name="call_part_limits_in_order",
            ),
        ]


class Condition(Row):
    """A rule of a call that only a person can judge, as text: routing says "check"."""

    told_by = "text"

    class Kind(models.TextChoices):
        NEVER = "never", _("what is never funded")
        EARLIER = "earlier", _("earlier grants or new activity")
        ORDER = "order", _("order of arrival")
        DECIDED = "decided", _("when it is decided")
        CRITERION = "criterion", _("what is weighed")
        REPORTS = "reports", _("when one reports and claims")
        OTHER = "other", _("other rule")
        CONTACT = "contact", _("whom to ask")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(_("about"), max_length=10, choices=Kind)
    text_fi = models.TextField(_("in Finnish"), blank=True, max_length=2000)
    text_sv = models.TextField(_("in Swedish"), blank=True, max_length=2000)
    text_en = models.TextField(_("in English"), blank=True, max_length=2000)

    class Meta(Row.Meta):
        verbose_name = _("condition in words")
        verbose_name_plural = _("conditions in words")
        constraints = [
            models.CheckConstraint(condition=languages.any_of("text"), name="condition_has_a_text")
        ]


class Question(Row):
    """A question of the funder's form that the card does not answer, in three languages."""

    told_by = "text"

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        NUMBER = "number", _("number")
        MONEY = "money", _("euros")
        CHOICE = "choice", _("one of several choices")
        YES_NO = "yes_no", _("yes or no")
        DATE = "date", _("date")
        FILE = "file", _("file")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("answered with"), max_length=10, choices=Kind, default=Kind.TEXT)
    required = models.BooleanField(_("must be answered"), default=True)
    text_fi = LineField(_("question in Finnish"), max_length=500, blank=True)
    text_sv = LineField(_("question in Swedish"), max_length=500, blank=True)
    text_en = LineField(_("question in English"), max_length=500, blank=True)
    most_characters = models.PositiveIntegerField(
        _("characters at most, of a text"), null=True, blank=True
    )
    choices_fi = models.TextField(_("choices in Finnish, one a line"), blank=True, max_length=2000)
    choices_sv = models.TextField(_("choices in Swedish, one a line"), blank=True, max_length=2000)
    choices_en = models.TextField(_("choices in English, one a line"), blank=True, max_length=2000)

    class Meta(Row.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def choices(self, code):
        """The choices in a language, in their order."""
        lines = getattr(self, f"choices_{code}").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def choice_pairs(self):
        """[(value, label)] of the choices: an answer is kept by the choice's words in the first
        language that has them, and read in the page's.
        """
        values = next(filter(None, map(self.choices, languages.CODES)), [])
        labels = self.choices(languages.current())
        return list(zip(values, labels if len(labels) == len(values) else values, strict=True))

    def choice_text(self, value):
        """The label of a choice that was kept; its own words where the call has it no longer."""
        return dict(self.choice_pairs()).get(value, value)

    @property
    def is_whole(self):
        """It is there in all languages of the call; of a choice so are as many choices, two at
        least.
        """
        codes = self.call.asking_languages
        if not all(getattr(self, f"text_{code}") for code in codes):
            return False
        numbers = {len(self.choices(code)) for code in codes}
        return self.kind != self.Kind.CHOICE or (len(numbers) == 1 and min(numbers) > 1)


class RequiredDocument(Row):
    """A document that the funder wants with the application."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="documents")
    name_fi = LineField(_("name in Finnish"), max_length=200, blank=True)
    name_sv = LineField(_("name in Swedish"), max_length=200, blank=True)
    name_en = LineField(_("name in English"), max_length=200, blank=True)
    required = models.BooleanField(_("must be there"), default=True)
    in_another = models.BooleanField(_("may be in another file"), default=True)
    later = models.BooleanField(_("may come later"), default=False)

    class Meta(Row.Meta):
        verbose_name = _("required document")
        verbose_name_plural = _("required documents")
        constraints = [
            models.CheckConstraint(condition=languages.any_of("name"), name="document_has_a_name")
        ]
