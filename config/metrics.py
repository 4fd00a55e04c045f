"""`/metrics`: what an operator watches, as Prometheus reads it. Off unless `METRICS` is set; numbers only, nothing of a person.

Answered to who asks from the machine itself, not through the proxy, or who brings `METRICS_TOKEN` as a bearer.
"""

from collections.abc import Callable, Iterator
from hmac import compare_digest
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from casework.models import AuditHead, AuditNote, Deadline, Job
from casework.models.job import JobStatus
from law.clock import machine_now, now, today

PATH = "/metrics"
CONTENT = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[dict[str, str], float]
Family = tuple[str, str, Callable[[], list[Sample]]]


class Metrics:
    """Middleware: answered before the host is looked at, like `/healthz`; where it is off or not for the asker, a 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info != PATH:
            return self.get_response(request)
        if not (settings.METRICS and _may_ask(request)):
            return HttpResponse(status=404)
        try:
            return HttpResponse("".join(lines()), content_type=CONTENT)
        except DatabaseError:
            connection.close()
            return HttpResponse("house_up 0\n", content_type=CONTENT, status=503)


def lines() -> Iterator[str]:
    """Every family with its samples, in the text format of Prometheus."""
    for name, told, read in FAMILIES:
        yield f"# HELP {name} {told}\n# TYPE {name} gauge\n"
        for labels, value in read():
            marks = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
            yield f"{name}{{{marks}}} {value:g}\n" if marks else f"{name} {value:g}\n"


def _may_ask(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and compare_digest(sent.encode(), token.encode()):
        return True
    is_direct = "X-Forwarded-For" not in request.headers
    return is_direct and ip_address(request.META.get("REMOTE_ADDR") or "0.0.0.0").is_loopback


def _jobs() -> list[Sample]:
    rows = Job.objects.order_by("kind", "status").values_list("kind", "status").annotate(Count("pk"))
    return [({"kind": kind, "status": status}, number) for kind, status, number in rows]


def _queue_age() -> list[Sample]:
    oldest = Job.objects.filter(status=JobStatus.QUEUED).aggregate(Min("requested_at"))["requested_at__min"]
    return [({}, max(0.0, (now() - oldest).total_seconds()) if oldest else 0)]


def _beat_age() -> list[Sample]:
    oldest = Job.objects.filter(status=JobStatus.RUNNING).aggregate(Min("beat_at"))["beat_at__min"]
    return [({}, max(0.0, (machine_now() - oldest).total_seconds()) if oldest else 0)]


def _overdue() -> list[Sample]:
    return [({}, Deadline.objects.overdue(today()).count())]


def _trail() -> list[Sample]:
    head = AuditHead.objects.filter(pk=1).first()
    return [({"state": "sealed"}, head.seq if head else 0), ({"state": "waiting"}, AuditNote.objects.count())]


FAMILIES: tuple[Family, ...] = (
    ("house_up", "1 while the database answers.", lambda: [({"version": settings.VERSION}, 1)]),
    ("house_jobs", "Background jobs by kind and status.", _jobs),
    ("house_queue_age_seconds", "How long the oldest job has waited for a worker.", _queue_age),
    ("house_beat_age_seconds", "How long the quietest running job has said nothing.", _beat_age),
    ("house_overdue_deadlines", "Deadlines of records that are past.", _overdue),
    ("house_audit_entries", "Entries of the audit trail, sealed and waiting to be.", _trail),
    ("house_accounts", "Accounts that may sign in.", lambda: [({}, User.objects.current().count())]),
)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
