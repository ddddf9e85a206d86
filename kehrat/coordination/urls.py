"""Addresses of invitations, roles and handing over."""

from django.urls import path

from kehrat.coordination.views import handover, invites, roles

KEHRA = "kehrat/<slug:slug>"
MEMBERS = f"{KEHRA}/jasenet"
INVITES = f"{KEHRA}/kutsut"
CALL = f"{KEHRA}/koordinaattori"

urlpatterns = [
    path(f"{MEMBERS}/rooli/", roles.role, name="role"),
    path(f"{MEMBERS}/rooli/lopeta/", roles.role_end, name="role_end"),
    path(f"{MEMBERS}/rooli/jatka/", roles.role_stay, name="role_stay"),
    path(f"{MEMBERS}/ehdotus/<int:pk>/", roles.nomination, name="nomination"),
    path(f"{KEHRA}/luovutus/", handover.handover, name="handover"),
    path(f"{KEHRA}/luovutus/muistio/", handover.handover_note, name="handover_note"),
    path(f"{KEHRA}/luovutus.pdf", handover.handover_pdf, name="handover_pdf"),
    path(f"{CALL}/", roles.call, name="call"),
    path(f"{CALL}/nimea/", roles.call_name, name="call_name"),
    path(f"{CALL}/avaa/", roles.call_open, name="call_open"),
    path(f"{CALL}/<int:pk>/", roles.offer, name="offer"),
    path("koordinaattoria-vailla/", roles.vacancies, name="vacancies"),
    path(f"{INVITES}/", invites.invites, name="invites"),
    path(f"{INVITES}/linkki/", invites.invite_link, name="invite_link"),
    path(f"{INVITES}/posti/", invites.invite_mail, name="invite_mail"),
    path(f"{INVITES}/monta/", invites.invite_many, name="invite_many"),
    path(f"{INVITES}/<int:pk>/uudelleen/", invites.invite_again, name="invite_again"),
    path(f"{INVITES}/<int:pk>/peru/", invites.invite_revoke, name="invite_revoke"),
    path("oma/kutsut/<int:pk>/", invites.invite_mine, name="invite_mine"),
    path("kutsu/<slug:token>/", invites.invite, name="invite"),
    path("kutsu/<slug:token>/jatka/", invites.invite_next, name="invite_next"),
    path("kutsu/<slug:token>/ei-kiitos/", invites.invite_decline, name="invite_decline"),
]
