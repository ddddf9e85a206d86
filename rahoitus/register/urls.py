"""Addresses of the register."""

from django.urls import path

from rahoitus.register import views

urlpatterns = [
    path("rahoitus/rekisteri/", views.register, name="register"),
    path("rahoitus/rekisteri.csv", views.register_csv, name="register_csv"),
    path("rahoitus/rekisteri.json", views.register_json, name="register_json"),
]
