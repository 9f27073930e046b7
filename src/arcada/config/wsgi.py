"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arcada.config.settings")
application = get_wsgi_application()

from arcada.config.settle import settle  # noqa: E402 - it reads pages, which need Django set up

settle()
