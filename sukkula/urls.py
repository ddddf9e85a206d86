from django.urls import path

app_name = "sukkula"
urlpatterns = []
