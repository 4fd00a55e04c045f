from collections.abc import Iterable, Iterator

from django.core.management.base import BaseCommand, CommandError

from casework import audit, keys, sealing
from casework.by import SYSTEM


class Command(BaseCommand):
    help = (
        "After a change of FIELD_KEYS or FIELD_CIPHER: seal every sealed column and file with the current key, and say whether "
        "the old keys may go. May be stopped and run again."
    )

    def handle(self, *args: object, **options: object) -> None:
        unread = 0
        while True:  # until a whole walk finds nothing: a node that still had the old key first may have written meanwhile
            walk = list(self._told(keys.reseal()))
            unread = sum(done.unread for done in walk)
            if not any(done.resealed for done in walk):
                break
        current = sealing.current().reference
        if unread:
            raise CommandError(
                f"{unread} values open with no key in FIELD_KEYS. Put the key they need behind the current one and run this "
                "again. No key may be taken away yet."
            )
        gone = keys.release()
        audit.note("reseal", by=SYSTEM, label=current, data={"released": gone})
        which = f"{', '.join(gone)} and every" if gone else "every"
        self.stdout.write(
            f"Everything is sealed with key {current}; {which} other key may be taken out of FIELD_KEYS. "
            "Backups made before now still need the old ones: keep those as long as the backups."
        )

    def _told(self, walk: Iterable[keys.Done]) -> Iterator[keys.Done]:
        for done in walk:
            self.stdout.write(
                f"{done.column}: {done.resealed} resealed, {done.kept} had the current key, {done.unread} unreadable"
            )
            yield done
