"""The web server's log: one line a request without a person in it, in the format of all others."""

from datetime import timedelta
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.http.message import Request
from gunicorn.http.wsgi import Response

from config import log_lines

UNTOLD = ("/healthz", "/metrics", "/static/")


class AccessLog(Logger):
    """No address, no account, no query, no browser: who did what stands in the audit trail."""

    error_fmt = access_fmt = log_lines.LINE
    datefmt = log_lines.TIME

    def setup(self, cfg: Config) -> None:
        log_lines.in_zone()
        cfg.set("access_log_format", log_lines.ACCESS)
        super().setup(cfg)
        for handler in self.access_log.handlers:
            handler.setFormatter(log_lines.formatter())

    def access(self, resp: Response, req: Request, environ: dict[str, Any], request_time: timedelta) -> None:
        """What machines ask every few seconds, and files that never change, leave no line."""
        if not str(environ.get("PATH_INFO", "")).startswith(UNTOLD):
            super().access(resp, req, environ, request_time)

    def atoms(
        self, resp: Response, req: Request, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        told = super().atoms(resp, req, environ, request_time)
        kept = {name: told[name] for name in ("m", "s", "B", "M")}
        return kept | {"U": log_lines.without_secrets(str(environ.get("PATH_INFO", "")))}
