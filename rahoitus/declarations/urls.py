"""Addresses of what an applicant declares."""

from django.urls import path

from rahoitus.declarations import views

OTHER = "rahoitus/hakemukset/<int:pk>/muu-rahoitus"
AID = "rahoitus/hakemukset/<int:pk>/de-minimis"

urlpatterns = [
    path(f"{OTHER}/", views.other_funding, name="other_funding"),
    path(f"{OTHER}/<int:row>/poista/", views.other_remove, name="other_funding_remove"),
    path(f"{AID}/", views.de_minimis, name="de_minimis"),
    path(f"{AID}/<int:row>/poista/", views.aid_remove, name="aid_remove"),
]
