from django.urls import path

from rahoitus.applications.views import list as application_list
from rahoitus.applications.views import steps, writing
from rahoitus.calls import views

app_name = "rahoitus"
urlpatterns = [
    path("rahoitus/", views.call_list, name="calls"),
    path("rahoitus/haut.ics", views.calls_calendar, name="calls_calendar"),
    path("rahoitus/lahteet/", views.sources, name="sources"),
    path("rahoitus/hakemukset/", application_list.application_list, name="applications"),
    path("rahoitus/hakemukset/<int:pk>/", application_list.application, name="application"),
    path("rahoitus/hakemukset/<int:pk>/kirjoita/", writing.write, name="write"),
    path("rahoitus/hakemukset/<int:pk>/tee/<slug:verb>/", steps.plain, name="step"),
    path("rahoitus/hakemukset/<int:pk>/<slug:word>/", steps.worded, name="worded_step"),
    path("rahoitus/<slug:slug>/", views.call, name="call"),
    path("rahoitus/<slug:slug>/sulkeutuu.ics", views.call_calendar, name="call_calendar"),
]
