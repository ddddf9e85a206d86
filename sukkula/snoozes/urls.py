"""Addresses of putting a case off."""

from django.urls import path

from sukkula.snoozes import views

urlpatterns = [
    path("sukkula/siirra/<slug:kind>/<int:pk>/", views.snooze, name="snooze"),
    path("sukkula/siirretyt/<int:pk>/jatka/", views.wake, name="snooze_wake"),
]
