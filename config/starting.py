"""The line of the log with which a process begins: what it is, which version, whether the database fits."""

import logging

from django.conf import settings

logger = logging.getLogger(__name__)


def tell(what: str) -> None:
    logger.info(
        "%s starts: version %s, %s",
        what,
        settings.VERSION,
        settings.DATABASES["default"]["ENGINE"].rpartition(".")[2],
    )


def tell_of_celery(sender: object = None, **kwargs: object) -> None:
    """For a worker or beat, as Celery's signals call it."""
    tell("beat" if "beat" in type(sender).__module__ else "worker")
