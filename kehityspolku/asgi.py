import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from kehityspolku.postgresql.base import Connection
from kehityspolku.web import heartbeats
from kehityspolku.web.buffering import Buffered

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehityspolku.settings")
Connection.patience = 12  # seconds: then a reader's request lets go of its thread
application = Buffered(get_wsgi_application(), settings.WEB_THREADS)
heartbeats.keep_noting(heartbeats.WEB)
