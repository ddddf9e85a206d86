from django.urls import path

from sukkula.acts import ACTS
from sukkula.views import desk, messages, review, routing

app_name = "sukkula"
urlpatterns = [
    path("sukkula/", desk.desk, name="desk"),
    path("sukkula/hankkeet/<int:pk>/", review.review, name="review"),
    path("sukkula/hankkeet/<int:pk>/versiot/<int:number>/", review.revision, name="revision"),
    path("sukkula/hankkeet/<int:pk>/muistiinpanot/", review.notes, name="notes"),
    path("hankkeet/<int:pk>/viestit/", messages.thread, name="messages"),
    path("sukkula/hankkeet/<int:pk>/rahoitus/", routing.routing, name="routing"),
    path("hankkeet/<int:pk>/rahoitus/", routing.funding, name="funding"),
    *(
        path(f"sukkula/hankkeet/<int:pk>/{act.path}/", review.act, {"verb": verb}, name=verb)
        for verb, act in ACTS.items()
    ),
]
