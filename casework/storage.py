"""The folder of stored files: a file is there whole or not at all."""

import os
from contextlib import suppress
from typing import IO, Any

from django.core.files.storage import FileSystemStorage

PART = ".part"


class WholeFiles(FileSystemStorage):
    """Writes beside the final name and moves the file there when its last byte is on the disk.

    What fails on the way (a full disk, a killed process) leaves at most a `.part`, which nothing ever serves; a failure that can
    still be noticed takes the part away with it. An object store does the same by itself.
    """

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        final = self.get_available_name(name or content.name, max_length=max_length)
        part = self.path(final + PART)
        try:
            super().save(final + PART, content)
            _flush(part)
            os.replace(part, self.path(final))
        except BaseException:
            with suppress(OSError):
                os.remove(part)
            raise
        return final


def _flush(path: str) -> None:
    with open(path, "rb") as file:
        os.fsync(file.fileno())
