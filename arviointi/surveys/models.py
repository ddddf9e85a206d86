"""Surveys and their questions."""

import secrets
from datetime import timedelta
from functools import reduce
from operator import or_

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from arviointi.results.models import Part, ResultRow
from arviointi.results.suppression import FEWEST
from arviointi.surveys import ballot_box, closing, editor, rules, whole
from arviointi.surveys.answers import OpenAnswer, Response, Role
from arviointi.surveys.invitations import Invitation, hand_mail
from arviointi.surveys.questions import Kind, conditions
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


def those_who_release(survey, event):
    """Sukkula's leads, of a survey with an open link."""
    return User.objects.holding("lead") if survey.is_link else User.objects.none()


LANGUAGES = [
    ("", _("Finnish, Swedish and English")),
    ("fi", _("Finnish only")),
    ("sv", _("Swedish only")),
    ("en", _("English only")),
]

GRACE = timedelta(minutes=15)  # for what somebody was filling in when the last day ended
TOLD = Q(state="closed") & (~Q(mode="link") | Q(released_at__isnull=False))


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
            survey.parts.copy_battery(survey, codes)
            record("make_survey", survey, by=by)
        return survey

    @transaction.atomic
    def copy(self, source, scope, *, by, is_round=False):
        """A draft with the questions of another survey; as its next round it knows that one.

        PermissionDenied; a round of another Kehrä or project is none.
        """
        check(rules.can_edit, by, source)
        names = ("title_fi", "title_sv", "title_en", "language", "mode")
        facts = {name: getattr(source, name) for name in names}
        survey = self.make(scope, by=by, codes=[], **facts)
        if is_round and scope == source.scope:
            survey.follows = source
            survey.save(update_fields=["follows"])
        editor.copy_parts(source, survey)
        return survey

    def with_answers(self):
        """Annotate `answer_count`: how many answered of those whose results are told, else None."""
        whole = ResultRow.objects.filter(survey=OuterRef("pk"), part=Part.WHOLE)
        told = Subquery(whole.values("figures__n")[:1], output_field=models.IntegerField())
        return self.annotate(answer_count=Case(When(TOLD, then=told)))

    def told(self):
        """Those whose results everyone may read."""
        return self.filter(TOLD)

    def closed_by(self, moment):
        """Those that had closed by then."""
        return self.filter(state=Survey.State.CLOSED, closed_at__lte=moment)

    def with_something_to_forget(self):
        """Those whose answers, words or invitations are still there."""
        kept = (
            Exists(model._default_manager.filter(survey=OuterRef("pk")))
            for model in (Response, OpenAnswer, Invitation)
        )
        return self.filter(reduce(or_, kept))

    def to_release(self):
        """Closed surveys with an open link whose numbers Sukkula has not released yet."""
        return self.filter(state=Survey.State.CLOSED, mode=Survey.Mode.LINK, released_at=None)

    def over(self):
        """Open surveys whose last day has passed, or whose answering was ended, and the minutes of
        grace."""
        then = moments.now() - GRACE
        over = Q(closes_on__lt=moments.day_of(then)) | Q(ended_at__lt=then)
        return self.filter(over, state=Survey.State.OPEN)


