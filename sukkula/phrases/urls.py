"""Addresses of phrases."""

from django.urls import path

from sukkula.phrases import views

urlpatterns = [
    path("sukkula/tekstit/", views.phrases, name="phrases"),
    path("sukkula/tekstit/<int:pk>/", views.phrase, name="phrase"),
    path("sukkula/tekstit/<int:pk>/poista/", views.remove, name="phrase_remove"),
]
