from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path

from kehityspolku.views import (
    account,
    confirm,
    following,
    guides,
    mail,
    notices,
    public,
    security,
    sent_mail,
)

# The admin signs in as everyone does, with the same limits and second factor.
admin.site.login = secure_admin_login(admin.site.login)
# Their pages would show the secret of a second factor or of a session, and change what only verbs
# change.
for model in (Authenticator, UserSession, EmailAddress, Group):
    admin.site.unregister(model)

handler400 = "kehityspolku.views.public.bad_request"
handler403 = "kehityspolku.views.public.forbidden"
handler404 = "kehityspolku.views.public.not_found"
handler500 = "kehityspolku.views.public.failed"

urlpatterns = [
    path("terveys/elossa", public.alive, name="alive"),
    path("terveys/valmis", public.ready, name="ready"),
    path("posti/palautteet/", sent_mail.bounces, name="bounces"),
]

pages = [
    path("", include("kehrat.urls")),
    path("", include("rahoitus.urls")),
    path("", include("arviointi.urls")),
    path("", include("sukkula.urls")),
    path("oma/", account.me, name="me"),
    path("oma/toinen-vaihe/", security.begin_second_step, name="second_step"),
    path("oma/istunnot/<int:pk>/lopeta/", security.end_session, name="end_session"),
    path("kirjautumisapu/", security.reset_second_step, name="reset_second_step"),
    path("oma/ilmoitukset/", following.mail_settings, name="mail_settings"),
    path("oma/ilmoitukset/uudelleen/", following.mail_again, name="mail_again"),
    path("seuraa/<slug:app>/<slug:model>/<int:pk>/", following.follow, name="follow"),
    path("ilmoitukset/", notices.notice_list, name="notices"),
    path("ilmoitukset/luettu/", notices.read_notices, name="notices_read"),
    path("ilmoitukset/<int:pk>/", notices.notice, name="notice"),
    path("ilmoitukset/<int:pk>/luettu/", notices.read_notice, name="notice_read"),
    path("ilmoitukset/peru/<str:token>/", following.unsubscribe, name="unsubscribe"),
    path("lahetetty-posti/", sent_mail.sent_mail, name="sent_mail"),
    path("lahetetty-posti/<int:pk>/uudelleen/", sent_mail.send_again, name="send_again"),
    path("ohjeet/", guides.guide_list, name="guides"),
    path("ohjeet/<slug:slug>/", guides.guide, name="guide"),
    path("saavutettavuus/", public.accessibility, name="accessibility"),
    path("tietosuoja/", public.privacy, name="privacy"),
    path("tili/confirm-email/<str:key>/", confirm.confirm_email, name="account_confirm_email"),
    path("tili/email/", account.address, name="account_email"),
    path("tili/", include("allauth.urls")),
    path("hallinta/", admin.site.urls),
]
if settings.DEMO:
    pages.append(path("posti/", mail.mail, name="demo_mail"))

urlpatterns += i18n_patterns(*pages, prefix_default_language=False)
