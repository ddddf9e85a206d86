"""Addresses of the lead's pages of calls and sources."""

from django.urls import path

from rahoitus.upkeep import views

urlpatterns = [
    path("rahoitus/hoito/", views.upkeep, name="upkeep"),
    path("rahoitus/hoito/haut/uusi/", views.write, name="new_call"),
    path("rahoitus/hoito/haut/<int:pk>/", views.call, name="keep_call"),
    path("rahoitus/hoito/haut/<int:pk>/kirjoita/", views.write, name="write_call"),
    path("rahoitus/hoito/haut/<int:pk>/rivit/<slug:kind>/", views.rows_of, name="call_rows"),
    path("rahoitus/hoito/haut/<int:pk>/julkaise/", views.publish, name="publish_call"),
    path("rahoitus/hoito/haut/<int:pk>/kopioi/", views.copy, name="copy_call"),
    path("rahoitus/hoito/lomakkeet/uusi/", views.funder_form, name="new_form"),
    path("rahoitus/hoito/lomakkeet/<int:pk>/", views.funder_form, name="keep_form"),
    path("rahoitus/hoito/lahteet/uusi/", views.source, name="new_source"),
    path("rahoitus/hoito/lahteet/<int:pk>/", views.source, name="keep_source"),
]
