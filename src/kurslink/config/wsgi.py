"""The web application as servers start it."""

import os

from django.core.wsgi import get_wsgi_application

from kurslink.config.few_bodies import FewBodies

PLACES = 8  # half of the threads `kurslink serve` has

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kurslink.config.settings")
application = FewBodies(get_wsgi_application(), places=PLACES)
