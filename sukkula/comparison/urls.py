"""Addresses of cards side by side."""

from django.urls import path

from sukkula.comparison import views

urlpatterns = [
    path("sukkula/vertailu/", views.compare, name="compare"),
    path("sukkula/vertailu/lista/", views.shortlist, name="shortlist"),
]
