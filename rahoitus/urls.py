"""Addresses: each room tells its own, in urls.py; a call's is any word that no other room has."""

from django.urls import include, path

app_name = "rahoitus"
urlpatterns = [
    path("", include("rahoitus.reports.urls")),
    path("", include("rahoitus.sending.urls")),
    path("", include("rahoitus.running.urls")),
    path("", include("rahoitus.declarations.urls")),
    path("", include("rahoitus.applications.urls")),
    path("", include("rahoitus.register.urls")),
    path("", include("rahoitus.upkeep.urls")),
    path("", include("rahoitus.calls.urls")),
]
