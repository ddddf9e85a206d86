"""Addresses of packages."""

from django.urls import path

from rahoitus.reports import views

urlpatterns = [
    path("rahoitus/hakemukset/<int:pk>/paketti/", views.package_order, name="package_order"),
    path("rahoitus/paketit/<int:pk>/", views.report, name="report"),
    path("rahoitus/paketit/<int:pk>/<str:name>", views.report_file, name="report_file"),
]
