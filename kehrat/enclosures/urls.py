"""Addresses of files of announcements and meetings."""

from django.urls import path

from kehrat.enclosures import views

urlpatterns = [
    path("liitteet/<uuid:key>/", views.enclosure, name="enclosure"),
    path("liitteet/<uuid:key>/poista/", views.enclosure_remove, name="enclosure_remove"),
    path("kokoukset/<int:pk>/liita/", views.meeting_enclose, name="meeting_enclose"),
    path("tiedotteet/<int:pk>/liita/", views.announcement_enclose, name="announcement_enclose"),
]
