"""How a line of the log looks, whichever process writes it: time with its zone, level, process, logger, message.

Imported by the settings and by the web server's parent process, which must not load the settings.
"""

import logging
import os
import re
import time

TIME = "%Y-%m-%dT%H:%M:%S%z"
LINE = "%(asctime)s %(levelname)s %(processName)s[%(process)d] %(name)s %(message)s"
# A link for one purpose stands in a path (casework.links): whoever reads it may use it.
SECRET_PART = re.compile(r"[^/]{20,}")
ACCESS = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"


def in_zone(zone: str = "Asia/Shanghai") -> None:
    """The zone of the times in the log, as Django sets it for its own processes."""
    os.environ["TZ"] = zone
    time.tzset()


def formatter() -> logging.Formatter:
    return logging.Formatter(LINE, TIME)


def without_secrets(path: str) -> str:
    """A path as the access log may hold it: without its query, and long parts cut."""
    return SECRET_PART.sub("…", path.partition("?")[0])
