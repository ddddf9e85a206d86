"""Addresses of progress reports."""

from django.urls import path

from arviointi.reports import views

urlpatterns = [
    path("raportit/", views.report_list, name="reports"),
    path("raportit/tavoitteet/", views.goals, name="goals"),
    path("raportit/<int:pk>/", views.report, name="report"),
    path("raportit/<int:pk>/<str:name>", views.report_file, name="report_file"),
]
