"""Drills on what is kept: the way back of migrations, backup and restore, keys, the machine's clock."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread

from django.apps import apps
from django.conf import settings
from django.core.management import get_commands
from django.db import connection
from django.db.models import F

from casework.models import AuditEntry, Deadline
from complaints.models import Complaint
from registry.models import Employer
from rehearsal.drills.parts import EMPTY, REHEARSED, SITE, NotHere, Site, hold
from rehearsal.drills.tally import (
    NEW_EMPLOYER,
    Tally,
    employer_fields,
    fresh_name,
    hold_status,
    hold_trail,
    photo,
)
from rehearsal.drills.visitor import Answer, Visitor, together

LEADER = "leader01"
ACCEPTANCE = "complaint.acceptance"
WRITERS, BACK_WITHIN = 6, 300.0
SHIFTS = ("-5m", "+5m", "-1d", "+0s")
Env = dict[str, str]


def clock_set_back(site: Site) -> Tally:
    """D-15: the machine's clock jumps under a process at work: the trail holds, nothing is lost or ends before it began."""
    faketime = shutil.which("faketime")
    if not faketime:
        raise NotHere("faketime is not installed (Debian: apt-get install faketime)")
    names, shift = [fresh_name() for _shift in SHIFTS], site.folder / "shift"
    deeds = (
        "from pathlib import Path; from casework.by import SYSTEM; from registry.models import Town; "
        "from complaints.services import acts, intake; "
        "from registry.services.employers import create_employer; from time import time\n"
        "from accounts.models import User; handler = User.objects.with_permission('complaints.conclude').first()\n"
        "town, began, waiting = Town.objects.first(), time(), []\n"
        f"for name, by in zip({names!r}, {SHIFTS!r}):\n"
        f"    Path({str(shift)!r}).write_text(by + '\\n')\n"
        "    employer = create_employer(by=SYSTEM, name=name, town=town); print(round((time() - began) / 60))\n"
        # What was taken in before the jump is answered after it: its clock starts and ends on both sides.
        "    [acts.accept(each, by=SYSTEM, handler=handler) for each in waiting]\n"
        "    waiting = [intake.register(by=SYSTEM, kind='report', channel='visit', content=name, is_anonymous=True,"
        " matters=['wage_arrears'], employer=employer)]"
    )
    shift.write_text("+0s\n")
    # The program named to `faketime` loses its fixed shift: the library then reads the file, each time it is asked.
    follows = {
        "FAKETIME_TIMESTAMP_FILE": str(shift),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    through = (faketime, "-f", "+0s", "env", "-u", "FAKETIME")
    jumps = _manage(follows, "shell", "-v", "0", "-c", deeds, through=through).split()
    hold(jumps == ["-5", "5", "-1440", "0"], f"the clock did not jump: {jumps}")
    hold_trail()
    _hold_order(names)
    return Tally(lost=_missing(names), said="-5 min, +5 min, -1 day")


def _hold_order(names: list[str]) -> None:
    """No clock of these employers' complaints ended before it began; trail and lists stand in the order of the deeds."""
    connection.close()
    taken_in = Complaint.objects.filter(employer__name__in=names)
    ended = Deadline.objects.of_model(Complaint).filter(object_id__in=taken_in.values("pk"), clock=ACCEPTANCE)
    hold(
        ended.exclude(stopped_at=None).count() == len(names) - 1,
        "no clock was stopped on the other side of a jump",
    )
    hold(not ended.filter(stopped_at__lt=F("started_at")).exists(), "a clock ended before it began")
    made = list(Employer.objects.filter(name__in=names).order_by("pk").values_list("pk", flat=True))
    told = AuditEntry.objects.filter(action="create_employer", object_id__in=made).order_by("seq")
    hold(list(told.values_list("object_id", flat=True)) == made, "the trail is not in the order of the deeds")
    listed = list(taken_in.values_list("employer__name", flat=True))
    hold(listed == names[::-1], f"the list is not in the order of the deeds: {listed}")


def taken_back(site: Site) -> Tally:
    """D-17: on a copy, a way back of migrations that would empty tables is refused; nothing is lost by trying."""
    started = time.monotonic()
    with _database(site, "copied", like=REHEARSED) as env:
        before = _counts("copied")
        _manage(env, "migrate", "reports", "zero", may_fail=True)
        _manage(env, "migrate")
        after = _counts("copied")
    lost = sum(max(0, number - after.get(table, 0)) for table, number in before.items())
    hold(
        before == after,
        f"rows differ in {sorted(table for table in before if before[table] != after.get(table))[:5]}",
    )
    return Tally(lost=lost, said=f"{sum(before.values())} rows, {time.monotonic() - started:.0f} s")


def restored(site: Site) -> Tally:
    """D-18: a backup is put back into an empty site beside this one and compared with it."""
    _needs_backup()
    started = time.monotonic()
    folder = site.folder / f"backup-{time.time_ns()}"
    _manage({}, "backup", folder)
    with _database(site, "restored") as env:
        _manage(env, "restore", folder)
        _manage(env, "restore", folder, "--check")
        here, there = _counts(SITE), _counts("restored")
    took = time.monotonic() - started
    shutil.rmtree(folder)
    unlike = {"django_session", "casework_auditnote", "casework_auditentry"}
    lost = {table for table in here if there.get(table, 0) < here[table]} - unlike
    hold(took < BACK_WITHIN, f"it took {took:.0f} s")
    return Tally(
        lost=len(lost), said=f"{sum(there.values())} rows, {took:.0f} s {sorted(lost)[:3] if lost else ''}"
    )


def backed_up_under_load(site: Site) -> Tally:
    """D-19: a backup made while people write; what its rows name is in it."""
    _needs_backup()
    leader, over, told = Visitor(site.port).sign_in(LEADER), Event(), list[Answer]()
    picture = photo(200)

    def write(visitor: Visitor) -> None:
        while not over.is_set():
            fields = employer_fields(visitor, fresh_name())
            told.append(visitor.post(NEW_EMPLOYER, fields, [("files", "现场.png", picture)]))
            connection.close()

    crowd = [Thread(target=partial(write, leader.twin())) for _ in range(WRITERS)]
    for one in crowd:
        one.start()
    folder = site.folder / f"backup-{time.time_ns()}"
    try:
        time.sleep(2)
        _manage({}, "backup", folder)
    finally:
        over.set()
        for one in crowd:
            one.join()
    hold_status(told, {302}, "writing while the backup was made")
    with _database(site, "restored") as env:
        _manage(env, "restore", folder)
        _manage(env, "restore", folder, "--check")
    shutil.rmtree(folder)
    return Tally(said=f"{len(told)} records written meanwhile")


def wrong_key(site: Site) -> Tally:
    """D-20: with a wrong key or none nothing starts, the line says so, and the data are untouched."""
    before = _counts(SITE)
    starts = (("-c", "import config.wsgi"), ("manage.py", "check", "--database", "default"))
    tries = [(key, start) for key in ("another-key-that-opens-nothing-3f9c1d77a0", "") for start in starts]
    for (key, start), done in zip(
        tries, together([partial(_python, {"FIELD_KEYS": key}, *start) for key, start in tries]), strict=True
    ):
        said = (done.stdout + done.stderr)[-3000:]
        hold(done.returncode != 0, f"{start[-1]} starts with FIELD_KEYS={key[:8]!r}")
        hold("FIELD_KEYS" in said, f"{start[-1]} does not name FIELD_KEYS: {said[-200:]}")
    return Tally(lost=int(before != _counts(SITE)), said="wrong key, no key")


def _needs_backup() -> None:
    if not {"backup", "restore"} <= set(get_commands()):
        raise NotHere("this version has no backup and restore commands")


def _python(
    env: Env, *arguments: object, through: tuple[str, ...] = ()
) -> "subprocess.CompletedProcess[str]":
    command = [*through, sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=os.environ | env, capture_output=True, text=True
    )


def _manage(env: Env, *arguments: object, through: tuple[str, ...] = (), may_fail: bool = False) -> str:
    done = _python(env, "manage.py", *arguments, through=through)
    hold(may_fail or done.returncode == 0, f"manage.py {arguments[0]}: {(done.stderr or done.stdout)[-400:]}")
    return done.stdout


def _counts(database: str) -> dict[str, int]:
    """Rows of every table of ours, in a database of this cluster."""
    connection.close()
    beside = connection.copy()
    beside.settings_dict["NAME"] = database
    counts = {}
    try:
        with beside.cursor() as cursor:
            for model in apps.get_models():
                if model._meta.managed:
                    cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
                    counts[model._meta.db_table] = cursor.fetchone()[0]
    finally:
        beside.close()
    return counts


def _missing(names: list[str]) -> int:
    connection.close()
    return sum(not Employer.objects.filter(name=name).exists() for name in names)


@contextmanager
def _database(site: Site, name: str, like: str = EMPTY) -> Iterator[Env]:
    """A database and an empty folder beside those of the site, as an environment."""
    site.postgres.make(name, like=like)
    folder = site.folder / name
    try:
        yield {
            "DATABASE_URL": f"postgres://drill@127.0.0.1:{site.postgres.port}/{name}",
            "VAR_DIR": str(folder),
            "STORAGE_URL": f"file://{folder}/files",
        }
    finally:
        site.postgres.drop(name)
        shutil.rmtree(folder, ignore_errors=True)
