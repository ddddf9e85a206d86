"""Addresses of a card on the desk, of messages about it and of decisions on it."""

from django.urls import path

from sukkula.review.acts import ACTS
from sukkula.review.views import changes, deciding, letter, messages, review, verdicts

CARD = "sukkula/hankkeet/<int:pk>"

urlpatterns = [
    path("sukkula/paatokset/", verdicts.waiting, name="verdicts"),
    path("sukkula/paatokset/esikatselu/", verdicts.preview, name="verdicts_preview"),
    path("sukkula/paatokset/ilmoita/", verdicts.announce, name="verdicts_announce"),
    path("sukkula/paatokset/monta/", deciding.decide_many, name="decide_many"),
    path("sukkula/paatokset/<int:pk>/peru/", verdicts.take_back, name="verdict_take_back"),
    path("hankkeet/<int:pk>/paatos.pdf", letter.letter, name="letter_pdf"),
    path("hankkeet/<int:pk>/viestit/", messages.thread, name="messages"),
    path("sukkula/muutospyynnot/<int:pk>/kunnossa/", changes.resolve, name="change_resolve"),
    path(f"{CARD}/", review.review, name="review"),
    path(f"{CARD}/muutokset/", review.keep_changes, name="changes_keep"),
    path(f"{CARD}/muistiinpanot/", review.notes, name="notes"),
    *(
        path(f"{CARD}/{act.path}/", review.act, {"verb": verb}, name=verb)
        for verb, act in ACTS.items()
    ),
]
