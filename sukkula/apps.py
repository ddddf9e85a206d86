from django.apps import AppConfig


class SukkulaConfig(AppConfig):
    name = "sukkula"
