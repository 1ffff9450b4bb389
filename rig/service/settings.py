import os

from service.scenario import SCENARIO

_django = SCENARIO["django"]

SECRET_KEY = os.urandom(32).hex()
DEBUG = _django["DEBUG"]
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "service.urls"
WSGI_APPLICATION = "service.wsgi.application"
INSTALLED_APPS = []
MIDDLEWARE = [
    "service.middleware.keep_account",
    # Says how long an answer is: without that, runserver closes the connection after each (semantics C8).
    "django.middleware.common.CommonMiddleware",
    "service.middleware.record_metrics",
]
USE_TZ = True
TIME_ZONE = "UTC"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2_000_000},
    }
}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": os.environ["RIG_DATABASE_PORT"],
        "NAME": os.environ["RIG_DATABASE"],
        "USER": os.environ["RIG_ROLE"],
        "PASSWORD": os.environ["RIG_PASSWORD"],
        "CONN_MAX_AGE": _django["CONN_MAX_AGE"],
        # Named cursors would outlive their transaction in PgBouncer's transaction mode (semantics B20).
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
PASSWORD_HASHERS = ["service.passwords.ScenarioHasher"]
