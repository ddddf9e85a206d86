from django.apps import AppConfig


class KehityspolkuConfig(AppConfig):
    name = "kehityspolku"
    verbose_name = "Kehityspolku"
