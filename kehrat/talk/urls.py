"""Addresses of announcements, comments and moderation."""

from django.urls import path

from kehrat.talk.views import announcements, comments, moderation

urlpatterns = [
    path("kehrat/<slug:slug>/tiedotteet/", announcements.announcements, name="announcements"),
    path(
        "kehrat/<slug:slug>/tiedotteet/uusi/",
        announcements.announcement_new,
        name="announcement_new",
    ),
    path("tiedotteet/<int:pk>/", announcements.announcement, name="announcement"),
    path("tiedotteet/<int:pk>/muokkaa/", announcements.announcement_edit, name="announcement_edit"),
    *(
        path(
            f"{room}/<int:pk>/kommentit/",
            comments.comments,
            {"kind": kind},
            name=f"{kind}_comments",
        )
        for room, kind in (
            ("ideat", "idea"),
            ("hankkeet", "project"),
            ("tiedotteet", "announcement"),
        )
    ),
    path(
        "tiedotteet/<int:pk>/<slug:word>/", announcements.announcement_act, name="announcement_act"
    ),
    path("kommentit/<int:pk>/", comments.comment, name="comment"),
    path("kommentit/<int:pk>/muokkaa/", comments.comment_edit, name="comment_edit"),
    path("kommentit/<int:pk>/poista/", comments.comment_remove, name="comment_remove"),
    path("keskustelun-saannot/", moderation.conduct, name="conduct"),
    path("moderointi/", moderation.queue, name="moderation"),
    path("moderointi/<int:pk>/", moderation.case, name="case"),
    path("moderointi/<int:pk>/paatos/", moderation.decision, name="decision"),
    path("moderointi/<int:pk>/linkit/", moderation.trust, name="trust"),
    path("moderointi/<slug:kind>/<int:pk>/", moderation.moderate, name="moderate"),
    path("moderointi/<slug:kind>/<int:pk>/ilmoita/", moderation.flag, name="flag"),
]
