from django.apps import AppConfig


class KehratConfig(AppConfig):
    name = "kehrat"
