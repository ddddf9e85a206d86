from django.urls import path

app_name = "arviointi"
urlpatterns = []
