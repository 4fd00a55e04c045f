"""A drill on secrets: an invented complainant goes through a running site, and is looked for in everything it keeps and says."""

import re
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import randbelow
from uuid import uuid4

from django.db import connection

from casework.models import Job
from law.clock import today
from law.identity import resident_id_check_digit
from rehearsal.drills.parts import SITE, Site, hold, wait_for
from rehearsal.drills.tally import Tally, fresh_name, hold_status, report_fields
from rehearsal.drills.visitor import Answer, Fields, Visitor

KEEPER = "leader01"
NEW_COMPLAINT, NEW_RUN = "/complaints/new/", "/reports/runs/new/"
# As the listener prints what Celery sends: the words of a message are packed into base64.
BODY = re.compile(rb'\\"body\\": \\"([A-Za-z0-9+/=]+)')


def nothing_in_clear(site: Site) -> Tally:
    """M-DC-01, M-AU-02, M-RI-01: a complainant stands in clear in no file, log or dump, nor in what a worker is told."""
    told, document = _complainant(), b"%PDF-1.4 " + uuid4().hex.encode()
    fields = {
        "kind": "complaint", "channel": "visit", "received_at": f"{today()}T00:05", "employer_named": fresh_name(),
        "matters": "wage_arrears", "content": "拖欠三月工资", "label": "general", **told,
    }  # fmt: skip
    keeper = Visitor(site.port).sign_in(KEEPER)
    with _overheard(site) as messages:
        form = keeper.form(NEW_COMPLAINT)
        unfit = keeper.post(NEW_COMPLAINT, form | fields | {"channel": ""})
        hold(unfit.status == 422 and told["name"] in unfit.text, "a form with a fault does not come back")
        sent = keeper.post(NEW_COMPLAINT, form | fields, [("files", f"{told['name']}.pdf", document)])
        hold_status([sent], {302}, "sending a complaint")
        page = f"{sent.location}identity/all/"
        shown = keeper.post(page, keeper.form(page) | {"reason": "核对身份"})
        hold(told["phone"] in shown.text, "the keeper does not see whom it is about")
        hold_status([keeper.get(f"/search/?q={told['phone']}")], {200, 302}, "searching for a number")
        asked = keeper.post(NEW_RUN, keeper.form(NEW_RUN) | report_fields("district"))
        wait_for(lambda: _is_done(asked), "a report is made")
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    dump = site.postgres.folder / "dump"
    site.postgres.run("pg_dump", *site.postgres.where, "-d", SITE, "-f", dump)
    canaries = [document, *(word.encode() for word in told.values() if len(word) > 3)]
    for name, text in [("a message to a worker", messages.read_bytes()), *_files(site.folder)]:
        hold(not any(canary in text for canary in canaries), f"a complainant stands in clear in {name}")
    hold(fields["employer_named"].encode() in dump.read_bytes(), "the dump does not hold what is no secret")
    dump.unlink()
    return Tally(said=f"{len(canaries)} canaries")


def _complainant() -> Fields:
    """Somebody invented whose every word is found nowhere else."""
    mark, serial = uuid4().hex[:10], f"{randbelow(1000):03d}"
    body = f"37021119900307{serial}"
    return {
        "name": f"金丝雀{mark}", "gender": "女", "occupation": f"饲养{mark}", "id_number": body + resident_id_check_digit(body),
        "phone": f"138{randbelow(10**8):08d}", "address": f"金丝雀路{mark}", "statement": f"我是{mark}，没有发工资",
    }  # fmt: skip


@contextmanager
def _overheard(site: Site) -> Iterator[Path]:
    """Whatever Redis is told meanwhile, with the bodies of messages to workers as they were before they were packed."""
    heard, plain = site.folder / "heard", site.folder / "heard.plain"
    with heard.open("wb") as out:
        listener = subprocess.Popen(["redis-cli", "-p", str(site.redis.port), "monitor"], stdout=out)
        try:
            wait_for(lambda: heard.stat().st_size, "Redis is overheard")
            yield plain
        finally:
            listener.terminate()
            listener.wait()
            packed = BODY.findall(heard.read_bytes())
            plain.write_bytes(heard.read_bytes() + b"".join(map(b64decode, packed)))
    hold(packed, "no message to a worker was overheard")


def _is_done(asked: Answer) -> bool:
    connection.close()
    return Job.objects.get(pk=int(asked.location.rstrip("/").rpartition("/")[2])).is_finished


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file under a folder as it is now; what goes meanwhile is no longer there to be read."""
    for path in folder.rglob("*"):
        with suppress(OSError):
            if path.is_file():
                yield str(path.relative_to(folder)), path.read_bytes()
