"""The address of the lessons."""

from django.urls import path

from arviointi.lessons import views

urlpatterns = [path("opit/", views.lessons, name="lessons")]
