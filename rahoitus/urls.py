app_name = "rahoitus"
urlpatterns = []
