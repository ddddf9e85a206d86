"""Addresses of the lessons."""

from django.urls import path

from arviointi.lessons import views

urlpatterns = [
    path("opit/", views.lessons, name="lessons"),
    path("opit/<int:pk>/aiheet/", views.themes, name="lesson_themes"),
]