class Survey(models.Model):
    """A stakeholder survey about a Kehrä, a project or the whole city.

    Nobody sees results before it has closed. With an open link nobody sees then either how many
    answered, and Sukkula alone releases the results: whoever runs the survey may have answered
    for many.
    """

    class Mode(models.TextChoices):
        LINK = "link", _("open link: anyone who has it can answer")
        ANONYMOUS = "anonymous", _("anonymous: one answer for each person invited")
        NAMED = "named", _("named: Sukkula knows who has answered")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("survey", "draft")
        OPEN = "open", pgettext_lazy("survey", "open for answers")
        CLOSED = "closed", pgettext_lazy("survey", "closed")

    SAID_WITH = ("kehra", "project")
    TONES = {State.DRAFT: "quiet", State.OPEN: "wait", State.CLOSED: "good"}

    kehra = models.ForeignKey(
        Kehra, null=True, blank=True, on_delete=models.PROTECT, related_name="surveys"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.PROTECT, related_name="surveys"
    )
    title_fi = LineField(_("title in Finnish"), max_length=200, blank=True)
    title_sv = LineField(_("title in Swedish"), max_length=200, blank=True)
    title_en = LineField(_("title in English"), max_length=200, blank=True)
    language = models.CharField(
        _("languages"), max_length=2, choices=LANGUAGES, blank=True, db_default=""
    )
    # The survey of which it is the next round: the same questions, asked again.
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    state = StateField(choices=State, default=State.DRAFT, max_length=10)
    mode = models.CharField(
        _("who can answer"), max_length=10, choices=Mode, default=Mode.LINK, db_default=Mode.LINK
    )
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    # Asked no more: with an open link it tells no rate. Its column goes in the next release.
    invited = models.PositiveIntegerField(
        _("how many get the link"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    # How many of the answers Sukkula typed in from paper: their number alone is kept.
    on_paper = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    closes_on = models.DateField(_("last day to answer"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    # Since when nobody begins to answer: who makes it ended the answering before its last day.
    ended_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
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
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(state="closed"), name="survey_released_is_closed"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="mode_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__mode__df=pgtrigger.F("new__mode"))
                & ~pgtrigger.Q(old__state="draft"),
            )
        ]

    def __str__(self):
        """Its title, and whose survey it is unless the title says so."""
        whose = str(self.scope or _("The whole city"))
        return self.title if whose in self.title else f"{self.title}: {whose}"

    @property
    def title(self):
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
    def is_link(self):
        """Anyone who has the link can answer, so nobody knows who did."""
        return self.mode == self.Mode.LINK

    @property
    def is_named(self):
        """Sukkula sees who has answered, never what."""
        return self.mode == self.Mode.NAMED

    @property
    def is_told(self):
        """Everyone may read the results."""
        return self.is_closed and (not self.is_link or self.released_at is not None)

    def runners(self):
        """The addresses of those who run the survey: who made it, the Kehrä's coordinators."""
        kehra = self.project.kehra if self.project else self.kehra
        people = [*(kehra.coordinators() if kehra else ()), self.made_by]
        return {person.email for person in people if person}

    @property
    def languages(self):
        """The codes of the languages in which it must be whole."""
        return (self.language,) if self.language else languages.CODES

    @property
    def questions(self):
        """Its parts that are answered: all but the heads of sections."""
        return self.parts.exclude(kind=Kind.SECTION)

    @property
    def rounds(self):
        """The survey and those before it whose next round it is, oldest first."""
        found = [self]
        while (earlier := found[0].follows) and earlier not in found:
            found.insert(0, earlier)
        return found

    def statements(self):
        """{code: theme} of its statements on the scale of agreement, in their order."""
        return {s.code: s.theme for q in self.questions for s in q.statements()}

    def counted(self):
        """Its other closed questions, as they are counted."""
        return [asked for q in self.questions for asked in q.counted()]

    def decided(self):
        """{code of what is answered: the codes of the questions by whose answers it is shown}."""
        parts = list(self.parts.select_related("shown_if"))
        under = conditions(parts)
        return {
            name: [part.shown_if.code for part in under[question.pk]]
            for question in parts
            if under.get(question.pk)
            for name in question.names()
        }

    def reached(self):
        """{role: (people whom an invitation reached, answers)}; None with an open link."""
        return None if self.is_link else self.invitations.rates()

    def whole_row(self):
        """{"n": answers} as frozen at the closing; None where even that is hidden."""
        row = self.result_rows.filter(part=Part.WHOLE).first()
        return row and row.figures

    @staticmethod
    def role_words(role):
        """A role in words; those that few share are merged."""
        return Role(role).label if role else _("all other roles")

    @property
    def takes_until(self):
        """The moment until which a form begun before may still come; None: no end is set."""
        last_day = moments.end_of(self.closes_on) if self.closes_on else None
        ends = [moment for moment in (last_day, self.ended_at) if moment]
        return min(ends) + GRACE if ends else None

    @property
    def is_over(self):
        """No more answers come: the last day has passed, or the answering was ended, and the
        minutes of grace too."""
        return self.takes_until is not None and moments.now() > self.takes_until

    @property
    def begins_no_more(self):
        """Nobody begins to answer: it is not open, or its end has come."""
        if self.state != self.State.OPEN:
            return True
        return self.takes_until is not None and moments.now() > self.takes_until - GRACE

    def about(self):
        return self.scope or self

    def within(self):
        kehra = self.project.kehra if self.project else self.kehra
        return [each for each in (self.project, kehra) if each]

    @step(State.DRAFT, to=State.OPEN, allow=rules.can_open, tells=those_who_asked)
    def open_survey(self, *, by):
        """Begin to take answers: through the link, or from people who are mailed now.

        WrongState while fewer are on the list than results are told of, or something is missing.
        """
        if whole.gaps(self):
            raise WrongState(self, _("Something is missing yet: look at the list of questions."))
        self.opened_at = moments.now()
        if not self.is_link:
            if self.invitations.count() < FEWEST:
                raise WrongState(self, _("Put at least five people on the list first."))
            self.invitations.update(mail_at=self.opened_at)
            hand_mail()

    @step(State.OPEN, to=None, allow=rules.can_close)
    def end_answers(self, *, by):
        """Let nobody begin to answer any more; it closes when those who have begun had some
        minutes to send. WrongState if its end has come already."""
        if self.begins_no_more:
            raise WrongState(self, _("The answering has ended already. It closes by itself soon."))
        self.ended_at = moments.now()

    @step(
        State.OPEN,
        to=State.CLOSED,
        allow=rules.can_close,
        waits_for=those_who_release,
        tells=those_who_asked,
    )
    def close_survey(self, *, by):
        """End it at once, for those who are filling in too: the ballot box is emptied, the figures
        are frozen."""
        return self.finish()

    @step(
        State.OPEN,
        to=State.CLOSED,
        allow=rules.can_expire,
        waits_for=those_who_release,
        tells=those_who_asked,
        sign_of_life=False,
        reminds=(State.OPEN,),
    )
    def expire_survey(self, *, by=None):
        """Close by the clock, after the last day or the end of the answering."""
        return self.finish()

    def finish(self):
        """What every way of closing does; the event keeps who could answer."""
        closing.close(self)
        self.closed_at = moments.now()
        return {"mode": self.mode}

    @step(State.CLOSED, to=None, allow=rules.can_release, tells=those_who_asked)
    def release_results(self, *, by):
        """Make the results of an open link public. WrongState if they are public already."""
        if self.is_told:
            raise WrongState(self, _("The results are public already. Read the page again."))
        self.released_at, self.released_by = moments.now(), by

    @transaction.atomic
    def receive(self, answers, *, role="", form_key=""):
        """Drop an answer into the ballot box: {question's code: choice or text}.

        Returns False when the form with this key was received already, WrongState when the
        survey takes no answers, ValueError for an unknown role.
        """
        if role not in ("", *Role.values):
            raise ValueError("unknown role")
        lock(self)
        if not self.is_open:
            raise WrongState(self)
        if form_key and not self.stubs.use(self, form_key):
            return False
        ballot_box.drop(self, {"role": role, "answers": answers})
        return True
