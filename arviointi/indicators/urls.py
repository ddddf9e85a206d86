"""Addresses of the indicators."""

from django.urls import path

from arviointi.indicators import views

urlpatterns = [
    path("mittarit/", views.profile, name="indicators"),
    path("mittarit/<slug:slug>/", views.profile, name="kehra_indicators"),
]
