from django.urls import path

app_name = "rahoitus"
urlpatterns = []
