"""Addresses of running projects."""

from django.urls import path

from rahoitus.running.views import milestones, running

PROJECT = "hankkeet/<int:pk>/toteutus"
MILESTONE = "toteutus/valitavoitteet/<int:pk>"

urlpatterns = [
    path(f"{PROJECT}/", running.running, name="running"),
    path(f"{PROJECT}/uusi-valitavoite/", milestones.add, name="milestone_add"),
    path(f"{PROJECT}/vaiheista/", milestones.of_phases, name="milestones_of_phases"),
    path(f"{MILESTONE}/", milestones.milestone, name="milestone"),
    path(f"{MILESTONE}/osoitukset/", milestones.evidence_add, name="evidence_add"),
    path(f"{MILESTONE}/osoitukset/<uuid:key>/", milestones.evidence_file, name="evidence_file"),
    path(f"{MILESTONE}/<slug:word>/", milestones.step, name="milestone_step"),
]
