"""Addresses of development plans."""

from django.urls import path

from kehrat.plans import views

urlpatterns = [
    path("kehrat/<slug:slug>/suunnitelma/", views.plan, name="plan"),
    path("kehrat/<slug:slug>/suunnitelma/uusi/", views.plan_begin, name="plan_begin"),
    path("kehrat/<slug:slug>/suunnitelma/<int:version>/", views.plan_version, name="plan_version"),
    path("kehrat/<slug:slug>/suunnitelma/<int:version>.pdf", views.plan_pdf, name="plan_pdf"),
    path(
        "kehrat/<slug:slug>/suunnitelma/<int:version>/muokkaa/",
        views.plan_edit,
        name="plan_edit",
    ),
    path(
        "kehrat/<slug:slug>/suunnitelma/<int:version>/voimaan/",
        views.plan_adopt,
        name="plan_adopt",
    ),
    path(
        "kehrat/<slug:slug>/suunnitelma/<int:version>/hylkaa/",
        views.plan_discard,
        name="plan_discard",
    ),
    path("ideat/<int:pk>/painopiste/", views.hang_idea, name="hang_idea"),
    path("hankkeet/<int:pk>/painopiste/", views.hang_project, name="hang_project"),
]
