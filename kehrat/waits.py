"""What of Kehrät waits for a person (see kehityspolku/events/waiting.py)."""

from django.db.models import OuterRef, Q, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Left, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _

from kehityspolku import languages
from kehityspolku.events.waiting import LONGEST, Waiting, of_both
from kehityspolku.models import Draft
from kehrat.models import (
    CardReading,
    Case,
    Enquiry,
    Idea,
    Invite,
    Kehra,
    Meeting,
    Membership,
    Nomination,
    Poll,
    Project,
    Vacancy,
)
from kehrat.talk import moderation

SAID = {"idea": "title", "announcement": "title", "comment": "text"}
BEGINNING = 2 * LONGEST  # characters of a text that has no title; it is shortened at a word


def waiting(user):
    """What one is asked oneself and has begun; what the coordinators of one's Kehrät are to do; at
    Sukkula what comes to it, to the leads also in the place of coordinators whom nobody reaches."""
    yield from of_oneself(user)
    mine = Kehra.objects.coordinated_by(user)
    if user.is_lead:
        mine = mine | Kehra.objects.unreached()
    if user.is_sukkula:
        yield from of_sukkula(user)
    yield Waiting(
        _("Messages to answer"),
        reverse("kehrat:enquiries"),
        Enquiry.objects.to_answer(user),
        title=of_both("name", Left("text", BEGINNING), ": "),
        page="kehrat:enquiry",
    )
    yield from of_kehrat(user, mine)


def of_oneself(user):
    """The role of a coordinator that one is offered; invitations to one's address; what one typed
    or brought in and has not kept."""
    yield Waiting(
        _("You are asked to coordinate"),
        reverse("me"),
        Nomination.objects.open().filter(nominee__user=user),
        title=name("kehra__"),
        page="kehrat:nomination",
        key=of_both("kehra__slug", "pk", " "),
        since="made_on",
        due="expires_on",
    )
    yield Waiting(
        _("You are invited to join"),
        reverse("me"),
        Invite.objects.open().filter(
            address=user.email.lower(), kehra__in=Kehra.objects.joinable()
        ),
        title=name("kehra__"),
        page="kehrat:invite_mine",
        since="made_at",
        due="expires_at",
    )
    typed = Draft.objects.visible_to(user).filter(page="kehrat:project_edit").values("record_id")
    open_ = Project.objects.visible_to(user).filter(state__in=Project.OPEN_TEXT, pk__in=typed)
    yield Waiting(
        _("Text of cards that you have not saved"),
        reverse("kehrat:projects"),
        open_,
        title="title",
        language="language",
        page="kehrat:project_edit",
        since="saved_at",
    )
    yield from begun(user)
    yield Waiting(
        _("Cards that you brought in and have not stored"),
        reverse("me"),
        CardReading.objects.visible_to(user).unstored(),
        title=Coalesce(
            NullIf("title", Value("")),
            NullIf(KeyTextTransform("title", "figures"), Value("")),
            "name",
        ),
        page="kehrat:intake",
        key="intake__key",
        since="intake__at",
    )


def begun(user):
    """New cards that one has begun to write and not saved once: each opened with its text."""
    typed = Draft.objects.visible_to(user)
    own = typed.filter(page="kehrat:project_new", record_id__in=Kehra.objects.coordinated_by(user))
    whose = Kehra.objects.filter(pk=OuterRef("record_id"))
    yield Waiting(
        _("New cards that you have not saved"),
        reverse("kehrat:projects"),
        own,
        title=Subquery(whose.values(name())[:1]),
        page="kehrat:project_new",
        key=of_both(Subquery(whose.values("slug")[:1]), "form", "?draft="),
        since="at",
    )
    if user.is_sukkula:
        yield Waiting(
            _("New cards of Sukkula's host that you have not saved"),
            reverse("kehrat:projects"),
            typed.filter(page="kehrat:host_project_new"),
            page="kehrat:host_project_new",
            key=of_both(Value(""), "form", "?draft="),
            since="at",
        )


def of_kehrat(user, mine):
    """Requests to join, letters, reported texts, past meetings, polls, ideas, cards to change,
    proposals that Sukkula did not accept."""
    own = {"kehra__in": mine}
    yield Waiting(
        _("Requests to join"),
        reverse("me"),
        Membership.objects.requested().filter(kehra__in=mine.joinable()),
        title=of_both("user__name", name("kehra__")),
        page="kehrat:membership",
        key=of_both("kehra__slug", "pk", " "),
        since="asked_on",
    )
    if not user.is_sukkula:
        yield texts(Case.objects.visible_to(user).waiting().filter(**own))
    yield from of_meetings(mine)
    rows = Idea.objects.open().filter(kehra__in=mine.joinable())
    yield ideas(_("Ideas to answer"), rows, reverse("kehrat:ideas"))
    changed = Project.objects.filter(Q(**own) | Q(pk__in=user.co_edits.current().values("project")))
    yield Waiting(
        _("Cards that Sukkula asks to change"),
        reverse("kehrat:projects"),
        changed.filter(state=Project.State.CHANGES_REQUESTED),
        title="title",
        language="language",
        page="kehrat:project",
        due="changes_by",
    )
    yield Waiting(
        _("Proposals that Sukkula did not accept"),
        reverse("me"),
        Kehra.objects.filter(pk__in=mine.values("pk"), state=Kehra.State.TURNED_DOWN),
        title=name(),
        page="kehrat:checklist",
        key="slug",
    )


def of_meetings(mine):
    """Past meetings to close, polls that nobody has settled."""
    yield Waiting(
        _("Meetings to close: were they held?"),
        reverse("kehrat:city_meetings"),
        Meeting.objects.unclosed().filter(kehra__in=mine),
        title="title",
        language="language",
        page="kehrat:meeting",
        since="ends",
    )
    yield Waiting(
        _("Polls for a day: call the meeting"),
        reverse("kehrat:city_meetings"),
        Poll.objects.to_settle().filter(kehra__in=mine.joinable()),
        title="title",
        language="language",
        page="kehrat:poll",
        since="made_at",
    )


def of_sukkula(user):
    """Texts to moderate, ideas to Sukkula, Kehrät without a coordinator."""
    yield texts(moderation.late().visible_to(user))
    to_none = Idea.objects.visible_to(user).open().filter(kehra=None)
    page = reverse("kehrat:idea_desk_sukkula")
    yield ideas(_("Ideas to answer where there is no Kehrä"), to_none, page)
    yield Waiting(
        _("Kehrät without a coordinator"),
        reverse("kehrat:vacancies"),
        Vacancy.objects.standing().of_working(),
        title=name("kehra__"),
        page="kehrat:call",
        key="kehra__slug",
        since="since",
    )


def texts(cases):
    said = (Cast(f"{kind}__{field}", TextField()) for kind, field in SAID.items())
    return Waiting(
        _("Texts to moderate"),
        reverse("kehrat:moderation"),
        cases,
        title=Left(Coalesce(*said), BEGINNING),
        page="kehrat:case",
    )


def ideas(words, rows, page):
    return Waiting(
        words,
        page,
        rows,
        title="title",
        language="language",
        page="kehrat:idea",
    )


def name(path=""):
    """The name of a Kehrä in the reader's language, as a field behind the path."""
    return f"{path}name_{languages.current()}"
