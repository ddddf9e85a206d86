from django.urls import path

from sukkula.desk.views import desk, load, service
from sukkula.panels.views import panel, reviews
from sukkula.review.acts import ACTS
from sukkula.review.views import changes, letter, messages, review, verdicts
from sukkula.routing import views

app_name = "sukkula"
urlpatterns = [
    path("sukkula/", desk.desk, name="desk"),
    path("sukkula/tyokuorma/", load.load_page, name="load"),
    path("sukkula/tyokuorma/poissa/", load.absence, name="absence"),
    path("sukkula/tyokuorma/poissa/<int:pk>/peru/", load.absence_end, name="absence_end"),
    path("sukkula/anna/", load.assign_many, name="assign_many"),
    path("sukkula/paatokset/", verdicts.waiting, name="verdicts"),
    path("sukkula/paatokset/esikatselu/", verdicts.preview, name="verdicts_preview"),
    path("sukkula/paatokset/ilmoita/", verdicts.announce, name="verdicts_announce"),
    path("sukkula/paatokset/<int:pk>/peru/", verdicts.take_back, name="verdict_take_back"),
    path("hankkeet/<int:pk>/paatos.pdf", letter.letter, name="letter_pdf"),
    path("sukkula/hankkeet/<int:pk>/", review.review, name="review"),
    path("sukkula/hankkeet/<int:pk>/muistiinpanot/", review.notes, name="notes"),
    path("sukkula/hankkeet/<int:pk>/arvioijat/", panel.panel, name="panel"),
    path("sukkula/hankkeet/<int:pk>/arvioijat/lopeta/", panel.close, name="panel_close"),
    path(
        "sukkula/hankkeet/<int:pk>/arvioijat/<int:review>/pois/",
        panel.dismiss,
        name="panel_dismiss",
    ),
    path("sukkula/muutospyynnot/<int:pk>/kunnossa/", changes.resolve, name="change_resolve"),
    path("arvioinnit/", reviews.review_list, name="reviews"),
    path("arvioinnit/<int:pk>/", reviews.score, name="score"),
    path("arvioinnit/<int:pk>/pidattaydy/", reviews.abstain, name="abstain"),
    path("palveluajat/", service.figures, name="service"),
    path("hankkeet/<int:pk>/viestit/", messages.thread, name="messages"),
    path("sukkula/hankkeet/<int:pk>/rahoitus/", views.routing, name="routing"),
    path("hankkeet/<int:pk>/rahoitus/", views.funding, name="funding"),
    *(
        path(f"sukkula/hankkeet/<int:pk>/{act.path}/", review.act, {"verb": verb}, name=verb)
        for verb, act in ACTS.items()
    ),
]
