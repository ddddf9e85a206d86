from django.apps import AppConfig


class RahoitusConfig(AppConfig):
    name = "rahoitus"
