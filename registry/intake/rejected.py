"""The rows that were not taken in, as the list had them, with a column that says why: to be mended and sent again."""

import csv
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from casework import workbook
from registry.intake import gate
from registry.intake.columns import REASON_HEAD, text_of

SHOWN = 20


class Rejected:
    """Spools rejected rows to disk; `save` writes them in the kind of file that came in."""

    def __init__(self, head: list[str]) -> None:
        self.head = [cell for cell in head if cell != REASON_HEAD]
        self._places = [place for place, cell in enumerate(head) if cell != REASON_HEAD]
        self._spool = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115 closed on leaving
        self._writer = csv.writer(self._spool)
        self.count = 0
        self.first: list[dict[str, Any]] = []

    def add(self, number: int, cells: list[Any], wrong: list[str]) -> None:
        texts = [text_of(cells[place]) if place < len(cells) else "" for place in self._places]
        reason = "；".join(wrong)
        self._writer.writerow([*texts, reason])
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append({"row": number, "cells": [text[:40] for text in texts[:3]], "reason": reason})

    def save(self, folder: Path, stem: str, suffix: str) -> Path | None:
        """The file of rejected rows, `<stem>.rejected.<suffix>`; None when every row was taken."""
        if not self.count:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{stem}.rejected{suffix}"
        self._spool.seek(0)
        rows = csv.reader(self._spool)
        (self._save_table if suffix == gate.TABLE else self._save_workbook)(path, rows)
        return path

    def _save_table(self, path: Path, rows: Iterator[list[str]]) -> None:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*self.head, REASON_HEAD])
            writer.writerows([workbook.harmless(text) for text in row] for row in rows)

    def _save_workbook(self, path: Path, rows: Iterator[list[str]]) -> None:
        heads = [*((head, 18) for head in self.head), (REASON_HEAD, 60)]
        with workbook.write(title=path.stem, heads=heads, rows=rows) as made, path.open("wb") as file:
            shutil.copyfileobj(made, file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._spool.close()
