"""Addresses of surveys and of the links by which they are answered."""

from django.urls import path

from arviointi.surveys.views import answers, invitations, surveys

urlpatterns = [
    path("arviointi/", surveys.survey_list, name="surveys"),
    path("arviointi/uusi/", surveys.new, name="survey_new"),
    path("arviointi/<int:pk>/", surveys.survey, name="survey"),
    path("arviointi/<int:pk>/esikatselu/", surveys.preview, name="survey_preview"),
    path("arviointi/<int:pk>/avaa/", surveys.open_survey, name="survey_open"),
    path("arviointi/<int:pk>/sulje/", surveys.close_survey, name="survey_close"),
    path("arviointi/<int:pk>/julkaise/", surveys.release, name="survey_release"),
    path("arviointi/<int:pk>/tulokset.csv", surveys.csv, name="survey_csv"),
    path("arviointi/<int:pk>/kutsutut/", invitations.invited, name="survey_invited"),
    path("arviointi/<int:pk>/kutsutut/piirit/", invitations.invite_circles, name="survey_circles"),
    path("arviointi/<int:pk>/avovastaukset/", surveys.moderate, name="survey_moderate"),
    path("kysely/<slug:token>/", answers.answer, name="answer"),
    path("kysely/<slug:token>/ei/", invitations.no_more, name="no_more"),
    path("kysely/<slug:token>/kiitos/", answers.thanks, name="thanks"),
]
