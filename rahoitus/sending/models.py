"""Funders' forms as data, and the signatory's yes or no."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.template import loader
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kehityspolku import languages, moments
from kehityspolku.events.mail import Letter
from kehityspolku.events.record import record
from kehityspolku.events.steps import WrongState, check, lock
from kehityspolku.events.verbs import Kind, verb
from kehityspolku.files.models import Upload, Uploads
from kehityspolku.lines import LineField
from kehityspolku.people.circles import person
from kehrat.places.text_search import FinnishOrder
from kehrat.projects.circles import both_sides
from rahoitus.applications.models.application import Application
from rahoitus.calls.models import Call
from rahoitus.sending import content, rules
from rahoitus.sending.form_file import LONGEST, read
from rahoitus.sources.models import Source

MOST_RECEIPTS = 10  # of one application
# The name of a signatory is kept so long: after a link that nobody answered, after an answer.
KEPT_UNANSWERED, KEPT = timedelta(days=30), timedelta(days=2 * 365)
OPEN_FOR = timedelta(days=14)  # how long a signatory's link works


class FunderForms(models.QuerySet):
    def of_call(self, call):
        """The forms that a call uses; none named, those of its source."""
        named = self.filter(calls=call)
        return named if named.exists() else self.filter(source=call.source_id, calls=None)

    @transaction.atomic
    def load(self, text, *, slug, source, **names):
        """Make a form, or put its questions in place of those it had, from a CSV file's text.

        Its columns: see form_file.py; what answers a question is told there or by vocabulary.py.
        ValidationError in words for a file that is no such form.
        """
        questions = list(read(text))
        form, _made = self.update_or_create(slug=slug, defaults={"source": source, **names})
        form.questions.all().delete()
        form.questions.bulk_create(
            FunderQuestion(form=form, place=place, **facts) for place, facts in enumerate(questions)
        )
        return form


class FunderForm(models.Model):
    """The form of a funder's own service: its questions in its order."""

    slug = models.SlugField(unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="forms")
    calls = models.ManyToManyField(
        Call, blank=True, related_name="forms", verbose_name=_("calls, empty for all of the source")
    )
    name_fi = LineField(_("name in Finnish"), max_length=200)
    name_sv = LineField(_("name in Swedish"), max_length=200, blank=True)
    name_en = LineField(_("name in English"), max_length=200, blank=True)

    objects = FunderForms.as_manager()

    class Meta:
        ordering = [FinnishOrder("name_fi")]
        verbose_name = _("funder's form")
        verbose_name_plural = _("funders' forms")

    def __str__(self):
        return self.name

    @property
    def name(self):
        return languages.text_of(self, "name")


