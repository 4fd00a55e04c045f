"""Background work whose truth is the `Job` row; Celery and its broker only wake a worker.

A worker claims a job by a conditional update and beats while it works. A job whose beat stops is queued again by the sweeper
(casework/tasks.py); whoever lost the claim can no longer commit, so each job ends with exactly one result.
"""

import errno
import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any

from celery import current_app
from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from casework import audit
from casework.by import By, Reader
from casework.models import Job
from casework.models.job import JobStatus
from law.clock import now

logger = logging.getLogger(__name__)

BEAT_EVERY = 5.0
STALE_AFTER = timedelta(seconds=30)
LATE_AFTER = timedelta(minutes=5)
ATTEMPT_LIMIT = 3
RUNNING_PER_USER = 2
SWEPT_AT_ONCE = 20  # of the system's own, which may all run
TOO_LONG = "57014"  # PostgreSQL: query_canceled, by statement_timeout
PASSING = (OperationalError, InterfaceError, OSError)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}

Handler = Callable[["JobRun"], dict[str, Any] | None]
_handlers: dict[str, Handler] = {}


class ClaimLost(Exception):
    """Another worker has taken the job over; stop without a trace."""


class JobFailed(Exception):
    """The work cannot be done; `str()` is a sentence for the one who asked."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind. It returns the job's result (small JSON)."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def enqueue(
    kind: str, *, key: str, label: str, arguments: dict[str, Any], requested_by: Reader | None
) -> Job:
    """The unfinished job of this kind and key, made now if there is none; a worker is woken after commit.

    The key holds all that the result depends on, what who asks may see among it: everybody who asks sees the same job.
    """
    with transaction.atomic():
        audit.lock()
        job = Job.objects.unfinished().filter(kind=kind, key=key).first()
        if job is None:
            job = Job.objects.create(
                kind=kind,
                key=key,
                label=label,
                arguments=arguments,
                requested_by_id=requested_by.pk if requested_by else None,
                requested_at=now(),
            )
            audit.record("enqueue_job", by=By(requested_by), about=job, data={"kind": kind, "key": key})
        elif requested_by is not None and requested_by.pk != job.requested_by_id:
            job.also_asked.add(requested_by.pk)
        transaction.on_commit(lambda: wake(job.pk))
    return job


def wake(job_id: int) -> None:
    """Tell some worker about a job. A broker that is down only delays it: the sweeper tries again."""
    try:
        current_app.send_task("casework.tasks.run_job", args=[job_id], retry=False)
    except Exception:  # every transport raises its own kinds; none may fail the request that asked
        logger.warning("broker unreachable, job %s waits for the sweeper", job_id)


class JobRun:
    """One worker's attempt at a job."""

    def __init__(self, job: Job, claim: uuid.UUID) -> None:
        self.job, self.claim = job, claim
        self.arguments: dict[str, Any] = job.arguments
        self.is_committed = False
        self._said_at = 0.0

    def progress(self, done: int, total: int, step: str = "") -> None:
        """Show how far the work is, where that is to be had; at most a few writes a second. Raises `ClaimLost`."""
        if done < total and time.monotonic() - self._said_at < 0.3:
            return
        self._said_at = time.monotonic()
        try:
            self._update(done=done, total=total, step=step[:200])
        except DatabaseError as error:
            if connection.in_atomic_block:
                raise
            logger.warning("job %s could not tell its progress: %s", self.job.pk, error)

    def beat(self) -> None:
        self._update()

    @contextmanager
    def commit(self, result: dict[str, Any]) -> Iterator[None]:
        """Everything the job leaves behind is written inside this block, together with its end, or not at all."""
        with transaction.atomic():
            audit.lock()
            self._update()
            yield
            self._update(status=JobStatus.DONE, result=result, finished_at=now(), step="", done=F("total"))
        self.is_committed = True

    def _update(self, **values: object) -> None:
        mine = Job.objects.filter(pk=self.job.pk, claim=self.claim, status=JobStatus.RUNNING)
        if mine.update(beat_at=machine_now(), **values) != 1:
            raise ClaimLost


def run(job_id: int, *, with_beat: bool = False) -> bool:
    """Claim a job and do it; False when it is not to be had (done, running elsewhere, or its owner has enough running)."""
    claim = uuid.uuid4()
    job = _claim(job_id, claim)
    if job is None:
        return False
    attempt, started = JobRun(job, claim), time.monotonic()
    try:
        with _beating(attempt) if with_beat else nullcontext():
            result = _handlers[job.kind](attempt)
            if not attempt.is_committed:
                with attempt.commit(result or {}):
                    pass
    except ClaimLost:
        return False
    except JobFailed as error:
        _fail(attempt, str(error))
    except PASSING as error:
        logger.warning("job %s broke off in attempt %s: %s", job_id, job.attempts + 1, error)
        _later(attempt, error)
    except Exception as error:
        logger.exception("job %s failed", job_id)
        _fail(attempt, _what_next(error) % {"id": job_id})
    _tell(job_id, time.monotonic() - started)
    return True


def _later(attempt: JobRun, error: Exception) -> None:
    """What failed with a part of the house (a lock, a lost connection, a full disk) is done again, a few times."""
    if _is_too_long(error) or attempt.job.attempts + 1 >= ATTEMPT_LIMIT:
        _fail(attempt, _what_next(error) % {"id": attempt.job.pk})
        return
    _close(attempt, status=JobStatus.QUEUED, claim=None, step=_("刚才中断了，稍后自动重做"))


