from django.apps import AppConfig


class ArviointiConfig(AppConfig):
    name = "arviointi"