class FunderQuestion(models.Model):
    """One question of a funder's form. One without a title is a flag of the service's own."""

    form = models.ForeignKey(FunderForm, on_delete=models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField()
    step = LineField(max_length=LONGEST, blank=True)
    section = LineField(max_length=LONGEST, blank=True)
    key = LineField(max_length=LONGEST, blank=True)
    title_fi = LineField(max_length=LONGEST, blank=True)
    title_sv = LineField(max_length=LONGEST, blank=True)
    title_en = LineField(max_length=LONGEST, blank=True)
    type = LineField(max_length=LONGEST, blank=True)
    max_length = models.PositiveIntegerField(null=True, blank=True)
    required = models.BooleanField(default=False)
    fills = models.CharField(_("what answers it"), max_length=40, blank=True)

    class Meta:
        ordering = ["form", "place"]
        constraints = [models.UniqueConstraint("form", "place", name="question_place_once")]

    def __str__(self):
        return self.title

    @property
    def title(self):
        told = languages.text_of(self, "title")
        return told or self.title_sv or self.title_en


class Approvals(models.QuerySet):
    def ask(self, application, *, name, email, by, language):
        """Mail a link to who signs for the applicant; returns the Approval.

        The address is kept only as a fingerprint. PermissionDenied by rule; WrongState when the
        application has gone already; OSError when the mail could not be sent, and nothing is kept.
        """
        token = secrets.token_urlsafe(32)
        with transaction.atomic():
            lock(application)
            check(rules.can_ask_approval, by, application)
            if application.state not in application.UNSENT:
                raise WrongState(application)
            made = self.create(
                application=application,
                name=name,
                who=salted_hmac("approval", email.casefold(), algorithm="sha256").hexdigest(),
                token=fingerprint_of(token),
                content=content.fingerprint(application),
                language=language,
                by=by,
            )
            made.link = token  # known only now: what is stored does not tell it
            made.mail(email)
        return made

    def by_token(self, token):
        """The approval of a link, or None."""
        return self.filter(token=fingerprint_of(token)).first()

    def counting(self, application):
        """The yeses to what the application says now, one of each person, the oldest first."""
        now = content.fingerprint(application)
        found = self.filter(application=application, answer=Approval.Answer.YES, content=now)
        return list({row.who: row for row in found.order_by("-answered_at")}.values())[::-1]

    def forget(self):
        """Empty the names that are no longer kept; that and when each approved stays, so that two
        still count as two. Returns how many it was."""
        now = moments.now()
        old = Q(answer="", asked_at__lt=now - OPEN_FOR - KEPT_UNANSWERED)
        old |= Q(answered_at__lt=now - KEPT)
        return self.filter(old).exclude(name="").update(name="")


def fingerprint_of(token):
    return sha256(token.encode()).hexdigest()


class Approval(models.Model):
    """One person asked by a link of a single use to approve an application as it is."""

    class Answer(models.TextChoices):
        YES = "yes", pgettext_lazy("signatory", "approved")
        NO = "no", pgettext_lazy("signatory", "declined")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="approvals")
    name = LineField(_("name"), max_length=120)
    who = models.CharField(max_length=64)
    token = models.CharField(max_length=64, unique=True)
    content = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="fi")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=moments.now)
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    reason = models.TextField(blank=True, max_length=4000)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = Approvals.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("signatory's approval")
        verbose_name_plural = _("signatories' approvals")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="approval_answered_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(answer="no") | ~Q(reason=""), name="approval_no_has_a_reason"
            ),
        ]

    def __str__(self):
        return self.name or gettext("the name is no longer kept")

    @property
    def expires_at(self):
        return self.asked_at + OPEN_FOR

    @property
    def is_current(self):
        """What it was asked about is what the application says now."""
        return self.content == content.fingerprint(self.application)

    @property
    def is_open(self):
        """The link can still be used."""
        return (
            not self.answer
            and moments.now() < self.expires_at
            and self.application.state in self.application.UNSENT
            and self.is_current
        )

    @property
    def state(self):
        """In words: what became of the question."""
        if self.answer and not self.is_current:
            return gettext("no longer counts: the application has changed")
        if self.answer:
            return self.get_answer_display()
        if not self.is_current:
            return gettext("void: the application has changed")
        return gettext("waits") if self.is_open else gettext("the link has expired")

    def mail(self, email):
        """Send the link, while it is known. OSError when it could not be sent."""
        with override(self.language):
            url = f"{settings.SITE_URL}{reverse('rahoitus:approve', args=[self.link])}"
            context = {"approval": self, "application": self.application, "url": url}
            told = loader.render_to_string("rahoitus/mail/ask_approval.txt", context)
            subject, body = told.strip().split("\n", 1)
        Letter(subject, body.strip(), to=[email]).send()

    @verb("answer_approval", of="rahoitus.Application", tells=both_sides)
    @transaction.atomic
    def give(self, answer, *, reason=""):
        """Note the signatory's yes or no, once. WrongState when the link can't be used any more."""
        lock(self.application)
        held = Approval.objects.select_for_update(of=("self",)).get(pk=self.pk)
        held.application = self.application
        if not held.is_open:
            raise WrongState(self.application)
        held.answer, held.reason, held.answered_at = answer, reason, moments.now()
        held.save()
        facts = {"answer": str(answer), "content": held.content}
        record(
            "answer_approval", self.application, **facts, **({"reason": reason} if reason else {})
        )
        return held


class Receipts(Uploads):
    def visible_to(self, user):
        """Those of the applications that the person may see."""
        return self.filter(application__in=Application.objects.visible_to(user))

    @transaction.atomic
    def add(self, application, taken, *, by, what="receipt"):
        """Keep what the funder gave: its service's receipt, or the letter of a decision.

        PermissionDenied by rule; WrongState before the sending; ValidationError for a letter before
        any decision, for the same file twice, or too many."""
        lock(application)
        check(rules.can_ask_approval, by, application)
        if not application.is_sent:
            raise WrongState(application)
        if what == Receipt.What.LETTER and not application.decisions.exists():
            raise ValidationError(gettext("No decision is recorded yet."))
        there = self.filter(application=application)
        if there.filter(sha256=taken.sha256).exists():
            raise ValidationError(gettext("The application has this file already."))
        if there.count() >= MOST_RECEIPTS:
            raise ValidationError(gettext("The application has too many receipts already."))
        return self.keep(taken, by=by, application=application, what=what)


class Receipt(Upload):
    """What the funder gave: its own service to show that the application came there, or itself to
    tell its decision."""

    notice_kind = Kind.PROJECT

    class What(models.TextChoices):
        RECEIPT = "receipt", _("receipt")
        LETTER = "letter", _("decision letter")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="receipts")
    what = models.CharField(
        _("what it is"), max_length=10, choices=What, default=What.RECEIPT, db_default=What.RECEIPT
    )

    objects = Receipts.as_manager()

    class Meta(Upload.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            *Upload.Meta.constraints,
            models.UniqueConstraint("application", "sha256", name="receipt_once"),
        ]

    def get_absolute_url(self):
        return self.application.get_absolute_url()

    def about(self):
        return self.application.project

    @verb("receipt_infected", tells=person("by"), sign_of_life=False)
    def note_virus(self):
        """Tell who brought it that it was removed."""
        record("receipt_infected", self, name=self.name, virus=self.virus)
