"""Addresses of the calls that a card could be sent to."""

from django.urls import path

from sukkula.routing import views

urlpatterns = [
    path("sukkula/hankkeet/<int:pk>/rahoitus/", views.routing, name="routing"),
    path("hankkeet/<int:pk>/rahoitus/", views.funding, name="funding"),
]
