"""Surveys and their questions."""

import secrets

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from arviointi.surveys import ballot_box, battery, rules
from arviointi.surveys.answers import Response
from kehityspolku import languages, moments
from kehityspolku.events.record import record
from kehityspolku.events.steps import StateField, WrongState, check, lock, step
from kehityspolku.events.verbs import verb
from kehityspolku.lines import LineField
from kehityspolku.models import User
from kehrat.groups import circles
from kehrat.models import Kehra, Project


def new_token():
    return secrets.token_urlsafe(16)


def those_who_asked(survey, event):
    """The Kehrä's coordinators, a project's adviser; for the whole city Sukkula's leads."""
    if not survey.scope:
        return User.objects.holding("lead")
    adviser = survey.project.adviser if survey.project else None
    coordinators = circles.coordinators(survey.scope, event)
    return [*coordinators, *([adviser] if adviser else [])]


class Surveys(models.QuerySet):
    def visible_to(self, user):
        """Surveys that are open or closed are public; drafts show to those who may edit them."""
        if user.is_authenticated and user.is_sukkula:
            return self
        mine = Kehra.objects.coordinated_by(user)
        own = Q(kehra__in=mine) | Q(project__kehra__in=mine)
        return self.filter(~Q(state=Survey.State.DRAFT) | own)

    @verb("make_survey")
    def make(self, scope, *, by, codes=None, **fields):
        """Make a draft about a Kehrä, a project or (None) the whole city from the battery.

        `codes` picks questions of the battery; all of them when not given. PermissionDenied.
        """
        check(rules.can_make_survey, by, scope)
        with transaction.atomic():
            about = {scope._meta.model_name: scope} if scope else {}
            survey = self.create(made_by=by, **about, **fields)
            survey.questions.copy_battery(survey, codes)
            record("make_survey", survey, by=by)
        return survey

    def with_answers(self):
        """Annotate `answer_count`, the number of responses."""
        return self.annotate(answer_count=models.Count("responses"))

    def over(self):
        """Open surveys whose last day has passed."""
        return self.filter(state=Survey.State.OPEN, closes_on__lt=moments.today())


class Survey(models.Model):
    """A stakeholder survey about a Kehrä, a project or the whole city, with one open link.

    Nobody sees results, nor how many have answered, before it has closed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("survey", "draft")
        OPEN = "open", pgettext_lazy("survey", "open for answers")
        CLOSED = "closed", pgettext_lazy("survey", "closed")

    TONES = {State.DRAFT: "quiet", State.OPEN: "wait", State.CLOSED: "good"}

    kehra = models.ForeignKey(
        Kehra, null=True, blank=True, on_delete=models.PROTECT, related_name="surveys"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="surveys"
    )
    title_fi = LineField(_("title in Finnish"), max_length=200)
    title_sv = LineField(_("title in Swedish"), max_length=200)
    title_en = LineField(_("title in English"), max_length=200)
    state = StateField(choices=State, default=State.DRAFT, max_length=10)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    # Asked no more: with an open link it tells no rate. Its column goes in the next release.
    invited = models.PositiveIntegerField(
        _("how many get the link"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    closes_on = models.DateField(_("last day to answer"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = Surveys.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        constraints = [
            models.CheckConstraint(
                condition=Q(kehra=None) | Q(project=None), name="survey_has_one_scope"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
                name="survey_closed_has_time",
            ),
        ]

    def __str__(self):
        return languages.text_of(self, "title")

    def get_absolute_url(self):
        return reverse("arviointi:survey", args=[self.pk])

    def links(self):
        """The address of the form in each language: [(language's name, address), ...]."""
        found = []
        for code, name in settings.LANGUAGES:
            with override(code):
                path = reverse("arviointi:answer", args=[self.token])
            found.append((name, f"{settings.SITE_URL}{path}"))
        return found

    @property
    def scope(self):
        """The Kehrä or project it is about; None for the whole city."""
        return self.project or self.kehra

    @property
    def tone(self):
        """How its state is shown (docs/look.md)."""
        return self.TONES[self.state]

    @property
    def is_open(self):
        """Takes answers now."""
        return self.state == self.State.OPEN and not self.is_over

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_closed(self):
        return self.state == self.State.CLOSED

    @property
    def is_over(self):
        """The last day has passed."""
        return bool(self.closes_on) and self.closes_on < moments.today()

    def about(self):
        return self.scope or self

    def within(self):
        kehra = self.project.kehra if self.project else self.kehra
        return [each for each in (self.project, kehra) if each]

    @step(State.DRAFT, to=State.OPEN, allow=rules.can_open, tells=those_who_asked)
    def open_survey(self, *, by):
        """Begin to take answers through the link."""
        self.opened_at = moments.now()

    @step(State.OPEN, to=State.CLOSED, allow=rules.can_close, tells=those_who_asked)
    def close_survey(self, *, by):
        """End the answering: the ballot box is emptied, what may be shown becomes public."""
        self.finish()

    @step(
        State.OPEN,
        to=State.CLOSED,
        allow=rules.can_expire,
        tells=those_who_asked,
        sign_of_life=False,
        reminds=(State.OPEN,),
    )
    def expire_survey(self, *, by=None):
        """Close by the clock, after the last day."""
        self.finish()

    def finish(self):
        """Empty the ballot box and forget the forms: what every way of closing does."""
        ballot_box.move(self)
        self.stubs.all().delete()
        self.closed_at = moments.now()

    @transaction.atomic
    def receive(self, answers, *, role, language, form_key="", at=None):
        """Drop an answer into the ballot box: {question's code: choice or text}.

        Returns False when the form with this key was received already, WrongState when the
        survey takes no answers, ValueError for an unknown role or language. `at`: a moment of
        the week of the answer, default now.
        """
        if role not in Response.Role.values or language not in dict(settings.LANGUAGES):
            raise ValueError("unknown role or language")
        lock(self)
        if not self.is_open:
            raise WrongState(self)
        if form_key and not self.stubs.use(self, form_key):
            return False
        week = moments.iso_week(at or moments.now())
        content = {"role": role, "language": language, "week": week, "answers": answers}
        ballot_box.drop(self, content)
        return True


class Questions(models.QuerySet):
    def copy_battery(self, survey, codes=None):
        """Give a survey the standard battery, or only the questions with these codes."""
        picked = [row for row in battery.questions() if codes is None or row["code"] in codes]
        self.bulk_create(
            [Question(survey=survey, place=place, **row) for place, row in enumerate(picked)]
        )


class Question(models.Model):
    """A question of one survey: a statement with an agreement scale, or an open question."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("statement with a scale")
        OPEN = "open", _("open question")

    class Theme(models.TextChoices):
        PARTICIPATION = "participation", _("Participation")
        TRUST = "trust", _("Trust")
        LEADERSHIP = "leadership", _("Leadership")
        ASSETS = "assets", _("Assets and links")
        CONTINUITY = "continuity", _("Continuity")
        SUKKULA = "sukkula", _("Sukkula's support")

    survey = models.ForeignKey("Survey", on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=8, choices=Kind)
    theme = models.CharField(max_length=16, choices=Theme, blank=True)
    text_fi = LineField(max_length=300)
    text_sv = LineField(max_length=300)
    text_en = LineField(max_length=300)
    place = models.PositiveSmallIntegerField()

    objects = Questions.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint("survey", "code", name="question_code_once"),
        ]

    def __str__(self):
        return languages.text_of(self, "text")

    @property
    def is_open(self):
        return self.kind == self.Kind.OPEN
