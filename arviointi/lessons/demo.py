"""What Sukkula has said the lessons of the demonstration's ended projects are about."""

from arviointi.lessons.models import Coding
from kehityspolku.dev.demo import account, on
from kehrat.models import Project

THEMES = {
    "Oulunkylän pihakirppis": ["places", "lasting"],
    "Puistotien markkinat": ["partners", "city"],
}


def load():
    by = account("lead")
    for project in Project.objects.filter(title__in=THEMES, codings=None, state="ended"):
        with on(60):
            Coding.objects.say(project, THEMES[project.title], by=by)
