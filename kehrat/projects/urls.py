"""Addresses of cards."""

from django.urls import path

from kehrat.projects.views import acts, attachments, co_editors, edit, intake, project, versions

urlpatterns = [
    path("kehrat/<slug:slug>/hankkeet/uusi/", edit.project_new, name="project_new"),
    path("kehrat/<slug:slug>/hankkeet/tuo/", intake.project_import, name="project_import"),
    path("hankkeet/", project.projects, name="projects"),
    path("hankkeet/uusi/", edit.project_new, name="host_project_new"),
    path("hankkeet/tuo/", intake.project_import, name="host_project_import"),
    path("hankkeet/tuo/<uuid:key>/", intake.intake, name="intake"),
    path("hankkeet/tuo/<uuid:key>/<int:pk>/", intake.card_reading, name="card_reading"),
    path("hankkeet/<int:pk>/alkuperainen/<uuid:key>", intake.original, name="original"),
    path("hankkeet/<int:pk>/", project.project, name="project"),
    path("hankkeet/<int:pk>/kortti.pdf", project.project_pdf, name="project_pdf"),
    path("hankkeet/<int:pk>/kortti.txt", project.project_text, name="project_text"),
    path("hankkeet/<int:pk>/kortti.json", project.project_json, name="project_json"),
    path("hankkeet/<int:pk>/versiot/", versions.project_changes, name="project_changes"),
    path("hankkeet/<int:pk>/muokkaajat/", co_editors.co_editors, name="co_editors"),
    path(
        "hankkeet/<int:pk>/muokkaajat/<int:row>/poista/",
        co_editors.co_editor_end,
        name="co_editor_end",
    ),
    path(
        "hankkeet/<int:pk>/versiot/muutokset.pdf",
        versions.project_changes_pdf,
        name="project_changes_pdf",
    ),
    path(
        "hankkeet/<int:pk>/versiot/<int:number>/",
        versions.project_revision,
        name="project_revision",
    ),
    path(
        "hankkeet/<int:pk>/versiot/<int:number>.pdf",
        versions.project_revision_pdf,
        name="project_revision_pdf",
    ),
    path("hankkeet/<int:pk>/muokkaa/", edit.project_edit, name="project_edit"),
    path("hankkeet/<int:pk>/luonnos/", edit.project_draft, name="project_draft"),
    path(
        "hankkeet/<int:pk>/luonnos/poista/",
        edit.project_draft_discard,
        name="project_draft_discard",
    ),
    path("hankkeet/<int:pk>/tiedostot/", attachments.attachments, name="attachments"),
    path(
        "hankkeet/<int:pk>/tiedostot/<uuid:key>",
        attachments.attachment_file,
        name="attachment_file",
    ),
    path(
        "hankkeet/<int:pk>/tiedostot/<uuid:key>/muokkaa/",
        attachments.attachment_edit,
        name="attachment_edit",
    ),
    path(
        "hankkeet/<int:pk>/tiedostot/<uuid:key>/poista/",
        attachments.attachment_remove,
        name="attachment_remove",
    ),
    path("hankkeet/<int:pk>/jaa/", acts.project_act, {"verb": "share"}, name="project_share"),
    path("hankkeet/<int:pk>/uusi-versio/", versions.project_version_new, name="version_new"),
    path("hankkeet/<int:pk>/kopioi/", edit.project_copy, name="project_copy"),
    path("hankkeet/<int:pk>/laheta/", acts.project_act, {"verb": "submit"}, name="project_submit"),
    path(
        "hankkeet/<int:pk>/peru/", acts.project_act, {"verb": "withdraw"}, name="project_withdraw"
    ),
    path(
        "hankkeet/<int:pk>/palauta/",
        acts.project_act,
        {"verb": "resubmit"},
        name="project_resubmit",
    ),
    path("hankkeet/<int:pk>/opit/", acts.project_lessons, name="project_lessons"),
]
