"""The address of what to ask of one part of a card."""

from django.urls import path

from sukkula.asking import views

urlpatterns = [
    path("sukkula/hankkeet/<int:pk>/muutokset/<str:part>/", views.change_plan, name="change_plan"),
]
