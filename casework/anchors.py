"""Anchors: what the newest sealed entry was at a time, kept outside the database (`ANCHOR_DIR`).

A chain proves order, not completeness: who may change the database can cut its end off and set the head back. An anchor says
that entry `seq` with this hash was there. `anchors.jsonl` gets one line a night and is only ever added to (on Linux `chattr +a`
makes the file system see to it); `newest.json` is replaced every half minute. The audit administrator takes copies to another
place: what is kept there, nobody with access to this machine can rewrite.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from casework.models import AuditEntry, AuditHead
from law.clock import machine_now

AT_ONCE = 500
KEPT, NEWEST = "anchors.jsonl", "newest.json"


class BadAnchor(ValueError):
    """A line that is no anchor; `str()` names it."""


@dataclass(frozen=True, order=True)
class Anchor:
    """At the time `at` (ISO, with offset) the trail ended with entry `seq`, whose hash was `hash`."""

    seq: int
    hash: str
    at: str

    @property
    def line(self) -> str:
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


def lost(anchors: Iterable[Anchor]) -> list[Anchor]:
    """Those whose entry the trail has no longer, or has with another hash, the oldest first."""
    given = sorted(one for one in anchors if one.seq)
    found: dict[int, str] = {}
    for start in range(0, len(given), AT_ONCE):
        numbers = [one.seq for one in given[start : start + AT_ONCE]]
        found |= dict(AuditEntry.objects.filter(seq__in=numbers).values_list("seq", "hash"))
    return [one for one in given if found.get(one.seq) != one.hash]


def folder() -> Path:
    return Path(settings.ANCHOR_DIR)


def read(lines: Iterable[str], source: str) -> list[Anchor]:
    """Raises `BadAnchor`: a line that is cut or changed is no reason to overlook the others, but to say so."""
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            seq, digest, at = told["seq"], told["hash"], told["at"]
            if type(seq) is not int or seq < 0 or len(bytes.fromhex(digest)) != 32:
                raise ValueError
        except (ValueError, TypeError, KeyError) as error:
            raise BadAnchor(f"{source}, line {number}: this is no anchor") from error
        found.append(Anchor(seq, str(digest), str(at)))
    return found


def read_file(path: Path) -> list[Anchor]:
    """The anchors of a file; [] where there is none. Raises `BadAnchor`."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        raise BadAnchor(f"{path}: this is no file of anchors") from error
    return read(text.splitlines(), str(path))


def nightly() -> list[Anchor]:
    return read_file(folder() / KEPT)


def known() -> list[Anchor]:
    """Every anchor this site keeps itself. Raises `BadAnchor`."""
    return [*nightly(), *read_file(folder() / NEWEST)]


def take() -> Anchor | None:
    """Add the newest entry to the nightly anchors; None where the trail has no head."""
    anchor = _present()
    if anchor:
        _folder_made()
        file = os.open(folder() / KEPT, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(file, f"{anchor.line}\n".encode())
            os.fsync(file)
        finally:
            os.close(file)
    return anchor


def mark() -> Anchor | None:
    """Move `newest.json` to the newest entry; the anchor that stands there when the trail no longer has its entry, else None.

    An anchor the trail contradicts is left as it is: it is what shows the loss.
    """
    last = max(read_file(folder() / NEWEST), default=None)
    if last and lost([last]):
        return last
    anchor = _present()
    if anchor and (last is None or anchor.seq > last.seq):
        _folder_made()
        part = folder() / f"{NEWEST}.{os.getpid()}"
        with part.open("w", encoding="ascii") as file:
            file.write(f"{anchor.line}\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder() / NEWEST)
    return None


def _present() -> Anchor | None:
    head = AuditHead.objects.filter(pk=1).first()
    return Anchor(head.seq, head.hash, machine_now().isoformat(timespec="seconds")) if head else None


def _folder_made() -> None:
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
