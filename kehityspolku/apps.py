from django.apps import AppConfig
from django.core import checks

from kehityspolku.postgresql import server
from kehityspolku.web import deploy


class KehityspolkuConfig(AppConfig):
    name = "kehityspolku"
    verbose_name = "Kehityspolku"

    def ready(self):
        from kehityspolku.events import verbs  # which needs models

        verbs.gather()
        checks.register(server.check, checks.Tags.database)
        checks.register(deploy.check, deploy=True)
