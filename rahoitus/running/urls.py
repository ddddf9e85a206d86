"""Addresses of running projects."""

from django.urls import path

from rahoitus.running.views import (
    follow_up,
    grants,
    milestones,
    money,
    reports,
    running,
    waits,
    work,
)

PROJECT = "hankkeet/<int:pk>/toteutus"
GRANT = "rahoitus/hakemukset/<int:pk>/toteutus"
MILESTONE = "toteutus/valitavoitteet/<int:pk>"
REPORT = "toteutus/raportit/<int:pk>"
VOUCHER = "toteutus/tositteet/<int:pk>"

urlpatterns = [
    path("toteutus/", waits.running_waits, name="running_waits"),
    path(f"{PROJECT}/", running.running, name="running"),
    path("hankkeet/<int:pk>/mita-elaa/", follow_up.follow_up, name="follow_up"),
    path("hankkeet/<int:pk>/mita-elaa/kerro/", follow_up.answer, name="answer_follow_up"),
    path(f"{PROJECT}/uusi-valitavoite/", milestones.add, name="milestone_add"),
    path(f"{PROJECT}/vaiheista/", milestones.of_phases, name="milestones_of_phases"),
    path(f"{MILESTONE}/", milestones.milestone, name="milestone"),
    path(f"{MILESTONE}/osoitukset/", milestones.evidence_add, name="evidence_add"),
    path(f"{MILESTONE}/osoitukset/<uuid:key>/", milestones.evidence_file, name="evidence_file"),
    path(f"{MILESTONE}/<slug:word>/", milestones.step, name="milestone_step"),
    path(f"{PROJECT}/talkoot/", work.log, name="volunteer_work"),
    path(f"{PROJECT}/talkoot/oma/", work.own, name="log_own_work"),
    path(f"{PROJECT}/talkoot/lista/", work.from_list, name="log_list"),
    path(f"{PROJECT}/talkoot/lista.pdf", work.list_pdf, name="work_list_pdf"),
    path(f"{PROJECT}/talkoot/hyvaksy/", work.approve, name="approve_work"),
    path("toteutus/talkoot/<int:pk>/<slug:word>/", work.step, name="work_step"),
    path(f"{GRANT}/", grants.grant, name="grant"),
    path(f"{GRANT}/uusi-raportti/", reports.agree, name="agree_report"),
    path(f"{GRANT}/uusi-maksu/", money.plan, name="plan_payment"),
    path(f"{GRANT}/uusi-tosite/", money.bring, name="bring_voucher"),
    path(f"{GRANT}/tositteet/", money.vouchers, name="vouchers"),
    path(f"{REPORT}/", reports.report, name="grant_report"),
    path(f"{REPORT}/kirjoita/", reports.write, name="grant_report_write"),
    path(f"{REPORT}/raportti.pdf", reports.report_pdf, name="grant_report_pdf"),
    path(f"{REPORT}/<slug:word>/", reports.step, name="report_step"),
    path("toteutus/maksut/<int:pk>/<slug:word>/", money.payment_step, name="payment_step"),
    path(f"{VOUCHER}/", money.voucher, name="voucher"),
    path(f"{VOUCHER}/tiedosto/", money.voucher_file, name="voucher_file"),
    path(f"{VOUCHER}/korjaa/", money.mend, name="mend_voucher"),
    path(f"{VOUCHER}/poista/", money.remove, name="remove_voucher"),
    path(f"{VOUCHER}/<slug:word>/", money.voucher_step, name="voucher_step"),
]
