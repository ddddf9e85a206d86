from django.apps import AppConfig


class KehityspolkuConfig(AppConfig):
    name = "kehityspolku"
    verbose_name = "Kehityspolku"

    def ready(self):
        from kehityspolku.events import verbs  # which needs models

        verbs.gather()
