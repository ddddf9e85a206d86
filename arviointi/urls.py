"""Addresses: each room tells its own, in urls.py."""

from django.urls import include, path

app_name = "arviointi"
urlpatterns = [
    path("", include("arviointi.surveys.urls")),
    path("", include("arviointi.indicators.urls")),
    path("", include("arviointi.reports.urls")),
    path("", include("arviointi.lessons.urls")),
    path("", include("arviointi.open_data.urls")),
]
