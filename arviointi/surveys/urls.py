"""Addresses of surveys and of the links by which they are answered."""

from django.urls import path

from arviointi.surveys.views import answers, editor, invitations, paper, results, surveys

urlpatterns = [
    path("arviointi/", surveys.survey_list, name="surveys"),
    path("arviointi/uusi/", surveys.new, name="survey_new"),
    path("arviointi/<int:pk>/", surveys.survey, name="survey"),
    path("arviointi/<int:pk>/esikatselu/", surveys.preview, name="survey_preview"),
    path("arviointi/<int:pk>/muokkaa/", editor.settings, name="survey_settings"),
    path("arviointi/<int:pk>/kopioi/", editor.copy, name="survey_copy"),
    path("arviointi/<int:pk>/kysymykset/", editor.questions, name="survey_questions"),
    path("arviointi/<int:pk>/kysymykset/siirra/", editor.move, name="part_move"),
    path("arviointi/<int:pk>/kysymykset/valmiit/", editor.ready, name="survey_ready"),
    path("arviointi/<int:pk>/kysymykset/uusi/<slug:kind>/", editor.part_new, name="part_new"),
    path("arviointi/<int:pk>/kysymykset/<int:part>/", editor.part, name="part"),
    path("arviointi/<int:pk>/kysymykset/<int:part>/ehto/", editor.condition, name="part_condition"),
    path("arviointi/<int:pk>/kysymykset/<int:part>/poista/", editor.remove, name="part_remove"),
    path("arviointi/<int:pk>/lomake.pdf", paper.paper_form, name="survey_pdf"),
    path("arviointi/<int:pk>/paperilta/", paper.paper_answer, name="paper_answer"),
    path("arviointi/<int:pk>/avaa/", surveys.open_survey, name="survey_open"),
    path("arviointi/<int:pk>/paata/", surveys.end_answers, name="survey_end"),
    path("arviointi/<int:pk>/sulje/", surveys.close_survey, name="survey_close"),
    path("arviointi/<int:pk>/julkaise/", surveys.release, name="survey_release"),
    path("arviointi/<int:pk>/tulokset.csv", results.csv, name="survey_csv"),
    path("arviointi/<int:pk>/tulokset.xlsx", results.xlsx, name="survey_xlsx"),
    path("arviointi/<int:pk>/tulokset.pdf", results.results_pdf, name="survey_results_pdf"),
    path("arviointi/<int:pk>/kierrokset/", results.compare, name="survey_rounds"),
    path("arviointi/<int:pk>/kysymykset/julki/", results.publish, name="survey_publish"),
    path("arviointi/<int:pk>/kutsutut/", invitations.invited, name="survey_invited"),
    path("arviointi/<int:pk>/kutsutut/piirit/", invitations.invite_circles, name="survey_circles"),
    path("arviointi/<int:pk>/avovastaukset/", results.moderate, name="survey_moderate"),
    path("kysely/<slug:token>/", answers.answer, name="answer"),
    path("kysely/<slug:token>/ei/", invitations.no_more, name="no_more"),
    path("kysely/<slug:token>/kiitos/", answers.thanks, name="thanks"),
]
