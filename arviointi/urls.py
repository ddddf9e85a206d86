app_name = "arviointi"
urlpatterns = []
