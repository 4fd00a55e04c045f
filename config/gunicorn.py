"""How gunicorn serves the house, wherever it is started: `gunicorn config.wsgi --config config/gunicorn.py`."""

import os
from contextlib import suppress

from gunicorn.arbiter import Arbiter
from gunicorn.http import wsgi
from gunicorn.workers.base import Worker

worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
# A thread that waits for a lock costs nothing; enough of them stay for those who only read.
threads = int(os.environ.get("WEB_THREADS", "8"))
loglevel = "warning"
graceful_timeout = 30
timeout = 120
control_socket_disable = True

_headers = wsgi.Response.default_headers


def _without_server_name(self: wsgi.Response) -> list[str]:
    """The answer's first lines without `Server`: what serves the site is nobody's business."""
    return [line for line in _headers(self) if not line.startswith("Server:")]


wsgi.Response.default_headers = _without_server_name


def post_worker_init(worker: object) -> None:
    """Tell whoever started us, and asked to be told, that this process has loaded the house and answers."""
    if told := os.environ.get("READY_FD"):
        with suppress(OSError):  # a process started again later: nobody waits any more
            os.write(int(told), b"1")


def post_fork(server: Arbiter, worker: Worker) -> None:
    """Tell a process that takes the place of a dead one, and not of the first ones, that it does (config/wsgi.py)."""
    if worker.age > server.num_workers:
        os.environ["REPLACES_A_PROCESS"] = "1"
