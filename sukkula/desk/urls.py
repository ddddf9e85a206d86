"""Addresses of the work list, of who takes care of what and of service times."""

from django.urls import path

from sukkula.desk.views import desk, load, service, views

urlpatterns = [
    path("sukkula/", desk.desk, name="desk"),
    path("sukkula/tyokuorma/", load.load_page, name="load"),
    path("sukkula/tyokuorma/poissa/", load.absence, name="absence"),
    path("sukkula/tyokuorma/poissa/<int:pk>/peru/", load.absence_end, name="absence_end"),
    path("sukkula/nakymat/", views.keep, name="view_keep"),
    path("sukkula/nakymat/<int:pk>/poista/", views.remove, name="view_remove"),
    path("sukkula/tyokuorma/luovuta/<int:pk>/", load.hand_over, name="hand_over"),
    path("sukkula/anna/", load.assign_many, name="assign_many"),
    path("palveluajat/", service.figures, name="service"),
]
