"""The worker: tasks are found by name in each installed app's tasks.py."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehityspolku.settings")
app = Celery("kehityspolku")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

if app.conf.broker_url.startswith("filesystem:"):
    for folder in ("data_folder_in", "control_folder"):
        app.conf.broker_transport_options[folder].mkdir(parents=True, exist_ok=True)
