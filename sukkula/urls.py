"""Addresses: each room tells its own, in urls.py."""

from django.urls import include, path

app_name = "sukkula"
urlpatterns = [
    path("", include("sukkula.desk.urls")),
    path("", include("sukkula.review.urls")),
    path("", include("sukkula.asking.urls")),
    path("", include("sukkula.phrases.urls")),
    path("", include("sukkula.panels.urls")),
    path("", include("sukkula.comparison.urls")),
    path("", include("sukkula.routing.urls")),
    path("", include("sukkula.snoozes.urls")),
    path("", include("sukkula.advice.urls")),
    path("", include("sukkula.reports.urls")),
]
