"""What of Kehrät can be begun before sign-in (see kehityspolku/events/after_sign_in.py)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehityspolku.events.after_sign_in import Wished
from kehrat.groups import who_heard
from kehrat.meetings.pieces import answered
from kehrat.models import Case, Comment, Idea, Kehra, SubArea
from kehrat.talk import moderation


def join(kehra, *, by, **part):
    return kehra.join(by=by, **part)


def accept(invite, *, by, **part):
    return invite.accept_or_ask(by=by, **part)


def joined(membership):
    if membership.state == membership.State.ACTIVE:
        return _("You are now a member of %(kehra)s.") % {"kehra": membership.kehra}
    return who_heard.of_team(_("You have asked to join."), membership, "ask_to_join")


def found(_district, *, by, areas, **texts):
    return Kehra.objects.found(by=by, areas=SubArea.objects.filter(pk__in=areas), **texts)


def founded(kehra):
    sent = who_heard.of_sukkula(_("The proposal is sent."), kehra, "found")
    return f"{sent} {_('Meanwhile, gather what is needed.')}"


def suggest(place, *, by, **words):
    return Idea.objects.suggest(place, by=by, **words)


def suggest_to_sukkula(_district, *, by, **words):
    return Idea.objects.suggest(None, by=by, **words)


def suggested(idea):
    if not idea.district:
        heard = who_heard.of_team if idea.kehra else who_heard.of_sukkula
        return heard(_("Thank you."), idea, "suggest")
    return _("Thank you. The idea waits here for a Kehrä, and others can support it.")


def support(idea, *, by):
    return idea.support(by=by)


def supported(_idea):
    return _("You support the idea. You are told what becomes of it.")


def rsvp(meeting, *, by, answer):
    return meeting.rsvp(by=by, answer=answer)


def tell(district, *, by):
    district.tell(by=by)
    return district


def told(_district):
    return _("You are told when this area gets a Kehrä.")


def comment(thing, *, by, parent=None, **words):
    parent = Comment.objects.filter(pk=parent).first() if parent else None
    return Comment.objects.write(thing, by=by, parent=parent, **words)


def commented(_comment):
    return _("Your comment is published.")


def report(thing, *, by, **words):
    Case.objects.report(thing, by=by, **words)
    return thing


def reported(thing):
    return moderation.thanks(Case.objects.of(thing))


JOIN = gettext_lazy("Join: %(what)s")
SUGGEST = gettext_lazy("Suggest an idea: %(what)s")
WISHES = {
    "join": Wished(join, joined, JOIN, "note"),
    "accept_or_ask": Wished(accept, joined, JOIN, "note"),
    "found": Wished(
        found,
        founded,
        gettext_lazy("Found a Kehrä: %(what)s"),
        called=("name_fi", "name_sv", "name_en"),
    ),
    "suggest_idea": Wished(suggest, suggested, SUGGEST, "text", ("title",)),
    "suggest_to_sukkula": Wished(suggest_to_sukkula, suggested, SUGGEST, "text", ("title",)),
    "support": Wished(support, supported, gettext_lazy("Support: %(what)s")),
    "rsvp": Wished(rsvp, answered, gettext_lazy("Tell whether you come: %(what)s")),
    "tell": Wished(tell, told, gettext_lazy("Hear when the area gets a Kehrä: %(what)s")),
    "comment": Wished(comment, commented, gettext_lazy("Comment on: %(what)s"), "text"),
    "report": Wished(report, reported, gettext_lazy("Report a text: %(what)s"), "words"),
}
