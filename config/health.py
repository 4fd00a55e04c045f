"""What a load balancer, the supervisor and an operator ask: `/healthz`, by any host name and over plain HTTP."""

import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

from casework import jobs

PATH = "/healthz"
PATIENCE_SECONDS = 2
LEAST_ROOM = 500 * 1024 * 1024
MIGRATE = "python manage.py migrate"


def _commit() -> str:
    """The commit this process was started from, also when another one lies in the folder by now."""
    with suppress(OSError, subprocess.SubprocessError):
        # The checkout is the administrator's, the process is not: git would refuse to say whose code it runs.
        trusted = f"safe.directory={settings.BASE_DIR}"
        command = ["git", "-c", trusted, "-C", str(settings.BASE_DIR), "rev-parse", "--short=12", "HEAD"]
        return subprocess.run(command, capture_output=True, text=True, timeout=5, check=True).stdout.strip()
    return ""


COMMIT = settings.COMMIT or _commit()


class Health:
    """Middleware: answers `/healthz` before the host is looked at, before HTTPS is asked for and before any session is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path_info == PATH else self.get_response(request)


def healthz(request: HttpRequest) -> JsonResponse:
    """200 «ok» or «degraded» (pages work, `away` names what does not), 503 where this node must not be asked for pages.

    Says nothing about the data.
    """
    told: dict[str, Any] = {"status": "ok", "version": settings.VERSION, "commit": COMMIT}
    try:
        pending = sorted(_known() - _applied())
        away = [] if pending else _away()
    except DatabaseError:
        connection.close()
        return JsonResponse(told | {"status": "no database"}, status=503)
    if pending:
        told |= {"status": "migrations pending", "pending": pending[:20], "command": MIGRATE}
        return JsonResponse(told, status=503)
    return JsonResponse(told | ({"status": "degraded", "away": away} if away else {}))


@cache
def _known() -> frozenset[str]:
    """Every migration this code comes with."""
    return frozenset(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def _applied() -> set[str]:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = %s", [f"{PATIENCE_SECONDS}s"])
        return {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}


def _away() -> list[str]:
    """The parts that pages do without: cache and broker, workers, room on the disk."""
    parts = {"redis": _has_redis, "worker": jobs.are_done_in_time, "disk": _has_room}
    return [name for name, works in parts.items() if not works()]


def _has_redis() -> bool:
    if not settings.REDIS_URL:
        return True
    with suppress(redis.RedisError, OSError):
        limits = {"socket_connect_timeout": PATIENCE_SECONDS, "socket_timeout": PATIENCE_SECONDS}
        with redis.Redis.from_url(settings.REDIS_URL, **limits) as client:
            return bool(client.ping())
    return False


def _has_room() -> bool:
    folders = [settings.VAR_DIR]
    if settings.STORAGE_URL.startswith("file://"):
        folders.append(Path(settings.STORAGE_URL.removeprefix("file://")))
    return all(shutil.disk_usage(folder).free > LEAST_ROOM for folder in folders if folder.exists())
