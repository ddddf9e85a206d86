from django.urls import path

from arviointi.views import report

app_name = "arviointi"
urlpatterns = [
    path("raportit/", report.report_list, name="reports"),
    path("raportit/<int:pk>/", report.report, name="report"),
    path("raportit/<int:pk>/<str:name>", report.report_file, name="report_file"),
]
