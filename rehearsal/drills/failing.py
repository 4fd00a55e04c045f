"""Drills on parts that fail: the database stops or hangs, Redis is away, the disk is full."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.db import connection, transaction

from casework.models import Attachment, Job
from registry.models import Employer
from rehearsal.drills.parts import NotHere, Site, children, hold, wait_for
from rehearsal.drills.tally import (
    NEW_EMPLOYER,
    Tally,
    employer_fields,
    fresh_name,
    hold_one,
    hold_status,
    hold_trail,
    photo,
    report_fields,
)
from rehearsal.drills.visitor import Visitor, together

LEADER = "leader01"
STATIC = "/static/favicon.svg"
HANGS_SECONDS = 12.0
ANSWERS_WITHIN = 20.0


def database_stopped(site: Site) -> Tally:
    """D-04: PostgreSQL is stopped at once and comes back, a web process dies meanwhile; who sent something sends it again."""
    leader, name = Visitor(site.port).sign_in(LEADER), fresh_name()
    fields = employer_fields(leader, name)
    site.postgres.stop()
    try:
        refused = leader.post(NEW_EMPLOYER, fields)
        hold(refused.status == 503, f"without a database it answers {refused.status}")
        hold(name in refused.text, "what was typed is not on the page")
        hold(site.status("/healthz") == 503, "health does not tell that the database is gone")
        before = set(site.web())
        site.kill([min(before)])
        wait_for(lambda: _is_renewed(site, before), "the process that died is replaced")
        told = [leader.twin().get("/employers/") for _time in range(6)]
        hold_status(told, {503}, "with a new process and no database")
    finally:
        site.postgres.start()
    hold(hold_one(name).lost == 1, "a record came out of a refused send")
    hold_status([leader.get("/employers/")], {200}, "the first page afterwards")
    hold_status([leader.post(NEW_EMPLOYER, fields)], {302}, "sent again")
    hold_trail()
    return hold_one(name)


def _is_renewed(site: Site, before: set[int]) -> bool:
    """One of these web processes is gone, and another has started for it."""
    now = site.web()
    return len(now) == len(before) and set(now) != before and site.have_started(now)


def redis_stopped(site: Site) -> Tally:
    """D-05: Redis stops and comes back empty, then is emptied at work; people sign in, read and write; work waits and is done."""
    name = fresh_name()
    site.redis.stop()
    try:
        leader = Visitor(site.port).sign_in(LEADER)
        hold_status([leader.get("/"), leader.get("/employers/")], {200}, "pages without Redis")
        hold_status([leader.post(NEW_EMPLOYER, employer_fields(leader, name))], {302}, "saving without Redis")
        waiting = _ask_for_a_report(leader)
        hold(site.status("/healthz") == 200, "health takes the node out though pages work")
    finally:
        site.redis.start()
    wait_for(lambda: _is_finished(waiting), "the waiting work is done", 180)
    site.redis.empty()
    hold_status([leader.get("/")], {200}, "the same session, Redis emptied")
    asked = _ask_for_a_report(leader)
    wait_for(lambda: _is_finished(asked), "work asked for after Redis was emptied is done", 180)
    return hold_one(name)


def _ask_for_a_report(leader: Visitor) -> int:
    """The number of the job that stands in the database now."""
    run = "/reports/runs/new/"
    asked = leader.post(run, leader.form(run) | report_fields("district"))
    hold_status([asked], {302}, "asking for a report")
    return int(asked.location.rstrip("/").rpartition("/")[2])


def database_hangs(site: Site) -> Tally:
    """D-06: somebody holds a lock on a table; pages that need it say so in time, all others go on."""
    leader, name = Visitor(site.port).sign_in(LEADER), fresh_name()
    fields = employer_fields(leader, name)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Employer._meta.db_table} IN ACCESS EXCLUSIVE MODE")
        started = time.monotonic()
        waiting = Thread(target=together, args=([partial(leader.twin().get, "/employers/")] * 6,))
        waiting.start()
        refused = leader.twin().post(NEW_EMPLOYER, fields)
        hold(refused.status == 503, f"behind the lock it answers {refused.status}")
        hold(time.monotonic() - started < ANSWERS_WITHIN, "the answer took too long")
        hold(site.status("/healthz") == 200, "health hangs with the table")
        hold_status(
            [Visitor(site.port, timeout=10).get("/accounts/login/")], {200}, "a page of another table"
        )
        waiting.join()
    with _frozen(site):
        waiting = Thread(target=together, args=([partial(leader.twin().get, "/employers/")] * 4,))
        waiting.start()
        time.sleep(HANGS_SECONDS)
        hold_status(
            [Visitor(site.port, timeout=10).get(STATIC)], {200}, "a static file while the database hangs"
        )
    waiting.join()
    wait_for(site.answers, "health is well again")
    hold_status([leader.post(NEW_EMPLOYER, fields)], {302}, "sent again")
    return hold_one(name)


@contextmanager
def _frozen(site: Site) -> Iterator[None]:
    """Every process of PostgreSQL stands still: it neither answers nor hangs up."""
    connection.close()
    first = site.postgres.postmaster()
    _signal(signal.SIGSTOP, [first])  # it starts no other meanwhile
    going = [first, *children(first)]
    _signal(signal.SIGSTOP, going)
    try:
        yield
    finally:
        _signal(signal.SIGCONT, going)


def _signal(number: int, pids: list[int]) -> None:
    """To each that is still there: a connection may have ended by itself."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def disk_full(site: Site) -> Tally:
    """D-07: the folder of stored files has no room left; it is said, nothing is half kept, and it goes on without a restart."""
    leader, name = Visitor(site.port).sign_in(LEADER), fresh_name()
    fields, files = employer_fields(leader, name), [("files", "现场.png", photo())]
    with _small_disk(Path(settings.STORAGE_URL.removeprefix("file://"))) as folder:
        filler = folder / "filler"
        with suppress(OSError), filler.open("wb") as full:
            while True:
                full.write(b"\0" * 65536)
        refused = leader.post(NEW_EMPLOYER, fields, files)
        hold(refused.status == 507, f"with a full disk it answers {refused.status}")
        hold(hold_one(name).lost == 1, "there is a record without its file")
        hold_status([leader.get("/employers/")], {200}, "others read")
        filler.unlink()
        hold_status([leader.post(NEW_EMPLOYER, fields, files)], {302}, "sent again when there is room")
        made = Employer.objects.get(name=name)
        kept = {path.name for path in folder.rglob("*") if path.is_file()}
        named = _files_of(made)
        hold(named and kept == named, f"{len(kept)} files lie there, the record names {len(named)}")
        return hold_one(name)


def _files_of(made: Employer) -> set[str]:
    rows = Attachment.objects.about(made)
    return {Path(file.name or "").name for row in rows for file in (row.original, row.derivative) if file}


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 20 MB over the folder; what it took in is put into the folder afterwards."""
    if os.geteuid() != 0:
        raise NotHere("a small disk can be mounted by root only")
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder.with_name("files.kept")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        raise NotHere("tmpfs cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["cp", "-a", f"{folder}/.", kept], check=False)
        subprocess.run(["umount", "-l", folder], check=True)
        subprocess.run(["cp", "-a", f"{kept}/.", folder], check=False)


def _is_finished(job_id: int) -> bool:
    connection.close()
    return Job.objects.get(pk=job_id).is_finished
