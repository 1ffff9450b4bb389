import os
import sys

from django.core.wsgi import get_wsgi_application

from service.scenario import SCENARIO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "service.settings")
sys.setswitchinterval(SCENARIO["web"]["switch_interval_ms"] / 1000)

application = get_wsgi_application()

# What the first request would import otherwise.
import service.urls  # noqa: E402, F401
