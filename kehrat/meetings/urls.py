"""Addresses of meetings, minutes and calendars."""

from django.urls import path

from kehrat.meetings.views import (
    calendars,
    circulars,
    guests,
    meetings,
    minutes,
    polls,
    printed,
)

urlpatterns = [
    path("kehrat/<slug:slug>/kokoukset/", meetings.meeting_list, name="meetings"),
    path("kehrat/<slug:slug>/kokoukset/uusi/", meetings.meeting_new, name="meeting_new"),
    path("kehrat/<slug:slug>/kokoukset/seuraava/", meetings.meeting_next, name="meeting_next"),
    path("kehrat/<slug:slug>/kokoukset/pidetty/", meetings.meeting_past, name="meeting_past"),
    path("kehrat/<slug:slug>/kokoukset/kysely/", polls.poll_new, name="poll_new"),
    path("kehrat/<slug:slug>/juliste.pdf", printed.kehra_poster, name="kehra_poster"),
    path(
        "kehrat/<slug:slug>/jasenet/<int:pk>/kirjoita/",
        circulars.circular_member,
        name="circular_member",
    ),
    path("paivakyselyt/<int:pk>/", polls.poll, name="poll"),
    path("paivakyselyt/<int:pk>/lopeta/", polls.poll_drop, name="poll_drop"),
    path("paivakyselyt/oma/<str:token>/", polls.poll_answer, name="poll_answer"),
    path("kirjeet/<int:pk>/", circulars.circular, name="circular"),
    path("kokoukset/", meetings.city_meetings, name="city_meetings"),
    path("kokoukset/<int:pk>/", meetings.meeting, name="meeting"),
    path("kokoukset/<int:pk>/vastaa/", meetings.meeting_answer, name="meeting_answer"),
    path(
        "kokoukset/<int:pk>/vastaa/jatka/", meetings.meeting_answer_next, name="meeting_answer_next"
    ),
    path("kokoukset/<int:pk>/tulen/", guests.guest_new, name="guest_new"),
    path("kokoukset/<int:pk>/tulen/lahetetty/", guests.guest_sent, name="guest_sent"),
    path("kokoukset/vieras/<uuid:token>/", guests.guest, name="guest"),
    path("kokoukset/<int:pk>/kirjoita/", circulars.circular_meeting, name="circular_meeting"),
    path("kokoukset/<int:pk>/juliste.pdf", printed.meeting_poster, name="meeting_poster"),
    path("kokoukset/<int:pk>/lasna.pdf", printed.meeting_list_pdf, name="meeting_list_pdf"),
    path("kokoukset/<int:pk>/muokkaa/", meetings.meeting_edit, name="meeting_edit"),
    path("kokoukset/<int:pk>/peru/", meetings.meeting_cancel, name="meeting_cancel"),
    path("kokoukset/<int:pk>/kokous.ics", calendars.meeting_calendar, name="meeting_calendar"),
    path("kokoukset/<int:pk>/poytakirja/", minutes.minutes_edit, name="minutes_edit"),
    path(
        "kokoukset/<int:pk>/poytakirja/julkaise/", minutes.minutes_publish, name="minutes_publish"
    ),
    path("kokoukset/<int:pk>/poytakirja/<int:version>/", minutes.minutes, name="minutes"),
    path(
        "kokoukset/<int:pk>/poytakirja/<int:version>.pdf", minutes.minutes_pdf, name="minutes_pdf"
    ),
    path("kehrat/<slug:slug>/kokoukset.ics", calendars.kehra_calendar, name="kehra_calendar"),
    path("oma/kalenteri/", calendars.my_calendar, name="my_calendar"),
    path("kalenteri/<slug:token>.ics", calendars.calendar_feed, name="calendar_feed"),
]
