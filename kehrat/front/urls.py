"""Addresses of the pages made of many subjects."""

from django.urls import path

from kehrat.front.views import feeds, kehra, places

urlpatterns = [
    path("haku/", places.search, name="search"),
    path("kaupunginosat/", places.district_list, name="districts"),
    path("kerro-kehrasta/", places.tell_me_where, name="tell_me_where"),
    path("kaupunginosat/<slug:slug>/", places.district, name="district"),
    path("kaupunginosat/<slug:slug>/kerro/", places.tell_me, name="tell_me"),
    path("kehrat/", kehra.kehra_list, name="list"),
    path("kehrat/<slug:slug>/", kehra.kehra_page, name="kehra"),
    path("kehrat/<slug:slug>/oma/", kehra.mine, name="mine"),
    path("syote.atom", feeds.city_feed, name="city_feed"),
    path("kehrat/<slug:slug>/syote.atom", feeds.kehra_feed, name="feed"),
]
