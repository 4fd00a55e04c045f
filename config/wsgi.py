import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("SERVES_PAGES", "1")

application = get_wsgi_application()

from config import starting  # noqa: E402  needs the settings and the applications loaded above
from config.checks import refuse_unfit  # noqa: E402

refuse_unfit(is_replacement="REPLACES_A_PROCESS" in os.environ)
starting.tell("web")
