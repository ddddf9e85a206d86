"""Addresses of open data."""

from django.urls import path

from arviointi.open_data import views

urlpatterns = [
    path("avoindata/", views.open_data, name="open_data"),
    path("avoindata/datapackage.json", views.datapackage, name="open_data_package"),
    path("avoindata/dcat.jsonld", views.dcat, name="open_data_catalogue"),
    path("avoindata/<slug:name>.<slug:kind>", views.file, name="open_data_file"),
]
