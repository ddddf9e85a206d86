"""Addresses of the log of advice."""

from django.urls import path

from sukkula.advice import views

urlpatterns = [
    path("sukkula/neuvonta/", views.log, name="advice"),
    path("sukkula/neuvonta/uusi/", views.add, name="advice_add"),
    path("sukkula/neuvonta/uusi/hanke/<int:pk>/", views.add, name="advice_add_card"),
    path("sukkula/neuvonta/uusi/<slug:slug>/", views.add, name="advice_add_kehra"),
    path("sukkula/neuvonta/<int:pk>/poista/", views.remove, name="advice_remove"),
]
