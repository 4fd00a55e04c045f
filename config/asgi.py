import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_asgi_application()

from config.checks import refuse_unfit  # noqa: E402  needs the settings and the applications loaded above

refuse_unfit()
