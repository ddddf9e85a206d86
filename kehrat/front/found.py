"""What pages of Kehrät say of themselves to search engines and where their links are shared."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime

from kehityspolku import languages, moments
from kehityspolku.finding.listed import Listed, Told
from kehrat.front import coverage
from kehrat.groups.models import Kehra
from kehrat.ideas.models import Idea
from kehrat.meetings.models import Meeting
from kehrat.places.models import District, SubArea
from kehrat.plans.models import Plan
from kehrat.projects.models import Project
from kehrat.talk.models import Announcement

ATTENDANCE = {
    (True, False): "OfflineEventAttendanceMode",
    (False, True): "OnlineEventAttendanceMode",
    (True, True): "MixedEventAttendanceMode",
}


def of_kehra(kehra):
    return Told(
        kehra.name, kehra.description, kehra.description_language, picture(kehra), group(kehra)
    )


def of_district(district):
    """A district whose sub-areas are at hand (`coverage.cover`), or any other."""
    if not hasattr(district, "groups"):
        joinable = Prefetch("kehrat", Kehra.objects.public().joinable())
        areas = Prefetch("sub_areas", SubArea.objects.inhabited().prefetch_related(joinable))
        district = coverage.cover(District.objects.prefetch_related(areas).get(pk=district.pk))
    where = picture(district.groups[0]) if district.groups else ""
    title = coverage.title_of(district)
    return Told(district.name, title, languages.current(), where, {})


def of_idea(idea):
    return Told(idea.title, idea.text, idea.language, picture(idea.kehra), {})


def of_project(project):
    where = picture(project.kehra)
    return Told(project.title, project.description, project.language, where, {})


def of_announcement(announcement):
    where = picture(announcement.kehra)
    return Told(announcement.title, announcement.text, announcement.language, where, {})


def of_plan(plan):
    return Told(str(plan), plan.intro, plan.language, picture(plan.kehra), {})


def of_meeting(meeting):
    text = " ".join(filter(None, (meeting.when, meeting.place, meeting.agenda)))
    where = picture(meeting.kehra)
    return Told(meeting.title, text, meeting.language, where, happening(meeting))


def picture(kehra):
    """The path of the Kehrä's picture, else of its yarn; "" without a Kehrä."""
    if not kehra:
        return ""
    if kehra.picture:
        return reverse("kehrat:picture", args=[kehra.slug, kehra.picture.key])
    return static(f"found/yarn-{kehra.thread}.png")


def group(kehra):
    """A Kehrä as schema.org tells of an organisation."""
    told = {
        "@type": "Organization",
        "name": kehra.name,
        "description": kehra.description,
        "image": settings.SITE_URL + picture(kehra),
        "areaServed": kehra.full_name_fi,
        "foundingDate": moments.iso(kehra.formed_on),
        "dissolutionDate": moments.iso(kehra.ended_on),
    }
    return {name: value for name, value in told.items() if value}


def happening(meeting):
    """A meeting as schema.org tells of an event; its link from afar stands on the page alone."""
    page = settings.SITE_URL + meeting.get_absolute_url()
    places = []
    if meeting.place:
        places.append({"@type": "Place", "name": meeting.place, "address": meeting.place})
    if meeting.link:
        places.append({"@type": "VirtualLocation", "url": page})
    state = "Cancelled" if meeting.state == Meeting.State.CANCELLED else "Scheduled"
    mode = ATTENDANCE[bool(meeting.place), bool(meeting.link)]
    told = {
        "@type": "Event",
        "name": meeting.title,
        "description": meeting.agenda,
        "startDate": moments.iso(localtime(meeting.starts)),
        "endDate": moments.iso(meeting.told_end and localtime(meeting.told_end)),
        "eventStatus": f"https://schema.org/Event{state}",
        "eventAttendanceMode": f"https://schema.org/{mode}",
        "location": places,
        "organizer": {
            "@type": "Organization",
            "name": meeting.kehra.name,
            "url": settings.SITE_URL + meeting.kehra.get_absolute_url(),
        },
    }
    return {name: value for name, value in told.items() if value}


def seen(model):
    """A function that gives those of the model that everyone may read."""
    return lambda: model.objects.visible_to(AnonymousUser())


LISTED = [
    Listed("kaupunginosat", District.objects.all, of_district),
    Listed("kehrat", seen(Kehra), of_kehra),
    Listed("ideat", lambda: seen(Idea)().standing(), of_idea),
    Listed("hankkeet", lambda: seen(Project)().filter(revises=None), of_project),
    Listed("kokoukset", seen(Meeting), of_meeting),
    Listed("tiedotteet", seen(Announcement), of_announcement),
    Listed("suunnitelmat", lambda: seen(Plan)().select_related("kehra"), of_plan),
]
