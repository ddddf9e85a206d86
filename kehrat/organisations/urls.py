"""Addresses of organisations' profiles."""

from django.urls import path

from kehrat.organisations import views

urlpatterns = [
    path("organisaatiot/", views.organisation_list, name="organisations"),
    path("organisaatiot/<int:pk>/", views.organisation, name="organisation"),
    path("organisaatiot/<int:pk>/muokkaa/", views.organisation_edit, name="organisation_edit"),
    path("organisaatiot/<int:pk>/tiedot/", views.organisation_mend, name="organisation_mend"),
    path("organisaatiot/<int:pk>/asiakirjat/", views.document_add, name="document_add"),
    path(
        "organisaatiot/<int:pk>/asiakirjat/<uuid:key>/",
        views.document_file,
        name="document_file",
    ),
    path(
        "organisaatiot/<int:pk>/asiakirjat/<uuid:key>/poista/",
        views.document_remove,
        name="document_remove",
    ),
]
