"""Addresses of what goes to the funder."""

from django.urls import path

from rahoitus.sending import views

urlpatterns = [
    path("rahoitus/hakemukset/<int:pk>/kopiointi/", views.copy_sheet, name="copy_sheet"),
    path("rahoitus/hakemukset/<int:pk>/hyvaksynnat/", views.approvals, name="approvals"),
    path("rahoitus/hakemukset/<int:pk>/kuitit/", views.receipt_add, name="receipt_add"),
    path(
        "rahoitus/hakemukset/<int:pk>/kuitit/<uuid:key>/", views.receipt_file, name="receipt_file"
    ),
    path("allekirjoitus/kiitos/", views.answered, name="answered"),
    path("allekirjoitus/<slug:token>/", views.approve, name="approve"),
    path("allekirjoitus/<slug:token>/<uuid:key>/", views.approve_file, name="approve_file"),
]
