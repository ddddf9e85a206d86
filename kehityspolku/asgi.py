import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from kehityspolku.buffering import Buffered

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehityspolku.settings")
application = Buffered(get_wsgi_application(), settings.WEB_THREADS)
