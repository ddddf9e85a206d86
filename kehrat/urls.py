app_name = "kehrat"
urlpatterns = []