def _is_too_long(error: Exception) -> bool:
    return getattr(error.__cause__, "pgcode", "") == TOO_LONG


def _tell(job_id: int, seconds: float) -> None:
    """One line of the log for each job that came to an end."""
    kind, status, attempts = Job.objects.values_list("kind", "status", "attempts").get(pk=job_id)
    logger.info("job %s %s %s after %.1f s, attempt %s", job_id, kind, status, seconds, attempts)


def _what_next(error: Exception) -> str:
    """What who asked may do about an error of the system."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return _(
            "存储空间已满，没有生成结果，也没有留下半份。请联系系统管理员清理后点“再做一次”，任务号 %(id)s。"
        )
    if isinstance(error, PASSING) and not _is_too_long(error):
        return _(
            "数据库或存储几次都没有响应，没有生成结果。请过几分钟点“再做一次”；仍不行请联系系统管理员，任务号 %(id)s。"
        )
    if _is_too_long(error):
        return _(
            "数据库在时限内没有算完，已停止，没有留下半份结果。请过几分钟点“再做一次”；再次超时请联系系统管理员，"
            "任务号 %(id)s，由其检查数据库的负载，或调大 WORK_STATEMENT_SECONDS。"
        )
    return _("系统出错，没有生成结果。请点“再做一次”；仍不行请联系系统管理员，任务号 %(id)s。")


def sweep() -> list[int]:
    """Queue again what lost its worker, give up after three attempts, and wake workers for all that waits."""
    stale = Job.objects.filter(status=JobStatus.RUNNING, beat_at__lt=machine_now() - STALE_AFTER)
    stale.filter(attempts__gte=ATTEMPT_LIMIT).update(
        status=JobStatus.FAILED,
        error=_(
            "处理它的进程三次中断，已停止，多半是内容太大、内存不够，原样再做一次多半还会这样。"
            "请把文件拆小或缩小范围后重来；仍不行请联系系统管理员，并告知本页的网址。"
        ),
        finished_at=now(),
    )
    stale.update(status=JobStatus.QUEUED, claim=None)
    waiting = _ready()
    for job_id in waiting:
        wake(job_id)
    return waiting


def _ready() -> list[int]:
    """Of what waits, what may run: each person's oldest, as many as they may have running. So no backlog hides another's job."""
    running = Job.objects.filter(status=JobStatus.RUNNING).values_list("requested_by").annotate(Count("pk"))
    busy = dict(running.order_by())
    turn = Window(RowNumber(), partition_by="requested_by", order_by="pk")
    queued = Job.objects.filter(status=JobStatus.QUEUED).annotate(turn=turn).filter(turn__lte=SWEPT_AT_ONCE)
    return [
        job_id
        for job_id, person, number in queued.order_by("turn", "pk").values_list("pk", "requested_by", "turn")
        if person is None or number <= RUNNING_PER_USER - busy.get(person, 0)
    ]


def are_done_in_time() -> bool:
    """False when work has waited for some minutes while nobody works: no worker, or no broker that wakes one."""
    waits = Job.objects.filter(status=JobStatus.QUEUED, requested_at__lt=now() - LATE_AFTER)
    works = Job.objects.filter(status=JobStatus.RUNNING, beat_at__gte=machine_now() - STALE_AFTER)
    return not waits.exists() or works.exists()


def machine_now() -> datetime:
    """Real time: a heartbeat is measured by the machine's clock, whatever day the campaign plays."""
    return datetime.fromtimestamp(time.time(), UTC)


def _claim(job_id: int, claim: uuid.UUID) -> Job | None:
    job = Job.objects.filter(pk=job_id, status=JobStatus.QUEUED).first()
    if job is None:
        return None
    busy = Job.objects.filter(requested_by=job.requested_by_id, status=JobStatus.RUNNING).count()
    if job.requested_by_id and busy >= RUNNING_PER_USER:
        return None
    taken = Job.objects.filter(pk=job_id, status=JobStatus.QUEUED).update(
        status=JobStatus.RUNNING,
        claim=claim,
        beat_at=machine_now(),
        attempts=F("attempts") + 1,
        done=0,
        total=0,
    )
    return job if taken else None


def _fail(attempt: JobRun, sentence: str) -> None:
    _close(attempt, status=JobStatus.FAILED, error=sentence[:500], finished_at=now())


def _close(attempt: JobRun, **values: object) -> None:
    """End this attempt. Where the database itself is away its beat has stopped, and the sweep finds the job."""
    mine = Job.objects.filter(pk=attempt.job.pk, claim=attempt.claim, status=JobStatus.RUNNING)
    try:
        mine.update(**values)
    except DatabaseError as error:
        logger.warning("job %s is left to the sweep: %s", attempt.job.pk, error)
        connection.close()


@contextmanager
def _beating(attempt: JobRun) -> Iterator[None]:
    stop = Event()

    def beat() -> None:
        while not stop.wait(BEAT_EVERY):
            try:
                attempt.beat()
            except ClaimLost:
                break
            except DatabaseError:
                close_old_connections()
        connection.close()

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=BEAT_EVERY)
