from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path

from kehityspolku.accounts import views as account_views
from kehityspolku.events import views as event_views
from kehityspolku.finding import views as finding_views
from kehityspolku.guides import views as guide_views
from kehityspolku.web import views as web_views

# The admin signs in as everyone does, with the same limits and second factor.
admin.site.login = secure_admin_login(admin.site.login)
# Their pages would show the secret of a second factor or of a session, and change what only verbs
# change.
for model in (Authenticator, UserSession, EmailAddress, Group):
    admin.site.unregister(model)

handler400 = "kehityspolku.web.views.bad_request"
handler403 = "kehityspolku.web.views.forbidden"
handler404 = "kehityspolku.web.views.not_found"
handler429 = "kehityspolku.web.limits.past_allauths"  # allauth asks for it
handler500 = "kehityspolku.web.views.failed"

urlpatterns = [
    path("terveys/elossa", web_views.alive, name="alive"),
    path("terveys/valmis", web_views.ready, name="ready"),
    path("posti/palautteet/", event_views.bounces, name="bounces"),
    path("robots.txt", finding_views.robots, name="robots"),
    path("sitemap.xml", finding_views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:name>-<int:part>.xml", finding_views.sitemap_file, name="sitemap_file"),
    path(".well-known/security.txt", finding_views.security, name="security"),
]

pages = [
    path("", include("kehrat.urls")),
    path("", include("rahoitus.urls")),
    path("", include("arviointi.urls")),
    path("", include("sukkula.urls")),
    path("odottaa/", event_views.waits, name="waits"),
    path("luonnos/", web_views.draft, name="draft"),
    path("oma/", account_views.me, name="me"),
    path("oma/kesken/", account_views.wish_kept, name="wish_kept"),
    path("oma/tiedot/", account_views.my_data, name="my_data"),
    path("oma/toinen-vaihe/", account_views.begin_second_step, name="second_step"),
    path("oma/istunnot/<int:pk>/lopeta/", account_views.end_session, name="end_session"),
    path("kirjautumisapu/", account_views.reset_second_step, name="reset_second_step"),
    path("oma/ilmoitukset/", event_views.mail_settings, name="mail_settings"),
    path("oma/ilmoitukset/<int:group>/", event_views.mail_settings_of, name="mail_settings_of"),
    path("oma/ilmoitukset/uudelleen/", event_views.mail_again, name="mail_again"),
    path("seuraa/<slug:app>/<slug:model>/<int:pk>/", event_views.follow, name="follow"),
    path("ilmoitukset/", event_views.notice_list, name="notices"),
    path("ilmoitukset/luettu/", event_views.read_notices, name="notices_read"),
    path("ilmoitukset/<int:pk>/", event_views.notice, name="notice"),
    path("ilmoitukset/<int:pk>/luettu/", event_views.read_notice, name="notice_read"),
    path("ilmoitukset/peru/<str:token>/", event_views.unsubscribe, name="unsubscribe"),
    path("lahetetty-posti/", event_views.sent_mail, name="sent_mail"),
    path("lahetetty-posti/<int:pk>/uudelleen/", event_views.send_again, name="send_again"),
    path("ohjeet/", guide_views.guide_list, name="guides"),
    path("ohjeet/<slug:slug>/", guide_views.guide, name="guide"),
    path("saavutettavuus/", web_views.accessibility, name="accessibility"),
    path("tietosuoja/", web_views.privacy, name="privacy"),
    path(
        "tili/confirm-email/<str:key>/", account_views.confirm_email, name="account_confirm_email"
    ),
    path("tili/email/", account_views.address, name="account_email"),
    path("tili/", include("allauth.urls")),
    path("hallinta/", admin.site.urls),
]
if settings.DEMO:
    pages.append(path("posti/", event_views.mail, name="demo_mail"))

urlpatterns += i18n_patterns(*pages, prefix_default_language=False)
