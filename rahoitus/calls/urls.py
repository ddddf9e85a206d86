"""Addresses of calls and of the sources behind them."""

from django.urls import path

from rahoitus.calls import views

urlpatterns = [
    path("rahoitus/", views.call_list, name="calls"),
    path("rahoitus/haut.ics", views.calls_calendar, name="calls_calendar"),
    path("rahoitus/haut.atom", views.calls_atom, name="calls_atom"),
    path("rahoitus/haut.json", views.calls_json, name="calls_json"),
    path("rahoitus/lahteet/", views.sources, name="sources"),
    path("rahoitus/<slug:slug>/", views.call, name="call"),
    path("rahoitus/<slug:slug>/sulkeutuu.ics", views.call_calendar, name="call_calendar"),
]
