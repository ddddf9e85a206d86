"""Addresses of applications."""

from django.urls import path

from rahoitus.applications.views import answering, budgets, remarks, steps, writing
from rahoitus.applications.views import list as application_list

APPLICATIONS = "rahoitus/hakemukset"
DECISIONS = "rahoitus/paatokset"

urlpatterns = [
    path(f"{APPLICATIONS}/", application_list.application_list, name="applications"),
    path(f"{APPLICATIONS}/<int:pk>/", application_list.application, name="application"),
    path(f"{APPLICATIONS}/<int:pk>/kirjoita/", writing.write, name="write"),
    path(f"{APPLICATIONS}/<int:pk>/budjetti/", budgets.budgets, name="budgets"),
    path(f"{APPLICATIONS}/<int:pk>/budjetti/<slug:word>/", budgets.step, name="budget_step"),
    path(f"{APPLICATIONS}/<int:pk>/vastaukset/", answering.answers, name="answers"),
    path(f"{APPLICATIONS}/<int:pk>/liitteet/", answering.documents, name="documents"),
    path(f"{APPLICATIONS}/<int:pk>/liitteet/<uuid:key>/", answering.given_file, name="given_file"),
    path(
        f"{APPLICATIONS}/<int:pk>/liitteet/<uuid:key>/poista/",
        answering.given_remove,
        name="given_remove",
    ),
    path(f"{APPLICATIONS}/<int:pk>/valtuus/", answering.signing, name="signing"),
    path(f"{APPLICATIONS}/<int:pk>/huomautukset/", remarks.remarks, name="remarks"),
    path(
        f"{APPLICATIONS}/<int:pk>/huomautukset/<int:number>/tehty/", remarks.settle, name="settle"
    ),
    path(f"{APPLICATIONS}/<int:pk>/huomautukset/<int:number>/arvio/", remarks.judge, name="judge"),
    path(f"{APPLICATIONS}/<int:pk>/tee/<slug:verb>/", steps.plain, name="step"),
    path(f"{DECISIONS}/<int:pk>/korjaa/", steps.correct, name="correct_decision"),
    path(f"{APPLICATIONS}/<int:pk>/<slug:word>/", steps.worded, name="worded_step"),
]
