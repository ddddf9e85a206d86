app_name = "sukkula"
urlpatterns = []
