from django.urls import include, path

from kehrat.views import kehra, members, places

pages = [
    path("haku/", places.search, name="search"),
    path("kaupunginosat/", places.district_list, name="districts"),
    path("kaupunginosat/<slug:slug>/", places.district, name="district"),
    path("kehrat/", kehra.kehra_list, name="list"),
    path("kehrat/<slug:slug>/", kehra.kehra_page, name="kehra"),
    path("kehrat/<slug:slug>/oma/", kehra.mine, name="mine"),
    path("kehrat/<slug:slug>/liity/", members.join, name="join"),
    path("kehrat/<slug:slug>/liity/jatka/", members.join_next, name="join_next"),
    path("kehrat/<slug:slug>/eroa/", members.leave, name="leave"),
    path("kehrat/<slug:slug>/jasenet/", members.member_list, name="members"),
    path("kehrat/<slug:slug>/jasenet/nimi/", members.show_name, name="show_name"),
    path("kehrat/<slug:slug>/jasenet/<int:pk>/", members.answer, name="membership"),
]

urlpatterns = [
    path("", places.home, name="home"),
    path("", include((pages, "kehrat"))),
]
