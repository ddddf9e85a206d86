"""The questions of a survey, of all kinds, and the sections that they stand in."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from arviointi.results import counting
from arviointi.results.counting import OTHER, WORDS, Asked, Kind, key_of
from arviointi.results.scale import Choice
from arviointi.surveys import battery
from kehityspolku import languages, marks
from kehityspolku.lines import LineField
from kehrat.models import District

TOLD = [
    f"{name}_{code}"
    for name in ("text", "lead", "options", "low", "high")
    for code in languages.CODES
]
TOLD += ["required", "other", "least", "most", "roles"]
ELSEWHERE = "0"  # as a district: outside the city


class Questions(models.QuerySet):
    def copy_battery(self, survey, codes=None):
        """Add the standard battery to a survey, or only its questions of these codes, each theme a
        section; what the survey has already is left as it is."""
        there = set(survey.parts.values_list("code", flat=True))
        picked = [
            row
            for row in battery.questions()
            if row["code"] not in there and (codes is None or row["code"] in codes)
        ]
        place = self.next_place(survey)
        made, theme = [], None
        for row in picked:
            if row["theme"] != theme:
                theme = row["theme"]
                head = battery.section(theme)
                made.append(Question(survey=survey, code=self.free_code(there), **head))
                there.add(made[-1].code)
            required = row["kind"] == Kind.SCALE
            made.append(Question(survey=survey, required=required, **row))
        for number, question in enumerate(made, start=place):
            question.place = number
        self.bulk_create(made)

    @staticmethod
    def next_place(survey):
        return (survey.parts.aggregate(last=models.Max("place"))["last"] or 0) + 1

    @staticmethod
    def free_code(taken):
        """A code that no part of the survey has: Q1, Q2 …"""
        return next(code for n in range(1, 10_000) if (code := f"Q{n}") not in taken)


class Question(models.Model):
    """A part of a survey in its order: a question, or the head of a section."""

    Kind = Kind

    class Theme(models.TextChoices):
        PARTICIPATION = "participation", _("Participation")
        TRUST = "trust", _("Trust")
        LEADERSHIP = "leadership", _("Leadership")
        ASSETS = "assets", _("Assets and links")
        CONTINUITY = "continuity", _("Continuity")
        SUKKULA = "sukkula", _("Sukkula's support")

    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="parts")
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=8, choices=Kind)
    theme = models.CharField(max_length=16, choices=Theme, blank=True)
    text_fi = LineField(max_length=300, blank=True)
    text_sv = LineField(max_length=300, blank=True)
    text_en = LineField(max_length=300, blank=True)
    # What stands under the text: of a section its lead, of a question a hint.
    lead_fi = models.TextField(blank=True, db_default="")
    lead_sv = models.TextField(blank=True, db_default="")
    lead_en = models.TextField(blank=True, db_default="")
    required = models.BooleanField(default=False, db_default=False)
    # Options, or the statements of a matrix, as lines: the same line in each language is one.
    options_fi = models.TextField(blank=True, db_default="")
    options_sv = models.TextField(blank=True, db_default="")
    options_en = models.TextField(blank=True, db_default="")
    other = models.BooleanField(default=False, db_default=False)
    # What the ends of a scale mean, unless they mean agreement.
    low_fi = LineField(max_length=60, blank=True, db_default="")
    low_sv = LineField(max_length=60, blank=True, db_default="")
    low_en = LineField(max_length=60, blank=True, db_default="")
    high_fi = LineField(max_length=60, blank=True, db_default="")
    high_sv = LineField(max_length=60, blank=True, db_default="")
    high_en = LineField(max_length=60, blank=True, db_default="")
    least = models.PositiveIntegerField(null=True, blank=True)
    most = models.PositiveIntegerField(null=True, blank=True)
    # It, or the whole section, is shown only to those who gave one of these answers to an earlier
    # question.
    shown_if = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="decides"
    )
    shown_when = models.JSONField(default=list, db_default=[])
    # As what those were invited who are asked; everyone where it is empty.
    roles = models.JSONField(default=list, db_default=[])
    place = models.PositiveSmallIntegerField()

    objects = Questions.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint("survey", "code", name="question_code_once"),
        ]

    def __str__(self):
        return languages.text_of(self, "text")

    def mark(self):
        """Of its texts and bounds as they stand."""
        return marks.mark([getattr(self, name) for name in TOLD])

    def lines(self, code):
        """Its options in a language, an empty line where one is missing."""
        text = getattr(self, f"options_{code}")
        return text.split("\n") if text else []

    @property
    def is_section(self):
        return self.kind == Kind.SECTION

    @property
    def is_open(self):
        """Answered in words, which are kept apart from all choices."""
        return self.kind in counting.WRITTEN

    @property
    def lead(self):
        return languages.text_of(self, "lead")

    @property
    def low(self):
        return languages.text_of(self, "low")

    @property
    def high(self):
        return languages.text_of(self, "high")

    @property
    def has_ends(self):
        """Its scale does not mean agreement but what its own end words say."""
        return bool(self.low or self.high)

    @property
    def rows(self):
        """Its options in the page's language: [(number as text, words)]."""
        order = dict.fromkeys((languages.current(), *languages.CODES))
        lines = [self.lines(code) for code in order]
        many = max(map(len, lines))
        texts = (next((e[n] for e in lines if len(e) > n and e[n]), "") for n in range(many))
        return [(str(number), text) for number, text in enumerate(texts, start=1) if text]

    @property
    def has_rows(self):
        """Its options are answered one by one."""
        return self.kind in (Kind.MATRIX, Kind.RANKING)

    @property
    def has_words(self):
        """One can write what “other” is."""
        return self.other and self.kind in counting.WITH_OTHER

    @property
    def dont_know(self):
        """“Don't know” is an answer of it."""
        return self.kind in counting.WITH_ENDS

    def fields(self):
        """What is answered of it: [(key, words)], of a matrix or ranking each row."""
        if not self.has_rows:
            return [(self.code, str(self))]
        return [(key_of(self.code, number), text) for number, text in self.rows]

    def names(self):
        """The keys of its answers, that of “other, which?” too."""
        words = [key_of(self.code, WORDS)] if self.has_words else []
        return [*(name for name, _text in self.fields()), *words]

    def places(self):
        """The places of a ranking, as choices."""
        return [(str(n), str(n)) for n in range(1, len(self.rows) + 1)]

    def choices(self):
        """What can be chosen: [(value, words)]; of a matrix for each of its statements."""
        match self.kind:
            case Kind.SCALE | Kind.MATRIX:
                return self.scale()
            case Kind.SCORE:
                dont_know = (Choice.DONT_KNOW.value, Choice.DONT_KNOW.label)
                return [*((score, score) for score in counting.SCORES), dont_know]
            case Kind.DISTRICT:
                found = [
                    (str(district.number), str(district)) for district in District.objects.all()
                ]
                found.sort(key=lambda pair: pair[1])
                return [*found, (ELSEWHERE, _("outside Helsinki"))]
            case _:
                other = [(OTHER, _("something else"))] if self.has_words else []
                return [*self.rows, *other]

    def scale(self):
        """Agreement, or one to five between its own end words."""
        if not self.has_ends:
            return Choice.choices
        steps = [(step, step) for step in counting.STEPS]
        steps[0] = "1", f"1 {self.low}"
        steps[-1] = "5", f"5 {self.high}"
        return [*steps, *Choice.choices[5:]]

    def words_of(self, value):
        """A choice of it in words."""
        return dict(self.choices()).get(value, value)

    def statements(self):
        """What of it is counted as a statement on the scale of agreement."""
        if self.kind not in (Kind.SCALE, Kind.MATRIX) or self.has_ends:
            return []
        if self.kind == Kind.SCALE:
            return [self]
        return [Statement(self, number, text) for number, text in self.rows]

    def counted(self):
        """How it is counted where not as statements: itself, or each row of a matrix."""
        if self.is_section or self.is_open or self.statements():
            return []
        if self.kind == Kind.MATRIX:
            return [self.as_asked(key_of(self.code, number)) for number, _text in self.rows]
        return [self.as_asked(self.code)]

    def text_of(self, code):
        """What is counted under a code, in words."""
        if code == self.code:
            return str(self)
        return f"{self}: {dict(self.fields())[code]}"

    def as_asked(self, code):
        kind = Kind.SCALE if self.kind == Kind.MATRIX else self.kind
        options = [value for value, _words in self.choices()] if kind != Kind.NUMBER else []
        return Asked(code, str(kind), options, self.least or 0, self.most or 0)


def conditions(parts):
    """{question's key: [the parts whose condition it is under]} of a survey's parts in their order:
    itself and the head of its section, as far as they have one."""
    found, head = {}, None
    for part in parts:
        if part.is_section:
            head = part
        else:
            found[part.pk] = [each for each in (head, part) if each and each.shown_if_id]
    return found


@dataclass(frozen=True)
class Statement:
    """A statement of a matrix, which is counted as one that stands by itself."""

    question: Question
    number: str
    text: str
    theme = ""

    def __str__(self):
        return f"{self.question}: {self.text}"

    @property
    def code(self):
        return key_of(self.question.code, self.number)
