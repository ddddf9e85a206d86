"""Addresses of founding, of a Kehrä's own pages and of its members."""

from django.urls import path

from kehrat.groups.views import edit, founding, members

KEHRA = "kehrat/<slug:slug>"
MEMBERS = f"{KEHRA}/jasenet"

urlpatterns = [
    path(f"{KEHRA}/liity/", members.join, name="join"),
    path(f"{KEHRA}/liity/jatka/", members.join_next, name="join_next"),
    path(f"{KEHRA}/eroa/", members.leave, name="leave"),
    path(f"{MEMBERS}/", members.member_list, name="members"),
    path(f"{MEMBERS}/luettelo.csv", members.members_csv, name="members_csv"),
    path(f"{MEMBERS}/nimi/", members.show_name, name="show_name"),
    path(f"{MEMBERS}/oma/", members.my_part, name="my_part"),
    path(f"{MEMBERS}/<int:pk>/", members.answer, name="membership"),
    path(f"{MEMBERS}/<int:pk>/poista/", members.remove_member, name="remove_member"),
    path("kehrat/perusta/", founding.found, name="found"),
    path("kehrat/<slug:slug>/perustaminen/", founding.checklist_page, name="checklist"),
    path(
        "kehrat/<slug:slug>/perustaminen/<int:pk>/poista/",
        founding.organisation_remove,
        name="organisation_remove",
    ),
    path("kehrat/<slug:slug>/tila/<slug:word>/", founding.act, name="act"),
    path("kehrat/<slug:slug>/muokkaa/", edit.edit, name="edit"),
    path("kehrat/<slug:slug>/historia/", edit.history_page, name="history"),
    path("kehrat/<slug:slug>/kuva/", edit.picture_edit, name="picture_edit"),
    path("kehrat/<slug:slug>/kuva/<uuid:key>.webp", edit.picture, name="picture"),
]
