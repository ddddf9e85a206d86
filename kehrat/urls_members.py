"""Addresses of joining, members, invitations and coordination."""

from django.urls import path

from kehrat.views import handover, invited, invites, roles
from kehrat.views import members as views

KEHRA = "kehrat/<slug:slug>"
MEMBERS, INVITES, CALL = f"{KEHRA}/jasenet", f"{KEHRA}/kutsut", f"{KEHRA}/koordinaattori"

members = [
    path(f"{KEHRA}/liity/", views.join, name="join"),
    path(f"{KEHRA}/liity/jatka/", views.join_next, name="join_next"),
    path(f"{KEHRA}/eroa/", views.leave, name="leave"),
    path(f"{MEMBERS}/", views.member_list, name="members"),
    path(f"{MEMBERS}/luettelo.csv", views.members_csv, name="members_csv"),
    path(f"{MEMBERS}/nimi/", views.show_name, name="show_name"),
    path(f"{MEMBERS}/oma/", views.my_part, name="my_part"),
    path(f"{MEMBERS}/<int:pk>/", views.answer, name="membership"),
    path(f"{MEMBERS}/<int:pk>/poista/", views.remove_member, name="remove_member"),
    path(f"{MEMBERS}/rooli/", roles.role, name="role"),
    path(f"{MEMBERS}/rooli/lopeta/", roles.role_end, name="role_end"),
    path(f"{MEMBERS}/rooli/jatka/", roles.role_stay, name="role_stay"),
    path(f"{MEMBERS}/ehdotus/<int:pk>/", roles.nomination, name="nomination"),
    path(f"{KEHRA}/luovutus/", handover.handover, name="handover"),
    path(f"{KEHRA}/luovutus/muistio/", handover.handover_note, name="handover_note"),
    path(f"{KEHRA}/luovutus.pdf", handover.handover_pdf, name="handover_pdf"),
    path(f"{CALL}/", roles.call, name="call"),
    path(f"{CALL}/avaa/", roles.call_open, name="call_open"),
    path(f"{CALL}/<int:pk>/", roles.offer, name="offer"),
    path("koordinaattoria-vailla/", roles.vacancies, name="vacancies"),
    path(f"{INVITES}/", invites.invites, name="invites"),
    path(f"{INVITES}/linkki/", invites.invite_link, name="invite_link"),
    path(f"{INVITES}/posti/", invites.invite_mail, name="invite_mail"),
    path(f"{INVITES}/<int:pk>/uudelleen/", invites.invite_again, name="invite_again"),
    path(f"{INVITES}/<int:pk>/peru/", invites.invite_revoke, name="invite_revoke"),
    path("kutsu/<slug:token>/", invited.invite, name="invite"),
    path("kutsu/<slug:token>/jatka/", invited.invite_next, name="invite_next"),
    path("kutsu/<slug:token>/ei-kiitos/", invited.invite_decline, name="invite_decline"),
]
