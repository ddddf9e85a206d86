"""What those who write a card do to it: the words of the buttons and of the pages behind them."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from kehityspolku.fields import words
from kehityspolku.web.acts import Act, open_acts, table
from kehrat.groups import who_heard
from kehrat.projects.forms.card import LessonsForm
from kehrat.projects.forms.shared import KeptForm, SharedForm

SUKKULA = _("Sukkula and the other coordinators get a mail.")
ADVISER = _("Your adviser at Sukkula and the other coordinators get a mail.")


def _shared(done, project, _verb):
    return done if project.shared else _("Only your Kehrä sees the draft now.")


# In the order of the page: the first that can be done is its primary one.
ACTS = table(
    Act(
        verb="submit",
        button=_("Submit to Sukkula"),
        done=_("The card is with Sukkula now."),
        tells=_(
            "Sukkula and the other coordinators of the Kehrä get a mail. You can't edit the card "
            "while Sukkula reviews it."
        ),
        kind="button",
        heard=who_heard.of_sukkula,
    ),
    Act(
        verb="resubmit",
        button=_("Give back to Sukkula"),
        done=_("The card is back with Sukkula."),
        tells=ADVISER,
        form=words("message", _("What did you change?"), required=False),
        kind="button",
        heard=who_heard.of_sukkula,
    ),
    Act(
        verb="tell_lessons",
        path="opit",
        question=_("What did you learn?"),
        button=_("Say what you learnt"),
        explains=_(
            "The project has ended. Everyone who begins the next one reads this on the card."
        ),
        done=_("Thank you. The lessons are on the card now."),
        tells=ADVISER,
        form=LessonsForm,
        kind="button",
    ),
    Act(
        verb="share",
        button=_("Let Sukkula read the draft"),
        done=_("Sukkula may read the draft now."),
        tells=_("Sukkula's leads and the other coordinators get a mail."),
        form=SharedForm,
        kind="link",
        heard=_shared,
    ),
    Act(
        verb="withdraw",
        button=_("Withdraw the card"),
        explains=_(
            "The card leaves the path. Its text is kept, and one of Sukkula's leads can open it "
            "again."
        ),
        done=_("The card is withdrawn."),
        tells=SUKKULA,
        kind="danger",
    ),
)


def acts_of(project, user):
    """What the person can do to the card now. One that lacks something is not submitted, and of
    one that ended without funding there is nothing to learn."""
    found = {act.verb: act for act in open_acts(ACTS, project, user)}
    if "submit" in found and project.missing():
        del found["submit"]
    if "tell_lessons" in found and project.ended_unfunded:
        del found["tell_lessons"]
    if "tell_lessons" in found and (project.lessons_good or project.lessons_improve):
        found["tell_lessons"] = replace(found["tell_lessons"], button=_("Change the lessons"))
    if "share" in found and project.shared:
        keep = _("Stop showing the draft to Sukkula")
        found["share"] = replace(found["share"], button=keep, form=KeptForm)
    return list(found.values())
