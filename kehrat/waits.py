"""What of Kehrät waits for a person of Sukkula (see kehityspolku/web/waiting.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kehityspolku.web.waiting import Waiting
from kehrat.models import Idea, Vacancy
from kehrat.talk import moderation


def waiting(user):
    """Texts to moderate, ideas and messages to Sukkula, Kehrät without a coordinator."""
    if not user.is_sukkula:
        return
    texts = moderation.late().visible_to(user)
    yield Waiting(_("Texts to moderate"), reverse("kehrat:moderation"), texts)
    ideas = Idea.objects.visible_to(user).open().filter(kehra=None)
    yield Waiting(_("Ideas to answer"), reverse("kehrat:idea_desk_sukkula"), ideas)
    messages = user.notices.unread().filter(event__verb="deliver_enquiry")
    yield Waiting(_("Messages that you have not read"), reverse("notices"), messages)
    vacancies = Vacancy.objects.standing().of_working()
    yield Waiting(_("Kehrät without a coordinator"), reverse("kehrat:vacancies"), vacancies)
