"""The worker and the clock: tasks are found by name in each installed app's tasks.py."""

import os

from celery import Celery, bootsteps
from celery.beat import PersistentScheduler

from kehityspolku.web import heartbeats

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehityspolku.settings")
app = Celery("kehityspolku")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


class Heartbeat(bootsteps.StartStopStep):
    """The worker's own loop tells that it turns, whatever its tasks are busy with."""

    requires = {"celery.worker.components:Timer"}

    def start(self, worker):
        worker.timer.call_repeatedly(heartbeats.PACE, heartbeats.note, (heartbeats.WORKER,))


app.steps["worker"].add(Heartbeat)


class Scheduler(PersistentScheduler):
    """The clock tells that it ticks."""

    def tick(self, *args, **kwargs):
        heartbeats.note(heartbeats.CLOCK)
        return super().tick(*args, **kwargs)
