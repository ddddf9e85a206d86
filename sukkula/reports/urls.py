"""Addresses of the work list's exports."""

from django.urls import path

from sukkula.reports import views

urlpatterns = [
    path("sukkula/viennit/", views.order, name="export"),
    path("sukkula/viennit/<int:pk>/", views.report, name="report"),
    path("sukkula/viennit/<int:pk>/<str:name>", views.report_file, name="report_file"),
]
