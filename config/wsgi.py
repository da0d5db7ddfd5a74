"""The door through which a web server enters: `gunicorn config.wsgi:application`."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from config import starting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

try:
    starting.refuse_unsafe_settings()
except starting.UnsafeSettingsError as error:
    sys.exit(str(error))
starting.bound_statements()
