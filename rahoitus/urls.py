from django.urls import path

from rahoitus.views import applications, calls, steps, writing

app_name = "rahoitus"
urlpatterns = [
    path("rahoitus/", calls.call_list, name="calls"),
    path("rahoitus/haut.ics", calls.calls_calendar, name="calls_calendar"),
    path("rahoitus/lahteet/", calls.sources, name="sources"),
    path("rahoitus/hakemukset/", applications.application_list, name="applications"),
    path("rahoitus/hakemukset/<int:pk>/", applications.application, name="application"),
    path("rahoitus/hakemukset/<int:pk>/kirjoita/", writing.write, name="write"),
    path("rahoitus/hakemukset/<int:pk>/tee/<slug:verb>/", steps.plain, name="step"),
    path("rahoitus/hakemukset/<int:pk>/<slug:word>/", steps.worded, name="worded_step"),
    path("rahoitus/<slug:slug>/", calls.call, name="call"),
    path("rahoitus/<slug:slug>/sulkeutuu.ics", calls.call_calendar, name="call_calendar"),
]
