"""Addresses of a card's reviewers and of a reviewer's own pages."""

from django.urls import path

from sukkula.panels.views import panel, reviews

PANEL = "sukkula/hankkeet/<int:pk>/arvioijat"

urlpatterns = [
    path(f"{PANEL}/", panel.panel, name="panel"),
    path(f"{PANEL}/lopeta/", panel.close, name="panel_close"),
    path(f"{PANEL}/<int:review>/pois/", panel.dismiss, name="panel_dismiss"),
    path("arvioinnit/", reviews.review_list, name="reviews"),
    path("arvioinnit/<int:pk>/", reviews.score, name="score"),
    path("arvioinnit/<int:pk>/pidattaydy/", reviews.abstain, name="abstain"),
]
