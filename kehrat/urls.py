"""Addresses: each room tells its own, in urls.py."""

from django.urls import include, path

from kehrat.front.views import places

rooms = [
    path("", include("kehrat.groups.urls")),
    path("", include("kehrat.ideas.urls")),
    path("", include("kehrat.projects.urls")),
    path("", include("kehrat.organisations.urls")),
    path("", include("kehrat.meetings.urls")),
    path("", include("kehrat.coordination.urls")),
    path("", include("kehrat.plans.urls")),
    path("", include("kehrat.enquiries.urls")),
    path("", include("kehrat.enclosures.urls")),
    path("", include("kehrat.talk.urls")),
    path("", include("kehrat.front.urls")),
]

urlpatterns = [
    path("", places.home, name="home"),
    path("", include((rooms, "kehrat"))),
]
