from django.urls import path

app_name = "kehrat"
urlpatterns = []
